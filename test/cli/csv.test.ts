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

describe('the rows of an order', () => {
  it('name a transfer alike in the order that sent it and in one that follows from its return', () => {
    const ids = { depositId: 'd-1', tradeId: 't-1' };
    const transfer = { attempt: 1, amount: '229.80', currency: 'EUR', submitAt: '2026-11-29T23:00:00.000Z' };
    const names = (['order-1', 'order-1:return:1'] as const).map((reference) => {
      const known = { ids, amounts: {}, transfers: [{ ...transfer, state: 'returned' } as const] };
      const [row] = rowsOf({ reference, workflowId: reference, startedAt: transfer.submitAt, known });
      return row?.[columnNames.indexOf('movement_id')];
    });
    expect(names).toEqual(['d-1:transfer:1', 'd-1:transfer:1']);
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
    const word = { evidence: 'provider', occurredAt: hostile, reportedAt: hostile } as const;
    const transfer = {
      ...({ attempt: 1, paymentReference: hostile, state: 'sent', ...money, submitAt: hostile } as const),
      ...{ arrived: word, failed: { ...word, code: hostile, fundsBack: hostile } },
    };
    const record = {
      ...({ recordId: hostile, kind: 'refund', ...money, evidence: 'operator', recordedAt: hostile } as const),
      ...{ transactionId: hostile, destination: hostile, operator: hostile },
    };
    const rows = rowsOf({
      ...{ reference: hostile, workflowId: hostile, stage: hostile, startedAt: hostile, endedAt: hostile },
      known: {
        ...{ outcome: 'settled', reason: hostile, evidence: 'provider' },
        ids: {
          ...{ customerId: hostile, bankAccountId: hostile, flowId: hostile },
          ...{ depositAddressId: hostile, depositId: hostile, tradeId: hostile },
        },
        amounts: { deposited: money, paidOut: money, rate: hostile },
        transfers: [transfer],
        moneyRecords: [record],
        receipts: {
          deposit: { reportedAt: hostile, depositedAt: hostile, transactionId: hostile },
          trade: { reportedAt: hostile },
        },
      },
      problem: hostile,
    });
    const [ofTransfer = [], ofRecord = []] = rows.map(spreadsheetCells);
    expect([ofTransfer, ofRecord].map(({ length }) => length)).toEqual([columnNames.length, columnNames.length]);
    expect([...ofTransfer, ...ofRecord].filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    // Of each column, text from outside stands in one of the rows, but for words of ours.
    const ours = columnNames.filter((_name, column) => ![ofTransfer[column], ofRecord[column]].includes(`'${hostile}`));
    expect(ours).toEqual([
      ...['outcome', 'evidence', 'transfer_attempt', 'transfer_state', 'movement', 'movement_id'],
      ...['transfer_arrival_evidence', 'transfer_failure_evidence', 'record_evidence'],
    ]);
  });
});
