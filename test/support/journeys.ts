import type { OfframpStage } from '../../src/signals/stages';
import type { OfframpStatus } from '../../src/signals/status';
import { eventually } from './eventually';
import type { OfframpSystem } from './offramp-system';

/** Waits until an order has come to a stage. */
export async function reached(
  { offramps }: OfframpSystem,
  reference: string,
  stage: OfframpStage,
): Promise<OfframpStatus> {
  return eventually(`${reference} to reach ${stage}`, async () => {
    const status = await offramps.status(reference);
    return status.stage === stage && status;
  });
}

/** Waits until an order needs attention, for a reason. */
export async function needsAttention(
  { offramps }: OfframpSystem,
  reference: string,
  reason: string,
): Promise<OfframpStatus> {
  return eventually(`${reference} to need attention because of ${reason}`, async () => {
    const status = await offramps.status(reference);
    return status.needsAttention?.reason === reason && status;
  });
}

/** The provider's, the customer's and the bank's next step of the happy path, by the stage that waits for it. */
export const happySteps = [
  'awaiting-customer-approval',
  'awaiting-deposit',
  'confirming-deposit',
  'awaiting-trade',
  'awaiting-trade-settlement',
  'awaiting-bank-transfer',
] as const satisfies readonly OfframpStage[];

/** Lets the outside world do what an order at this stage waits for; returns once it is done. */
export async function playStep(
  system: OfframpSystem,
  reference: string,
  stage: (typeof happySteps)[number],
): Promise<void> {
  const { simulator } = system;
  const { ids, depositAddress } = await reached(system, reference, stage);
  switch (stage) {
    case 'awaiting-customer-approval':
      await simulator.play.approveCustomer(required(ids.customerId));
      return;
    case 'awaiting-deposit':
      await simulator.play.receiveDeposit({ address: required(depositAddress?.address), amount: '250.00' });
      return;
    case 'confirming-deposit':
      await simulator.play.approveDeposit(required(ids.depositId));
      return;
    case 'awaiting-trade':
      await simulator.play.createTrade(required(ids.depositId));
      return;
    case 'awaiting-trade-settlement':
      await simulator.play.settleTrade(required(ids.tradeId));
      return;
    case 'awaiting-bank-transfer':
      await simulator.play.creditTransfer(required(ids.tradeId));
  }
}

/** Starts an order and plays its happy path up to, and not including, what a stage waits for. */
export async function startUntil(
  system: OfframpSystem,
  order: { readonly reference: string },
  stage: OfframpStage,
): Promise<OfframpStatus> {
  await system.offramps.start(order);
  for (const step of happySteps) {
    if (step === stage) break;
    await playStep(system, order.reference, step);
  }
  return reached(system, order.reference, stage);
}

export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The order has not learned this yet.');
  return value;
}

/** As the simulator's table writes it: `settled (bank-report)`, `attention (trade-canceled)`, `rejected`. */
export function endAsTold({ stage, outcome, evidence, needsAttention }: OfframpStatus) {
  if (needsAttention) return { stage, outcome: `attention (${needsAttention.reason})` };
  const onEvidence = outcome === 'settled' && evidence !== undefined ? ` (${evidence})` : '';
  return { stage, outcome: outcome === undefined ? 'under way' : `${outcome}${onEvidence}` };
}
