/** What the provider's status words of deposits and trades stand for, in both of its vocabularies (provider.md section 5). */

export function isRejectedDeposit(status: string | undefined): boolean {
  return ['REJECTED', 'REFUNDING', 'REFUNDED'].includes(statusWord(status) ?? '');
}

export function isRefundedDeposit(status: string | undefined): boolean {
  return statusWord(status) === 'REFUNDED';
}

export function isClearedDeposit(status: string | undefined): boolean {
  return ['CONFIRMED', 'APPROVED'].includes(statusWord(status) ?? '');
}

export function isHeldDeposit(status: string | undefined): boolean {
  return ['ACTION_REQUIRED', 'NAME_REVIEWING', 'THRESHOLD_PENDING', 'COMPLIANCE_REVIEWING'].includes(
    statusWord(status) ?? '',
  );
}

/** Of a refund that is under way more will be heard. */
export function isFinalDeposit(status: string | undefined): boolean {
  return isClearedDeposit(status) || (isRejectedDeposit(status) && statusWord(status) !== 'REFUNDING');
}

export function isCanceledTrade(status: string | undefined): boolean {
  return ['CANCELED', 'CANCELLED'].includes(statusWord(status) ?? '');
}

export function isSettledTrade(status: string | undefined): boolean {
  return statusWord(status) === 'SETTLED';
}

function statusWord(status: string | undefined): string | undefined {
  return status?.toUpperCase();
}
