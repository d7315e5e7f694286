import { unmatchedDetails } from '../../src/workflows/unmatched-details';

const unmatched = { signal: { name: 'depositReceived', payload: {} }, objectKey: 'deposit:d-1', keys: ['deposit:d-1'] };
const report = {
  ...{ outcome: 'failed', attempt: 1, amount: '229.80', paymentReference: 'a\nb' },
  ...{ evidence: 'bank-report', seenAt: '2026-11-27T15:00:00.000Z' },
};
const view = {
  workflowId: 'unmatched-1',
  unmatched,
  since: '2026-11-27T15:00:00.000Z',
  needsAttention: false,
  told: [],
};

describe('the details of an unmatched event say', () => {
  it.each<[string, Parameters<typeof unmatchedDetails>[0], string]>([
    [
      'what a bank has reported',
      { ...view, unmatched: { ...unmatched, signal: { name: 'bankTransferReported', payload: report } } },
      '### What it says\n\n- outcome: failed\n- attempt: 1\n- amount: 229.80\n- payment reference: a b\n\n###',
    ],
    ['what it is', view, '**depositReceived** of `deposit:d-1`, received 2026-11-27 15:00:00 UTC'],
    ['until when it is delivered', view, 'From 2026-11-28 15:00:00 UTC on it needs an operator.'],
    ['that it needs an operator', { ...view, needsAttention: true }, '### Needs attention: unmatched webhook'],
    [
      'what to type',
      { ...view, needsAttention: true },
      '```\nnpm run -s offramp -- assign unmatched-1 \\\n  --reference <reference> --operator <you> --reason <why>\n',
    ],
    ['what to send', view, '\n{"operator":"<you>","reason":"<why>"}\n```'],
    [
      'what operators did, in one line',
      { ...view, told: ['Assigned to order-1\nby <Kim>: it is | theirs.'] },
      '### Interventions\n\n- Assigned to order-1 by  Kim : it is   theirs.',
    ],
    [
      'what became of it',
      { ...view, result: { outcome: 'later-deposit', workflowIds: ['offramp-order-1:deposit:d-1'] } },
      '### Outcome: later-deposit\n\nIt became an order of its own: `offramp-order-1:deposit:d-1`.',
    ],
  ])('%s', (_, given, text) => {
    expect(unmatchedDetails(given)).toContain(text);
  });

  it('nothing to do once it is over', () => {
    const over = unmatchedDetails({ ...view, result: { outcome: 'dismissed', workflowIds: [] } });
    expect(over).not.toContain('What an operator can do');
  });
});
