import type { OfframpStatus } from '../../../src/client';
import type { OfframpTransition } from '../../../src/signals/status';
import type { Evidence, OfframpStage } from '../../../src/signals/stages';
import { recoveryOf } from '../../../chaos/storm/recovery';

function order(
  transitions: readonly (readonly [OfframpStage, OfframpTransition['evidence']])[],
  changes: Partial<OfframpStatus> = {},
) {
  const status: OfframpStatus = {
    ...{ reference: 'r-1', workflowId: 'offramp-r-1', stage: 'awaiting-deposit', ids: {}, amounts: {}, transfers: [] },
    audit: [],
    transitions: transitions.map(([stage, evidence]) => ({ stage, at: '2026-11-28T10:00:00.000Z', evidence })),
    ...changes,
  };
  return status;
}

const way = (evidence: Evidence) =>
  order([
    ['awaiting-deposit', 'look-up'],
    ['confirming-deposit', evidence],
  ]);

describe('what recovers a lost event', () => {
  it.each([
    ['sweep', 'sweep'],
    ['look-up', 'look-up'],
    ['webhook', 'another-message'],
    ['elapsed-time', 'silence'],
  ] as const)('is, where the order left the stage by %s, the %s', (evidence, recovery) => {
    expect(recoveryOf('DEPOSIT_RECEIVED', way(evidence))).toBe(recovery);
  });

  it('is what can find such an event, where the order came to stand there', () => {
    const rejected = { outcome: 'rejected', reason: 'customer-rejected' } as const;
    const atApproval = order([['awaiting-customer-approval', 'answer']], rejected);
    expect(recoveryOf('CUSTOMER_REJECTED', atApproval)).toBe('sweep');
    const atAddress = order([['awaiting-deposit-address', 'answer']], rejected);
    expect(recoveryOf('DEPOSIT_ADDRESS_REJECTED', atAddress)).toBe('look-up');
  });

  it('is nobody, where the order still waits', () => {
    expect(recoveryOf('DEPOSIT_RECEIVED', order([['awaiting-deposit', 'answer']]))).toBe('nobody');
  });
});
