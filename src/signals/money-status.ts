/**
 * What the provider's status words of deposits, trades and flows stand for, in both of its vocabularies
 * (docs/provider.md, *Statuses*).
 */

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

/** A flow that is switched off: what comes to its address is not converted. That a deleted one says so is assumed. */
export function isDisabledFlow(status: string | undefined): boolean {
  return ['DISABLED', 'DELETED'].includes(statusWord(status) ?? '');
}

/** In capitals: the provider's two vocabularies write words in both ways. */
export function statusWord(status: string | undefined): string | undefined {
  return status?.toUpperCase();
}
