import { sha256 } from '@noble/hashes/sha2';
import { shippedTables, type BankingTables } from './banking-tables';
import { endOfDay, instantOf, instantText, localDateAt } from './local-days';
import { addRailDays } from './rail-days';
import { termsOn, type RailId } from './rails';
import { planTransfer, type TransferPlan } from './transfer-plan';

/** When a transfer of ours is sent (DESIGN section 6). Instants are UTC as `Date.toISOString` writes them. */
export interface SendingPlan extends TransferPlan {
  /** When to send: `submitAt`, or up to half an hour later where that lies in the future. */
  sendAt: string;
  /** For how many milliseconds from `sendAt` the request may still go out; positive. */
  sendWithinMs: number;
  /** The end of the time within which a failed transfer may be sent again; absent when no `knownAt` was given. */
  limitEndsAt?: string;
  /** Whether `sendAt` lies before `limitEndsAt`. */
  withinLimit: boolean;
}

/** What a sending is planned from. */
export interface SendingRequest {
  readonly rail: RailId;
  /** An ISO instant. */
  readonly now: string;
  /** ISO 3166 country of the account, where it is known. */
  readonly accountCountry?: string | undefined;
  /** Since when it is known that an earlier transfer failed and that its money is back; an ISO instant. */
  readonly knownAt?: string | undefined;
  /** Tells orders apart, so that those released together do not leave together. */
  readonly orderKey: string;
}

/** Banks close some minutes before their published hours, and the request itself takes time (DESIGN section 6). */
const leadTimeMs = 15 * 60_000;
/** Orders that wait for the same window leave spread over this time. */
const spreadMs = 30 * 60_000;
/** On a rail without cutoffs nothing is missed, but a plan should not be acted on long after it was made. */
const withoutCutoffMs = 60 * 60_000;
/** After a failure a transfer is sent again within this many business days of its rail (DESIGN section 6). */
const resendWithinDays = 5;

/**
 * Plans when to send a transfer: never within 15 minutes before a cutoff, now if its window is open, else spread over the
 * first half hour of the next one. Planning again at `sendAt` gives the same `sendAt`; planning from `cutoffAt` gives the
 * window after a missed one. A later `now` never gives an earlier day, and never a `sendAt` more than half an hour
 * earlier. Throws `OutsideCalendarCoverage` rather than guess.
 */
export function planSending(
  { rail, now, accountCountry, knownAt, orderKey }: SendingRequest,
  tables: BankingTables = shippedTables,
): SendingPlan {
  const { plan, lastMs } = planWithLeadTime({ rail, now, accountCountry }, tables);
  const submitAtMs = Date.parse(plan.submitAt);
  const spread = Math.min(spreadMs, lastMs - submitAtMs);
  const sendAtMs = plan.beforeCutoff ? submitAtMs : submitAtMs + Math.floor(spread * shareOf(orderKey));
  const limitEndsAtMs = knownAt === undefined ? undefined : limitOf(rail, knownAt, tables);
  return {
    ...plan,
    sendAt: instantText(sendAtMs),
    sendWithinMs: runsAlways(plan, tables) ? withoutCutoffMs : lastMs - sendAtMs,
    ...(limitEndsAtMs !== undefined && { limitEndsAt: instantText(limitEndsAtMs) }),
    withinLimit: limitEndsAtMs === undefined || sendAtMs < limitEndsAtMs,
  };
}

/** The first plan from `now` on whose window leaves more than the lead time, and the last moment to send by it. */
function planWithLeadTime(
  request: { rail: RailId; now: string; accountCountry: string | undefined },
  tables: BankingTables,
): { plan: TransferPlan; lastMs: number } {
  const plan = planTransfer(request, tables);
  const lastMs = Date.parse(plan.cutoffAt) - (runsAlways(plan, tables) ? 0 : leadTimeMs);
  if (lastMs > Date.parse(plan.submitAt)) return { plan, lastMs };
  return planWithLeadTime({ ...request, now: plan.cutoffAt }, tables);
}

/** Whether there is no cutoff to keep clear of. */
function runsAlways({ rail, submissionDate }: TransferPlan, tables: BankingTables): boolean {
  return termsOn(tables.rails[rail], submissionDate).calendar === '24x7';
}

function limitOf(railId: RailId, knownAt: string, tables: BankingTables): number {
  const rail = tables.rails[railId];
  const knownOn = localDateAt(instantOf(knownAt), rail.zone);
  return endOfDay(addRailDays(rail, knownOn, resendWithinDays, tables), rail.zone);
}

/** A number from 0 up to, and without, 1 that is always the same for an order and evenly spread over orders. */
function shareOf(orderKey: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(orderKey);
  return (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
}
