import { addresseeOf } from '../../src/relay/bank-reports';
import { saidOfReport, unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { OperatorCase, Standing } from './operator-case';
import { orderWith } from './orders';

const settled: Standing = { stage: 'watching-for-return', outcome: 'settled' };

/** Where what is known of the money does not fit together. */
export const doubtCases: readonly OperatorCase[] = [
  {
    name: 'money-not-received',
    shows: 'The money should long have arrived, and the customer says that it has not.',
    order: orderWith(['bank-silent']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      await scene.letTimePass('10 days');
      await scene.untilStands(settled);
      await scene.reportNotReceived(1);
      await scene.untilNeeded('money-not-received');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'money-not-received' },
    afterwards: (scene) => scene.untilSent(2),
    repaired: settled,
  },
  {
    name: 'double-payment',
    shows: 'The first transfer failed and was sent again; then the bank credits the first after all.',
    order: orderWith(['bank-credit-after-resend']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      await scene.untilSent(2);
      await scene.untilNeeded('double-payment');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'double-payment' },
    async afterwards(scene) {
      await scene.simulator.play('credit-transfer', { tradeId: await scene.idOf('tradeId'), attempt: 2 });
    },
    repaired: settled,
  },
  {
    name: 'report-mismatch',
    shows: 'The bank reports that a cent less arrived than was sent.',
    order: orderWith(['bank-amount-differs']),
    async bring(scene) {
      await scene.start();
      await scene.untilNeeded('bank-report-mismatch');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'bank-report-mismatch' },
    repaired: settled,
  },
  {
    name: 'payment-not-answered',
    shows: 'The money is sent again, and the answer leaves open whether the provider has taken it on.',
    order: orderWith(['bank-transient', 'fault-payment-failed-before']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      await scene.untilSent(2);
      await scene.untilNeeded('payment-outcome-unknown', '40 minutes');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'payment-outcome-unknown' },
    afterwards: (scene) => scene.untilSent(3),
    repaired: settled,
  },
  {
    name: 'unmatched-webhook',
    shows: "The bank's feed reports a credit under a reference that no order has.",
    order: orderWith(['bank-silent']),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-bank-transfer');
      const webhookId = `report-of-${scene.reference}`;
      const mistyped = `${scene.reference}-0`;
      const occurredAt = new Date().toISOString();
      const report = { reference: mistyped, attempt: 1, outcome: 'credited', occurredAt } as const;
      await scene.simulator.play('report-bank', { report, webhookId });
      const signal = { name: 'bankTransferReported', payload: {} };
      const said = saidOfReport({ reportId: webhookId, outcome: report.outcome }, addresseeOf(report));
      scene.turnTo(unmatchedWebhookId({ signal, keys: [] }, said));
      await scene.untilNeeded('unmatched-webhook', '25 hours');
    },
    stands: { needsAttention: 'unmatched-webhook' },
    async afterwards(scene) {
      scene.turnTo(workflowIdOf(scene.reference));
      await Promise.resolve();
    },
    repaired: settled,
  },
  {
    name: 'wrong-calendar',
    shows: 'The order pays out in a year that no bank calendar covers, and the bank says nothing.',
    order: orderWith(['kyc-silent', 'bank-silent'], { deadlines: { customerApproval: '366 days' } }),
    async bring(scene) {
      await scene.start();
      await scene.cameTo('awaiting-customer-approval');
      await scene.letTimePass('365 days');
      for (const _year of ['second', 'third']) {
        await scene.extendDeadline('366 days');
        await scene.letTimePass('365 days');
      }
      await scene.simulator.play('approve-customer', { customerId: await scene.idOf('customerId') });
      await scene.cameTo('awaiting-bank-transfer');
      await scene.untilNeeded('bank-calendar-missing', '8 days');
    },
    stands: { stage: 'awaiting-bank-transfer', needsAttention: 'bank-calendar-missing' },
    repaired: { outcome: 'abandoned' },
  },
];
