import fc from 'fast-check';
import { returnClassesOf, judgeTransfers, type TransferCase } from '../../src/banking/transfer-decision';
import type { SentTransfer, TransferReport } from '../../src/banking/transfer-reports';

const trade = { tradeId: 't-1', depositId: 'd-1', currency: 'EUR' };
const sentTimes = (times: number, amount = '229.80'): SentTransfer[] =>
  Array.from({ length: times }, (_, index) => ({
    ...trade,
    attempt: index + 1,
    amount,
    ...(index > 0 && { paymentReference: `RABC-${index + 1}` }),
  }));

let reports = 0;
const report = (fields: Partial<TransferReport>): TransferReport => {
  reports += 1;
  const attempt = fields.paymentReference === undefined ? { attempt: 1 } : {};
  return { reportId: `r-${reports}`, outcome: 'credited', evidence: 'bank-report', ...attempt, ...fields };
};
const undated = (fields: Partial<TransferReport>) =>
  report({ outcome: 'failed', code: 'ED05', fundsReturned: true, ...fields });
const failed = (fields: Partial<TransferReport> = {}) => undated({ occurredAt: '2026-11-25T10:00:00Z', ...fields });
const credited = (fields: Partial<TransferReport> = {}) => report({ occurredAt: '2026-11-25T09:00:00Z', ...fields });
const caseOf = (given: Partial<TransferCase>): TransferCase => ({
  sent: sentTimes(1),
  reports: [],
  answered: new Set(),
  rail: 'sepa',
  unknown: new Set(),
  missing: new Set(),
  ...given,
});

type Row = readonly [why: string, given: Partial<TransferCase>, expected: object];
const concern = (name: string) => ({ verdict: 'concern', concern: name });
const awaited = { verdict: 'awaited' };
const sendAgain = { verdict: 'send-again', attempt: 2, amount: '229.80' };

describe('everything said of the bank transfers of a trade', () => {
  const twice = sentTimes(2);
  const firstFailed = failed();
  const answered = new Set([firstFailed.reportId]);
  const closed = failed({ code: 'AC04' });
  const [second, third] = [failed({ paymentReference: 'RABC-2' }), failed({ paymentReference: 'RABC-3' })];
  const thrice = {
    reports: [firstFailed, second, third],
    answered: new Set([firstFailed.reportId, second.reportId]),
  };
  const unnamed = { attempt: undefined } as unknown as Partial<TransferReport>;

  it.each<Row>([
    ['is awaited in silence', {}, awaited],
    ['row 4: settles when it is credited', { reports: [credited()] }, { verdict: 'credited' }],
    ['row 4: settles by the only transfer there is, unnamed', { reports: [report(unnamed)] }, { verdict: 'credited' }],
    [
      'row 2: needs a person when the amount differs',
      { reports: [credited({ amount: '229.79' })] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: does not, when it is only written otherwise',
      { reports: [credited({ amount: '229.8' })] },
      { verdict: 'credited' },
    ],
    [
      'row 2: does not, when it is what a bank can pay of the amount',
      { sent: sentTimes(1, '229.803456'), reports: [credited({ amount: '229.80' })] },
      { verdict: 'credited' },
    ],
    [
      'row 2: needs a person when the amount is none',
      { reports: [credited({ amount: 'lots' })] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: needs a person when the currency differs',
      { reports: [credited({ currency: 'USD' })] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: needs a person when another trade is named',
      { reports: [credited({ tradeId: 't-2' })] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: needs a person when an attempt is named that was not sent',
      { reports: [credited({ attempt: 2 })] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: needs a person when no attempt is named and two were sent',
      { sent: twice, reports: [report(unnamed)] },
      concern('bank-report-mismatch'),
    ],
    [
      'row 2: needs a person when reference and attempt do not agree',
      { sent: twice, reports: [credited({ paymentReference: 'RABC-2', attempt: 1 })] },
      concern('bank-report-mismatch'),
    ],
    ['row 3: the same failure twice is one failure', { reports: [failed(), failed()] }, sendAgain],
    [
      'row 3: funds that came back later are back',
      { reports: [failed({ fundsReturned: false }), failed()] },
      sendAgain,
    ],
    ['row 5: a credit before the return changes nothing', { reports: [failed(), credited()] }, sendAgain],
    [
      'row 5: a credit after the failure needs a person',
      { reports: [failed(), credited({ occurredAt: '2026-11-25T11:00:00Z' })] },
      concern('credited-after-failure'),
    ],
    [
      'row 5: so does one at the same moment',
      { reports: [failed(), credited({ occurredAt: '2026-11-25T10:00:00Z' })] },
      concern('credited-after-failure'),
    ],
    [
      'row 5: and one of a moment that lies ahead, after that of the return which was heard later',
      {
        reports: [
          credited({ occurredAt: '2026-11-28T09:00:00Z', seenAt: '2026-11-25T09:00:00Z' }),
          failed({ occurredAt: '2026-11-27T09:00:00Z', seenAt: '2026-11-25T10:00:00Z' }),
        ],
      },
      concern('credited-after-failure'),
    ],
    [
      'row 5: and one that was heard after a failure whose moment lies ahead',
      {
        reports: [
          failed({ occurredAt: '2099-01-01T00:00:00Z', seenAt: '2026-11-25T08:00:00Z' }),
          credited({ seenAt: '2026-11-25T09:00:00Z' }),
        ],
      },
      concern('credited-after-failure'),
    ],
    ['row 5: and one of an unknown moment', { reports: [failed(), report({})] }, concern('credited-after-failure')],
    [
      'row 5: and one where the failure has none',
      { reports: [report({ outcome: 'failed', code: 'ED05', fundsReturned: true }), credited()] },
      concern('credited-after-failure'),
    ],
    [
      'row 5: after the next one was sent it is an alarm',
      { sent: twice, answered, reports: [firstFailed, credited({ occurredAt: '2026-11-25T11:00:00Z' })] },
      concern('double-payment'),
    ],
    [
      'row 5: also once the next one has arrived',
      {
        sent: twice,
        answered,
        reports: [firstFailed, credited({ occurredAt: '2026-11-25T11:00:00Z' }), credited({ attempt: 2 })],
      },
      concern('double-payment'),
    ],
    [
      'row 6: something new of an earlier transfer needs a person',
      { sent: twice, answered, reports: [firstFailed, failed({ code: 'AC04' })] },
      concern('earlier-transfer-reported'),
    ],
    ['row 6: but not the same once more', { sent: twice, answered, reports: [firstFailed, failed()] }, awaited],
    [
      'row 6: nor once the latest has arrived',
      { sent: twice, answered, reports: [firstFailed, failed({ code: 'AC04' }), credited({ attempt: 2 })] },
      { verdict: 'credited' },
    ],
    ['row 7: a duplicate is never sent again', { reports: [failed({ code: 'AM05' })] }, concern('bank-transfer-held')],
    ['row 7: nor what a regulator stopped', { reports: [failed({ code: 'RR04' })] }, concern('bank-transfer-held')],
    ['row 7: nor to the dead', { reports: [failed({ code: 'MD07' })] }, concern('bank-transfer-held')],
    ['row 7: nor to a blocked account', { reports: [failed({ code: 'AC06' })] }, concern('bank-transfer-held')],
    ['row 7: nor what was recalled', { reports: [failed({ code: 'CUST' })] }, concern('bank-transfer-held')],
    [
      'row 7: whatever else the bank says',
      { reports: [failed(), failed({ code: 'RR04' })] },
      concern('bank-transfer-held'),
    ],
    [
      'row 8: a failure without a code is unclear',
      { reports: [report({ outcome: 'failed', fundsReturned: true, occurredAt: '2026-11-25T10:00:00Z' })] },
      concern('bank-transfer-unclear'),
    ],
    ['row 8: and with an unknown one', { reports: [failed({ code: 'ZZ99' })] }, concern('bank-transfer-unclear')],
    ['row 8: and with one of another scheme', { reports: [failed({ code: 'R03' })] }, concern('bank-transfer-unclear')],
    [
      'row 8: unless the scheme is named',
      { reports: [failed({ code: 'R03', scheme: 'ach' })] },
      concern('bank-account-refused'),
    ],
    ['row 8: and with an unspecified one', { reports: [failed({ code: 'MS03' })] }, concern('bank-transfer-unclear')],
    ['row 8: and with an unknown outcome', { reports: [failed({ code: 'AB05' })] }, concern('bank-transfer-unclear')],
    [
      'row 8: and with a fault in our format',
      { reports: [failed({ code: 'FF01' })] },
      concern('bank-transfer-unclear'),
    ],
    [
      'row 8: and with a notification of change',
      { rail: 'ach', reports: [failed({ code: 'C01' })] },
      concern('bank-transfer-unclear'),
    ],
    [
      'row 9: funds that are not back hold it up',
      { reports: [failed({ fundsReturned: false })] },
      concern('funds-not-returned'),
    ],
    [
      'row 9: also for an account that is closed',
      { reports: [failed({ code: 'AC04', fundsReturned: false })] },
      concern('funds-not-returned'),
    ],
    [
      'row 10: a closed account asks for another',
      { reports: [failed({ code: 'AC04' })] },
      concern('bank-account-refused'),
    ],
    ['row 10: so does an invalid one', { reports: [failed({ code: 'AC01' })] }, concern('bank-account-refused')],
    [
      'row 10: and another name',
      { rail: 'fps', reports: [failed({ code: 'NAME_MISMATCH' })] },
      concern('bank-account-refused'),
    ],
    [
      'row 10: until an operator has given one',
      { ordered: { after: 1, knowing: new Set([closed.reportId]) }, reports: [closed] },
      sendAgain,
    ],
    ['row 11: a passing trouble is sent again', { reports: [failed()] }, sendAgain],
    [
      'row 11: with as much as an operator says is back',
      { reports: [failed({ fundsReturned: false }), failed({ evidence: 'operator', code: 'ED05', amount: '219.80' })] },
      { ...sendAgain, amount: '219.80' },
    ],
    [
      'row 12: after the third time a person decides',
      { sent: sentTimes(3), answered: thrice.answered, reports: thrice.reports },
      concern('resends-used-up'),
    ],
    [
      'row 12: and cannot order a fourth',
      {
        sent: sentTimes(3),
        ordered: { after: 3, knowing: new Set<string>() },
        answered: thrice.answered,
        reports: thrice.reports,
      },
      concern('resends-used-up'),
    ],
    [
      'needs a person when an earlier transfer is not known to have failed any more',
      { sent: twice },
      concern('earlier-transfer-alive'),
    ],
    [
      'settles by an earlier transfer that arrived, once the later one has come back',
      { sent: twice, answered, reports: [credited({ occurredAt: '2026-11-26T09:00:00Z' }), second] },
      { verdict: 'credited' },
    ],
    [
      'row 9: money that was back before it arrived is not back when it comes back once more',
      {
        reports: [
          failed({ occurredAt: '2026-11-25T08:00:00Z' }),
          credited(),
          failed({ outcome: 'returned', fundsReturned: false }),
        ],
      },
      concern('funds-not-returned'),
    ],
    [
      'row 9: nor by a report without a moment, which may be the old one told again',
      {
        reports: [
          failed({ occurredAt: '2026-11-25T08:00:00Z' }),
          credited(),
          failed({ outcome: 'returned', fundsReturned: false }),
          undated({ seenAt: '2026-11-25T12:00:00Z' }),
        ],
      },
      concern('funds-not-returned'),
    ],
    [
      'row 9: but with a report of the time since it arrived',
      { reports: [failed({ occurredAt: '2026-11-25T08:00:00Z' }), credited(), failed({ outcome: 'returned' })] },
      sendAgain,
    ],
    [
      'row 11: with no more than an operator once counted, even if the bank says since that all came back',
      {
        reports: [
          failed({ occurredAt: '2026-11-25T07:00:00Z' }),
          undated({ evidence: 'operator', amount: '100.00', seenAt: '2026-11-25T08:00:00Z' }),
          credited(),
          failed({ outcome: 'returned' }),
        ],
      },
      { ...sendAgain, amount: '100.00' },
    ],
    ['waits for a person while it is unknown', { unknown: new Set([1]) }, concern('payment-outcome-unknown')],
    ['but takes the word of the bank', { unknown: new Set([1]), reports: [credited()] }, { verdict: 'credited' }],
    ['waits for a person while the money is missing', { missing: new Set([1]) }, concern('money-not-received')],
    [
      'an operator who knows no reason leaves it unclear',
      { reports: [failed({ evidence: 'operator', code: undefined } as unknown as Partial<TransferReport>)] },
      concern('bank-transfer-unclear'),
    ],
  ])('%s', (_why, given, expected) => {
    expect(judgeTransfers(caseOf(given))).toMatchObject(expected);
  });

  it('comes to the same in every order, and however often it is said', () => {
    const said = fc.constantFrom(
      failed(),
      failed({ fundsReturned: false }),
      failed({ code: 'AC04' }),
      failed({ attempt: 2 }),
      credited(),
      credited({ occurredAt: '2026-11-26T09:00:00Z' }),
      credited({ attempt: 2 }),
      credited({ amount: '1' }),
      failed({ evidence: 'operator', amount: '100' }),
    );
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 6 }),
        fc.integer({ min: 1, max: 2 }),
        fc.infiniteStream(fc.nat()),
        (all, times, order) => {
          const shuffled = [...all, ...all].sort(() => (order.next().value % 2 === 0 ? 1 : -1));
          const byName = (given: readonly TransferReport[]) =>
            [...new Map(given.map((one) => [one.reportId, one])).values()].sort((a, b) =>
              a.reportId < b.reportId ? -1 : 1,
            );
          const verdictOf = (given: readonly TransferReport[]) =>
            judgeTransfers(caseOf({ sent: sentTimes(times), reports: given }));
          expect(verdictOf(byName(shuffled))).toEqual(verdictOf(byName(all)));
          const { concern: ofAll, ...rest } = { concern: undefined, ...verdictOf(all) };
          const { concern: ofShuffled, ...restShuffled } = { concern: undefined, ...verdictOf(shuffled) };
          expect([ofShuffled, restShuffled.verdict]).toEqual([ofAll, rest.verdict]);
        },
      ),
    );
  });

  it('names every class that a bank gave, and none where an operator gives no code', () => {
    const operators = report({ outcome: 'failed', evidence: 'operator' });
    expect(returnClassesOf(caseOf({ reports: [failed(), failed({ code: 'AC04' }), operators] }))).toEqual([
      'transient',
      'account-closed',
    ]);
  });
});
