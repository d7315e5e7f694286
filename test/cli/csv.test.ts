import fc from 'fast-check';
import { amountCell, csvLine, textCell } from '../../src/cli/csv';
import { columnNames, rowsOf, spreadsheetCells } from '../../src/cli/order-rows';
import { cellsOf } from './support/read-csv';

describe('a line of CSV', () => {
  it('quotes what RFC 4180 says, and nothing else', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', '', "it's"])).toBe(
      'plain,"a,b","say ""hi""","two\nlines",,it\'s\r\n',
    );
  });

  it('is read back as it was written, whatever stands in it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', ' ') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 4 }), (lines) => {
        expect(cellsOf(lines.map(csvLine).join(''))).toEqual(lines);
      }),
    );
  });
});

describe('text for a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 151', "'+49 151"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1', "'＝1"],
    ['order-1', 'order-1'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('is not taken for a formula: %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  it('leaves amounts to be calculated with, and only amounts', () => {
    expect(['229.80', '0.9192', '', '-1', '=1'].map(amountCell)).toEqual(['229.80', '0.9192', '', "'-1", "'=1"]);
  });

  it('has no cell that could become a formula, wherever an order took it from', () => {
    const hostile = '=HYPERLINK("https://example.com")';
    const money = { amount: hostile, currency: hostile };
    const transfer = { attempt: 1, paymentReference: hostile, state: 'sent', ...money, submitAt: hostile } as const;
    const [row] = rowsOf({
      ...{ reference: hostile, workflowId: hostile, stage: hostile, startedAt: hostile, endedAt: hostile },
      known: {
        ...{ outcome: 'settled', reason: hostile, evidence: 'provider' },
        ids: {
          ...{ customerId: hostile, bankAccountId: hostile, flowId: hostile },
          ...{ depositAddressId: hostile, depositId: hostile, tradeId: hostile },
        },
        amounts: { deposited: money, paidOut: money, rate: hostile },
        transfers: [transfer],
      },
      problem: hostile,
    });
    const cells = spreadsheetCells(row ?? []);
    expect(cells).toHaveLength(columnNames.length);
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell === `'${hostile}`)).toHaveLength(columnNames.length - 4);
  });
});
