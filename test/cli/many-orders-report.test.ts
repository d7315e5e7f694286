import { ofAnyOrder, previewText, reportOf, reportText } from '../../src/cli/many-orders-report';

describe('the report on a command for many orders', () => {
  it('tells those together that say the same, and names ten of them', () => {
    const references = Array.from({ length: 12 }, (_, index) => `order-${index + 1}`);
    const sentence = 'The order waits for nothing that has a deadline.';
    const report = reportOf([
      { reference: 'done-1', became: 'done' },
      ...references.map((reference) => ({ reference, became: 'refused', sentence }) as const),
      { reference: 'silent-1', became: 'failed', sentence: 'No worker answered\nfor the order.' },
    ]);
    expect(report).toEqual({
      done: ['done-1'],
      refused: [{ sentence, references }],
      failed: [{ sentence: 'No worker answered\nfor the order.', references: ['silent-1'] }],
    });
    expect(reportText(report).split('\n')).toEqual([
      'Done: 1 order.',
      `Refused by 12 orders: ${sentence}`,
      `  ${references.slice(0, 10).join(', ')}, and 2 more`,
      'Failed for 1 order: No worker answered for the order.',
      '  silent-1',
      'What became of it: npm run -s offramp -- audit <reference>',
    ]);
  });

  it.each([
    ['The order order-7 has ended already.', 'order-7', 'The order has ended already.'],
    ['No worker answered for the order 1. It is safe.', '1', 'No worker answered for the order. It is safe.'],
    ['Open is 100 EUR, and nothing in USD.', '1', 'Open is 100 EUR, and nothing in USD.'],
  ])('lets a sentence be that of any order, and changes nothing else: %s', (sentence, reference, told) => {
    expect(ofAnyOrder(sentence, reference)).toBe(told);
  });

  it('shows the first of many before anything is done, with what they need', () => {
    const listed = { running: true, startedAt: '2026-11-24T09:00:00.000Z', stage: 'awaiting-trade', currency: 'EUR' };
    const one = { ...listed, reference: 'order-1', workflowId: 'offramp-order-1', needsAttention: false };
    const shown = [one, { ...one, reference: 'order-2', needsAttention: true, attentionReason: 'trade-silent' }];
    expect(previewText('retry-now', 12, shown).split('\n')).toEqual([
      '12 orders under way match. The first 2:',
      'Reference  Stage           Currency  Needs attention',
      'order-1    awaiting trade  EUR',
      'order-2    awaiting trade  EUR       trade silent',
      '',
      'Nothing has been done. To send retry-now to all of them, add: --yes',
    ]);
    expect(previewText('retry-now', 1, [one])).toContain('1 order under way matches:\n');
    expect(previewText('retry-now', 1, [one])).toContain('To send retry-now to it, add: --yes');
  });
});
