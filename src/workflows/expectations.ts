import { depositAddressProblem, sameAddress } from '../banking/deposit-address';
import { amountsEqual, isAmount } from '../banking/money';
import { isNetwork } from '../banking/currencies';
import type { AttentionReason } from '../signals/attention-reasons';
import type { OfframpSource } from '../signals/offramp-order';
import type { BankReport, DepositAddressSighting, DepositSighting, TradeSighting } from '../signals/sightings';
import type { ShownDepositAddress } from '../signals/status';
import type { Evidence, OfframpOutcome, SettlementEvidence } from '../signals/stages';
import type { Facts } from './facts';
import { customerEventOf, isCanceledTrade, isHeldDeposit } from './look-up-facts';

/** An end of the order, as decided from facts. */
export interface Ending {
  readonly outcome: OfframpOutcome;
  readonly reason: string;
  readonly evidence?: SettlementEvidence;
}

/** What the facts say about a wait: it is over, the order is over, a person is needed, the provider must be asked. */
export type Progress<T> =
  | { readonly value: T; readonly evidence: Evidence }
  | { readonly end: Ending; readonly evidence: Evidence }
  | { readonly attention: AttentionReason }
  | { readonly ask: true }
  | undefined;

/** An order's deposit address, with the provider's id of it where there is one. */
export type OwnAddress = ShownDepositAddress & { readonly depositAddressId?: string };

/** A pure question to the facts. `undefined` means: not yet. */
export type Expectation<T> = (facts: Facts) => Progress<T>;

/** The customer has passed the provider's checks. */
export function customerApproved(customerId: string): Expectation<true> {
  return ({ customers }) => {
    const { approved, rejected, deleted, observed } = customers[customerId] ?? {};
    const refused = rejected ?? deleted;
    const contradictory = approved !== undefined && refused !== undefined;
    // Where events contradict each other, how things stand now decides; and if that is not known, it is asked.
    const verdict = contradictory ? customerEventOf(observed?.status) : approved ? 'approved' : refused && 'rejected';
    if (verdict === undefined)
      return contradictory ? (observed ? { attention: 'contradictory-facts' } : { ask: true }) : undefined;
    if (verdict === 'approved' && approved) return { value: true, evidence: approved.evidence };
    const reason = deleted ? 'customer-deleted' : 'customer-rejected';
    return { end: { outcome: 'rejected', reason }, evidence: (refused ?? observed)?.evidence ?? 'look-up' };
  };
}

/** The flow's deposit address is usable, and passes our own checks before anybody sees it. */
export function depositAddressReady(
  flow: { readonly depositAddressId?: string; readonly address?: string },
  customerId: string,
  source: OfframpSource,
): Expectation<OwnAddress> {
  return ({ depositAddresses }) => {
    const ours = Object.values(depositAddresses).filter((events) =>
      Object.values(events).some((seen) => isAddressOfFlow(seen, flow, customerId, source)),
    );
    const [approval] = ours.flatMap(({ approved }) => approved ?? []);
    const [rejection] = ours.flatMap(({ rejected }) => rejected ?? []);
    if (approval && rejection) return ours.some(({ observed }) => observed) ? contradictory : { ask: true };
    if (rejection)
      return { end: { outcome: 'rejected', reason: 'deposit-address-rejected' }, evidence: rejection.evidence };
    if (!approval) return undefined;

    const sightings = ours.flatMap((events) => Object.values(events));
    const addresses = [flow.address, ...sightings.map(({ address }) => address)].filter(
      (address) => address !== undefined,
    );
    const [address] = addresses;
    if (address === undefined) return { ask: true };
    // Two addresses for one flow, another place, a broken checksum: money sent there might be lost.
    const differs = addresses.some((other) => !sameAddress(other, address, source.network));
    const elsewhere = sightings.some(({ network = source.network, currency = source.currency }) => {
      return network !== source.network || currency !== source.currency;
    });
    if (differs || elsewhere || depositAddressProblem(address, source.network) !== undefined) {
      return { attention: 'deposit-address-invalid' };
    }
    const { memo } = sightings.find((seen) => seen.memo !== undefined) ?? {};
    const { depositAddressId } = sightings.find((seen) => seen.depositAddressId !== undefined) ?? {};
    const value = { address, ...source, ...(memo && { memo }), ...(depositAddressId && { depositAddressId }) };
    return { value, evidence: approval.evidence };
  };
}

const contradictory = { attention: 'contradictory-facts' } as const;

function isAddressOfFlow(
  seen: DepositAddressSighting,
  flow: { readonly depositAddressId?: string; readonly address?: string },
  customerId: string,
  source: OfframpSource,
): boolean {
  if (flow.depositAddressId !== undefined && seen.depositAddressId !== undefined) {
    return seen.depositAddressId === flow.depositAddressId;
  }
  if (flow.address !== undefined && seen.address !== undefined) {
    return sameAddress(seen.address, flow.address, source.network);
  }
  // One address per customer, currency and network (provider.md section 6.3), so these three name it as well.
  return seen.customerId === customerId && seen.network === source.network && seen.currency === source.currency;
}

/** A deposit has come to this address. Whose it is is settled by a claim; those that were declined do not count. */
export function depositArrived(
  address: OwnAddress,
  declinedDeposits: ReadonlySet<string>,
): Expectation<DepositSighting> {
  return (facts) => {
    const candidates = Object.keys(facts.deposits)
      .sort()
      .filter((depositId) => !declinedDeposits.has(depositId))
      .flatMap((depositId) => depositOf(facts, depositId) ?? []);
    const arrived = candidates.find((deposit) => isAtAddress(deposit, address));
    if (arrived) return { value: arrived, evidence: arrived.evidence };
    // A deposit that names no address may be another order's: the provider knows where it came in.
    return candidates.some((deposit) => !namesAddress(deposit)) ? { ask: true } : undefined;
  };
}

/** Everything known of one deposit, as one. */
export function depositOf({ deposits }: Pick<Facts, 'deposits'>, depositId: string): DepositSighting | undefined {
  const { received, approved, rejected, observed } = deposits[depositId] ?? {};
  const first = received ?? approved ?? rejected ?? observed;
  if (first === undefined) return undefined;
  const { seenAt, evidence } = first;
  return { ...observed, ...rejected, ...approved, ...received, depositId, seenAt, evidence };
}

/** Whether a deposit came in at an address; one that names none did not, as far as is known. */
export function isAtAddress(deposit: DepositSighting, address: OwnAddress): boolean {
  if (deposit.depositAddressId !== undefined && address.depositAddressId !== undefined) {
    return deposit.depositAddressId === address.depositAddressId;
  }
  if (deposit.address === undefined || !isNetwork(address.network)) return false;
  return sameAddress(deposit.address, address.address, address.network);
}

/** Whether it is known where a deposit came in. */
export function namesAddress({ address, depositAddressId }: DepositSighting): boolean {
  return address !== undefined || depositAddressId !== undefined;
}

/** The deposit has its confirmations and is cleared. A trade of it proves as much. */
export function depositConfirmed(depositId: string): Expectation<true> {
  return (facts) => {
    const { approved, rejected, observed } = facts.deposits[depositId] ?? {};
    const trade = tradesOf(facts, depositId)[0];
    const cleared = approved ?? trade;
    if (cleared && rejected) return observed ? { attention: 'contradictory-facts' } : { ask: true };
    if (cleared) return { value: true, evidence: cleared.evidence };
    if (rejected) return { attention: 'deposit-rejected' };
    return isHeldDeposit(observed?.status) ? { attention: 'deposit-held' } : undefined;
  };
}

/** A trade of the deposit has been made. */
export function tradeCreated(depositId: string): Expectation<string> {
  return (facts) => {
    const [trade] = tradesOf(facts, depositId);
    return trade && { value: trade.tradeId, evidence: trade.evidence };
  };
}

/** The trade has been carried out and the provider has queued the fiat. */
export function tradeSettled(tradeId: string): Expectation<{ amount: string; currency: string }> {
  return ({ trades }) => {
    const { created, settled, observed } = trades[tradeId] ?? {};
    if (settled === undefined) return isCanceledTrade(observed?.status) ? { attention: 'trade-canceled' } : undefined;
    const { toAmount: amount, toCurrency: currency } = { ...created, ...observed, ...settled };
    if (!isAmount(amount) || currency === undefined) return observed ? { attention: 'payout-unknown' } : { ask: true };
    return { value: { amount, currency }, evidence: settled.evidence };
  };
}

function tradesOf({ trades }: Pick<Facts, 'trades'>, depositId: string): TradeSighting[] {
  return Object.keys(trades)
    .sort()
    .flatMap((tradeId) => {
      const { created, settled, observed } = trades[tradeId] ?? {};
      const trade = created ?? settled ?? observed;
      const namesDeposit = [created, settled, observed].some((seen) => seen?.depositId === depositId);
      return trade && namesDeposit ? [trade] : [];
    });
}

/** The transfer whose fate bank reports tell. */
export interface AwaitedTransfer {
  readonly attempt: number;
  readonly tradeId: string;
  readonly depositId: string;
  readonly amount: string;
  readonly currency: string;
}

/** The money has arrived, as a bank or an operator says. Anything else that is said needs a person. */
export function transferCredited(transfer: AwaitedTransfer): Expectation<SettlementEvidence> {
  return (facts) => {
    const { about, mismatched } = reportsOn(transfer, facts);
    const confirmed = about.find(({ evidence, outcome }) => evidence === 'operator' && outcome === 'credited');
    if (confirmed) return { value: 'operator', evidence: 'operator' };
    if (mismatched.length > 0) return { attention: 'bank-report-mismatch' };
    if (about.some(({ outcome }) => outcome === 'returned')) return { attention: 'bank-transfer-returned' };
    if (about.some(({ outcome }) => outcome === 'failed')) return { attention: 'bank-transfer-failed' };
    const credited = about.find(({ outcome }) => outcome === 'credited');
    return credited && { value: 'bank-report', evidence: credited.evidence };
  };
}

/** What has been judged already when an order settles, or found out since. */
export interface ReturnWatch {
  /** Reports that were known when the transfer was settled. */
  readonly judgedReports: ReadonlySet<string>;
  readonly declinedDeposits: ReadonlySet<string>;
  /** Deposits at this order's address that no order has claimed. */
  readonly unclaimedDeposits: ReadonlySet<string>;
  readonly address: OwnAddress | undefined;
}

/** A settled transfer came back, or something else has come up that only a person can judge. */
export function transferReturned(transfer: AwaitedTransfer, watch: ReturnWatch): Expectation<never> {
  return (facts) => {
    const { about, mismatched } = reportsOn(transfer, facts);
    const isNew = ({ reportId }: BankReport) => !watch.judgedReports.has(reportId);
    if (about.some((report) => isNew(report) && report.outcome !== 'credited')) {
      return { attention: 'bank-transfer-returned' };
    }
    if (mismatched.some(isNew)) return { attention: 'bank-report-mismatch' };
    const others = otherDeposits(facts, transfer.depositId, watch);
    if (others.some((depositId) => watch.unclaimedDeposits.has(depositId))) return { attention: 'second-deposit' };
    return others.length > 0 ? { ask: true } : undefined;
  };
}

/** Deposits that came to the order's address besides its own, unless they are known to be another order's. */
export function otherDeposits(
  facts: Pick<Facts, 'deposits'>,
  ownDepositId: string,
  { address, declinedDeposits }: Pick<ReturnWatch, 'address' | 'declinedDeposits'>,
): string[] {
  return Object.keys(facts.deposits)
    .sort()
    .filter((depositId) => {
      const deposit = depositOf(facts, depositId);
      const isOther = depositId !== ownDepositId && !declinedDeposits.has(depositId);
      return isOther && deposit !== undefined && address !== undefined && isAtAddress(deposit, address);
    });
}

function reportsOn(transfer: AwaitedTransfer, { bankReports }: Pick<Facts, 'bankReports'>) {
  const reports = Object.keys(bankReports)
    .sort()
    .flatMap((reportId) => bankReports[reportId] ?? []);
  return {
    about: reports.filter((report) => isAbout(report, transfer)),
    mismatched: reports.filter((report) => !isAbout(report, transfer)),
  };
}

function isAbout(report: BankReport, transfer: AwaitedTransfer): boolean {
  const { attempt = transfer.attempt, tradeId = transfer.tradeId, currency = transfer.currency } = report;
  const { amount = transfer.amount, depositId = transfer.depositId } = report;
  return (
    attempt === transfer.attempt &&
    tradeId === transfer.tradeId &&
    depositId === transfer.depositId &&
    currency === transfer.currency &&
    isAmount(amount) &&
    amountsEqual(amount, transfer.amount)
  );
}
