import { setTimeout as delay } from 'node:timers/promises';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { until } from '../parts/until';
import { moveBank } from './bank';
import { moveText, type Move } from './moves';
import { moveOperator } from './operator';
import type { OrderInPlay } from './order-in-play';

/** An activity that is held, or whose worker is gone, holds the clock: the order then goes on when it can. */
const clockWaitsMs = 2_500;
const sendingWithinMs = 2_500;
const acceptedWithinMs = 10_000;

/** Makes a move, and writes down what came of it. */
export async function perform(order: OrderInPlay, move: Move): Promise<void> {
  order.write(`${moveText(move)}: ${await done(order, move)}`);
}

async function done(order: OrderInPlay, move: Move): Promise<string> {
  switch (move.move) {
    case 'time-passes':
      return order.gate === undefined ? passTime(order, move.hours) : 'the clock is held';
    case 'while-sending':
      return whileSending(order, move);
    case 'while-adding-account':
      return whileAddingAccount(order, move.moves);
    case 'reject-customer':
      return refuseCustomer(order, move.how);
    case 'provider-falters':
      order.stage.lane.provider.faultNext({ path: move.path, times: 1, fault: move.fault });
      return 'the next one';
    case 'retry-now':
    case 'confirm-arrived':
    case 'confirm-funds':
    case 'report-absent':
    case 'replace-account':
    case 'mend':
    case 'dispose':
      return moveOperator(order, move);
    default:
      return moveBank(order, move);
  }
}

/** Moves the order's clock on. */
export async function passTime(order: OrderInPlay, hours: number, waitMs = clockWaitsMs): Promise<string> {
  order.skippedMs += hours * 3_600_000;
  const arrived = fastForward(order.connection, order.workflowId, `${hours} hours`).catch(() => 'held' as const);
  return Promise.race([arrived, delay(waitMs, 'held' as const)]);
}

async function whileSending(
  order: OrderInPlay,
  { hours, moves }: Extract<Move, { move: 'while-sending' }>,
): Promise<string> {
  if (order.gate !== undefined) return 'one is held already';
  const gate = (order.gate = order.close());
  let isHeld = false;
  try {
    let isOver = false;
    const passing = passTime(order, hours, sendingWithinMs).finally(() => (isOver = true));
    const seen = () => (gate.waiting > 0 || isOver ? true : undefined);
    await until('a payment to be about to leave', seen, { deadlineMs: sendingWithinMs + 1_000, everyMs: 20 });
    isHeld = gate.waiting > 0;
    for (const move of moves) await perform(order, move);
    gate.open();
    order.gate = undefined;
    await passing;
  } finally {
    gate.open();
    order.gate = undefined;
  }
  return isHeld ? 'a payment was about to leave' : 'none was about to leave';
}

async function whileAddingAccount(order: OrderInPlay, moves: readonly Move[]): Promise<string> {
  if (order.gate !== undefined) return 'a payment is held';
  await passTime(order, hoursToOpenBank(order.now));
  const gate = order.holdAccount();
  try {
    const answer = await moveOperator(order, { move: 'replace-account' });
    const isHeld = () => (gate.waiting > 0 ? true : undefined);
    const held = await until('the account to be added', isHeld, { deadlineMs: 1_000, everyMs: 20 }).catch(() => false);
    if (held) for (const move of moves) await perform(order, move);
    return answer;
  } finally {
    gate.open();
  }
}

/** Till eight in the morning of the next day that is no weekend: banks take payments then. */
function hoursToOpenBank(now: number): number {
  const open = new Date(now);
  open.setUTCHours(8, 0, 0, 0);
  do open.setUTCDate(open.getUTCDate() + 1);
  while ([0, 6].includes(open.getUTCDay()));
  return Math.ceil((open.getTime() - now) / 3_600_000);
}

/** The provider no longer approves of the customer, and has said so. */
async function refuseCustomer(order: OrderInPlay, how: 'rejected' | 'deleted'): Promise<string> {
  const { play, records } = order.stage.lane.provider;
  const { customerId } = order;
  const done = await order.sealed(async () => {
    if (how === 'rejected') await play.rejectCustomer(customerId, 'sanctions list');
    else await play.deleteCustomer(customerId);
    const isTold = () =>
      records.deliveries.where(({ channel, body }) => channel === 'webhook' && body.includes(customerId)).length === 0
        ? true
        : undefined;
    await until('the relay to have it', isTold, { deadlineMs: acceptedWithinMs, everyMs: 20 });
    order.truth.note({ is: 'customer-refused' }, order.payments.length);
    return 'told';
  });
  return done ?? 'a payment did not get through';
}
