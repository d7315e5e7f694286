import type { OperatorCase, Standing } from './operator-case';
import { orderWith, type Tag } from './orders';

const settled: Standing = { stage: 'watching-for-return', outcome: 'settled' };

/** A bank transfer that fails at the first try, for a reason that a person has to weigh. */
type Bounce = Pick<OperatorCase, 'name' | 'shows' | 'repaired'> & Pick<Partial<OperatorCase>, 'afterwards'>;

function bounce(
  { name, shows, ...then }: Bounce,
  needsAttention: NonNullable<Standing['needsAttention']>,
  order: OperatorCase['order'],
): OperatorCase {
  return {
    name,
    shows,
    order,
    async bring(scene) {
      await scene.start();
      await scene.untilNeeded(needsAttention);
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention },
    ...then,
  };
}

/** The account cannot be paid, whatever is tried. */
export function accountRefused(tag: Tag, currency: 'EUR' | 'GBP' = 'EUR'): OperatorCase {
  const shows = 'The bank does not pay to the account; the money is back.';
  const again: Bounce = {
    name: 'account-refused',
    shows,
    afterwards: (scene) => scene.untilSent(2),
    repaired: settled,
  };
  return bounce(again, 'bank-account-refused', orderWith([tag], { currency }));
}

/** The bank's reason forbids sending the money again. */
export function transferHeld(tag: Tag): OperatorCase {
  const shows = 'The bank refuses the transfer for a reason that forbids sending it again; the money is back.';
  const closed: Bounce = { name: 'transfer-held', shows, repaired: { outcome: 'abandoned' } };
  return bounce(closed, 'bank-transfer-held', orderWith([tag]));
}

/** The bank's reason does not say whether the same would fail again. */
export function transferUnclear(tag: Tag): OperatorCase {
  const shows = 'The transfer has failed, and the bank does not say clearly why; the money is back.';
  const again: Bounce = {
    name: 'transfer-unclear',
    shows,
    afterwards: (scene) => scene.untilSent(2),
    repaired: settled,
  };
  return bounce(again, 'bank-transfer-unclear', orderWith([tag]));
}

/** The bank reports a failure of a transfer that may well have arrived. */
export function transferPerhapsArrived(tag: Tag, currency: 'EUR' | 'USD'): OperatorCase {
  const shows = 'The bank reports a failure by a code that says that the money may have arrived.';
  const confirmed: Bounce = { name: 'transfer-perhaps-arrived', shows, repaired: settled };
  return bounce(confirmed, 'bank-transfer-unclear', orderWith([tag], { currency }));
}

/** Transfers that a bank did not carry out, by what a person has to do. */
export const bounceCases: readonly OperatorCase[] = [
  accountRefused('bank-account-closed'),
  transferHeld('bank-regulatory'),
  transferUnclear('bank-unspecified'),
  transferPerhapsArrived('bank-notification', 'USD'),
  bounce(
    {
      name: 'funds-not-returned',
      shows: 'The transfer has failed, and the money is not known to be back.',
      repaired: { stage: 'retrying-bank-transfer' },
    },
    'funds-not-returned',
    orderWith(['bank-funds-missing']),
  ),
  {
    name: 'resends-used-up',
    shows: 'The money was sent three times, and came back each time.',
    order: orderWith(['bank-transient-always']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      await scene.untilSent(2);
      await scene.untilSent(3);
      await scene.untilNeeded('resends-used-up');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'resends-used-up' },
    repaired: { outcome: 'abandoned' },
  },
  {
    name: 'balance-short',
    shows: "The money would be sent again, but the partner's balance does not cover it.",
    order: orderWith(['balance-short']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      await scene.untilSent(2);
      await scene.untilNeeded('balance-short');
    },
    stands: { stage: 'retrying-bank-transfer', needsAttention: 'balance-short' },
    async putRight(scene) {
      await scene.simulator.play('top-up', { currency: 'USDT', amount: '1000.00' });
    },
    afterwards: (scene) => scene.untilSent(2),
    repaired: settled,
  },
];
