import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { createControlLocalActivities, createControlProviderActivities } from './activities';
import { payloadBytes, textOf } from './payload-sizes';

type LocalActivities = ReturnType<typeof createControlLocalActivities>;
type ProviderActivities = ReturnType<typeof createControlProviderActivities>;

const stageKey = defineSearchAttributeKey('OfframpStage', SearchAttributeType.KEYWORD);
const nextActionAtKey = defineSearchAttributeKey('OfframpNextActionAt', SearchAttributeType.DATETIME);
const idsKey = defineSearchAttributeKey('CoinutIds', SearchAttributeType.KEYWORD_LIST);
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000] as const;

/** Ends at once, as a claim does. */
export async function controlClaim(): Promise<void> {
  await Promise.resolve();
}

/**
 * What somebody would write by hand for the guide's happy path, with the history that an order has and nothing of ours:
 * no fact is folded, no guard asked, nothing is looked up, and nobody can ask how it stands.
 */
export async function control({ reference }: { readonly reference: string }): Promise<string> {
  const told = tellings();
  const deadline = movableDeadline();
  const local = proxyLocalActivities<LocalActivities>({ startToCloseTimeout: '10 seconds' });
  const taskQueue = `${workflowInfo().taskQueue}-coinut`;
  const remote = proxyActivities<ProviderActivities>({ startToCloseTimeout: '45 seconds', taskQueue });
  const customerId = `c-customer-of-${reference}`;
  const ids: string[] = [];
  const input = (bytes: number) => ({ customerId, rest: textOf(Math.max(2, bytes - 40)) });
  const id = (kind: string) => `${kind}:${reference}`;

  await local.controlSettings();
  await remote.controlCustomer(input(payloadBytes.customerInput));
  const approval = remote.controlApproval(input(payloadBytes.approvalInput));
  publish('awaiting-customer-approval', ids, { learned: [id('customer')], inMs: dayMs });
  await approval;
  void deadline.move(dayMs);
  await told('customerApproved');
  publish('adding-bank-account', ids, { inMs: null });
  await remote.controlAccount(input(payloadBytes.accountInput));
  publish('creating-flow', ids, { learned: [id('account')] });
  await remote.controlFlow(input(payloadBytes.flowInput));
  publish('awaiting-deposit', ids, { learned: [id('flow'), id('wallet')], inMs: dayMs });
  await told('depositReceived');
  await local.controlClaim(`deposit-${reference}`);
  publish('confirming-deposit', ids, { learned: [id('deposit')], inMs: hourMs });
  void deadline.move(hourMs);
  await told('depositApproved');
  publish('awaiting-trade', ids, { inMs: 15 * minuteMs });
  void deadline.move(15 * minuteMs);
  await told('tradeCreated');
  publish('awaiting-trade-settlement', ids, { learned: [id('trade')], inMs: 15 * minuteMs });
  await told('tradeSettled');
  await local.controlTransferPlan();
  publish('awaiting-bank-transfer', ids, { inMs: 3 * dayMs });
  void deadline.move(3 * dayMs);
  await told('bankTransferReported');
  await local.controlReturnWatch();
  publish('watching-for-return', ids, { inMs: 14 * dayMs });
  await deadline.move(14 * dayMs);
  return textOf(payloadBytes.orderResult);
}

/** Waits until somebody has told of an event. */
function tellings(): (event: string) => Promise<void> {
  const heard = new Set<string>();
  for (const event of [
    ...['customerApproved', 'depositReceived', 'depositApproved'],
    ...['tradeCreated', 'tradeSettled', 'bankTransferReported'],
  ]) {
    setHandler(defineSignal<[unknown]>(event), () => void heard.add(event));
  }
  return (event) => condition(() => heard.has(event));
}

/** One timer at a time: the next is started before the one before it is cancelled, as orders do. */
function movableDeadline() {
  let current: CancellationScope | undefined;
  return {
    move(inMs: number): Promise<void> {
      const earlier = current;
      current = new CancellationScope();
      const reached = current.run(() => sleep(inMs, { summary: textOf(payloadBytes.timerSummary) }));
      earlier?.cancel();
      return reached.catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
    },
  };
}

function publish(
  stage: string,
  ids: string[],
  { learned = [], inMs }: { readonly learned?: readonly string[]; readonly inMs?: number | null },
): void {
  ids.push(...learned);
  const changes: SearchAttributeUpdatePair[] = [{ key: stageKey, value: stage }];
  if (learned.length > 0) changes.push({ key: idsKey, value: [...ids] });
  if (inMs !== undefined) {
    changes.push({ key: nextActionAtKey, value: inMs === null ? null : new Date(Date.now() + inMs) });
  }
  upsertSearchAttributes(changes);
}
