/** The verdict on a customer that one of the provider's status words stands for, if any (docs/provider.md, *Statuses*). */
export function customerVerdictOf(status: string | undefined): 'approved' | 'rejected' | 'deleted' | undefined {
  switch (status?.toUpperCase()) {
    case 'APPROVED':
    case 'CONFIRMED':
      return 'approved';
    case 'REJECTED':
      return 'rejected';
    case 'DELETED':
      return 'deleted';
    default:
      return undefined;
  }
}
