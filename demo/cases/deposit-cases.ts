import { laterDepositReference } from '../../src/signals/later-deposit';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { OperatorCase } from './operator-case';
import { orderWith } from './orders';

/** Deposits that the provider does not take to a bank by itself. */
export const depositCases: readonly OperatorCase[] = [
  {
    name: 'deposit-held',
    shows: 'The provider holds the deposit for review and wants something, which no event tells.',
    order: orderWith(['deposit-held-silent']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('confirming-deposit');
      await scene.untilNeeded('deposit-held', '2 hours');
    },
    stands: { stage: 'confirming-deposit', needsAttention: 'deposit-held' },
    async putRight(scene) {
      const depositId = await scene.idOf('depositId');
      await scene.simulator.play('approve-deposit', { depositId, webhook: false });
    },
    repaired: { stage: 'watching-for-return', outcome: 'settled' },
  },
  {
    name: 'deposit-below-minimum',
    shows: 'The customer sends 1.00, where 10 is the least that is traded.',
    order: orderWith(['deposit-small']),
    async bring(scene) {
      await scene.start();
      await scene.untilNeeded('deposit-below-minimum');
    },
    stands: { stage: 'confirming-deposit', needsAttention: 'deposit-below-minimum' },
    repaired: { outcome: 'refunded' },
  },
  {
    name: 'wrong-token',
    shows: 'The customer sends USDC to an address for USDT.',
    order: orderWith(['deposit-wrong-token']),
    async bring(scene) {
      await scene.start();
      await scene.untilNeeded('deposit-wrong-currency');
    },
    stands: { stage: 'confirming-deposit', needsAttention: 'deposit-wrong-currency' },
    repaired: { outcome: 'refunded' },
  },
  {
    name: 'wrong-network',
    shows: 'The customer sends USDT on Polygon to an address on Ethereum.',
    // The second is for what it says of trades: none is made.
    order: orderWith(['no-deposit', 'deposit-small']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-deposit');
      await scene.sendDeposit({ amount: '250.00', network: 'MATIC' });
      await scene.untilNeeded('deposit-wrong-network');
    },
    stands: { stage: 'confirming-deposit', needsAttention: 'deposit-wrong-network' },
    repaired: { outcome: 'abandoned' },
  },
  {
    name: 'flow-disabled',
    shows: 'The provider has switched the flow off, so that the deposit is not traded.',
    order: orderWith(['flow-disabled']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-trade');
      await scene.untilNeeded('flow-disabled', '1 hour');
    },
    stands: { stage: 'awaiting-trade', needsAttention: 'flow-disabled' },
    repaired: { outcome: 'refunded' },
  },
  {
    name: 'trade-canceled',
    shows: 'The provider cancels the trade and makes no other, which no event tells.',
    order: orderWith(['trade-canceled']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-trade-settlement');
      await scene.untilNeeded('trade-canceled', '1 hour');
    },
    stands: { stage: 'awaiting-trade-settlement', needsAttention: 'trade-canceled' },
    repaired: { outcome: 'refunded' },
  },
  {
    name: 'late-deposit',
    shows: 'The order has expired and its flow is switched off; then the deposit comes after all.',
    order: orderWith(['no-deposit']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-deposit');
      const flowId = await scene.idOf('flowId');
      await scene.letTimePass('8 days');
      await scene.untilStands({ stage: 'awaiting-deposit', outcome: 'expired' });
      await scene.simulator.play('disable-flow', { flowId });
      const depositId = await scene.sendDeposit({ amount: '250.00' });
      scene.turnTo(workflowIdOf(laterDepositReference(scene.reference, depositId)));
      await scene.cameTo('awaiting-trade');
      await scene.untilNeeded('flow-disabled', '1 hour');
    },
    stands: { stage: 'awaiting-trade', needsAttention: 'flow-disabled' },
    repaired: { outcome: 'refunded' },
  },
];
