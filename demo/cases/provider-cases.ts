import type { FaultName } from '../../simulator';
import type { AttentionReason } from '../../src/signals/attention-reasons';
import type { OperatorCase } from './operator-case';
import { orderWith } from './orders';

const createFlow = '/autoramp-flow/offramp';

/** The provider cannot be asked: of the one deposit, so that the orders beside it go on. */
export function providerDown(fault: FaultName, reason: AttentionReason): OperatorCase {
  return {
    name: 'provider-down',
    shows: 'The provider fails whenever it is asked about the deposit.',
    order: orderWith(['deposit-held-silent']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('confirming-deposit');
      const about = await scene.idOf('depositId');
      await scene.simulator.fault({ path: '/deposit/detail', about, fault });
      await scene.untilNeeded(reason, '3 hours');
    },
    stands: { stage: 'confirming-deposit', needsAttention: reason },
    async putRight(scene) {
      const depositId = await scene.idOf('depositId');
      await scene.simulator.endFaults(depositId);
      await scene.simulator.play('approve-deposit', { depositId, webhook: false });
    },
    repaired: { stage: 'watching-for-return', outcome: 'settled' },
  };
}

/** What the provider does not say, or not clearly, before a deposit is there. */
export const providerCases: readonly OperatorCase[] = [
  {
    name: 'kyc-silent',
    shows: 'The provider has not decided on the customer, a day after it should have.',
    order: orderWith(['kyc-silent', 'no-deposit'], { deadlines: { customerApproval: '3 days' } }),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-customer-approval');
      await scene.letTimePass('2 days');
    },
    stands: { stage: 'awaiting-customer-approval' },
    async afterwards(scene) {
      // The third day is over: it would have expired.
      await scene.letTimePass('3 days');
      await scene.simulator.play('approve-customer', { customerId: await scene.idOf('customerId') });
    },
    repaired: { stage: 'awaiting-deposit' },
  },
  {
    name: 'address-never-came',
    shows: 'The provider does not verify the deposit address.',
    order: orderWith(['address-silent', 'no-deposit']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-deposit-address');
      await scene.untilNeeded('deposit-address-silent', '26 hours');
    },
    stands: { stage: 'awaiting-deposit-address', needsAttention: 'deposit-address-silent' },
    async putRight(scene) {
      const depositAddressId = await scene.idOf('depositAddressId');
      await scene.simulator.play('verify-address', { depositAddressId, webhook: false });
    },
    repaired: { stage: 'awaiting-deposit' },
  },
  {
    name: 'create-not-answered',
    shows: 'The provider answers every request to make the flow with an error that leaves open whether it was made.',
    order: orderWith(['kyc-silent', 'no-deposit']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-customer-approval');
      const customerId = await scene.idOf('customerId');
      await scene.simulator.fault({ path: createFlow, about: customerId, fault: 'failed-before' });
      await scene.simulator.play('approve-customer', { customerId });
      await scene.cameTo('creating-flow');
      await scene.untilNeeded('outcome-unknown', '3 hours');
    },
    stands: { stage: 'creating-flow', needsAttention: 'outcome-unknown' },
    async putRight(scene) {
      await scene.simulator.endFaults(await scene.idOf('customerId'));
    },
    repaired: { stage: 'awaiting-deposit' },
  },
  providerDown('error-500-before', 'provider-unavailable'),
];
