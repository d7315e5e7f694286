import { judgeTransfers, type TransferCase } from '../../src/banking/transfer-decision';
import { fateOf, type SentTransfer, type TransferReport } from '../../src/banking/transfer-reports';
import { sendRefusal } from '../../src/banking/send-guard';
import { foldFacts, noFacts, type Facts } from '../../src/workflows/facts';
import {
  guardView,
  transferCase,
  type OrderTransfer,
  type TransferDecisions,
} from '../../src/workflows/order-transfers';
import { actOnTransfers, transferRefusal, type TransferCommand } from '../../src/workflows/transfer-commands';

const trade = { tradeId: 't-1', depositId: 'd-1', currency: 'EUR', amount: '229.80' };
const first: OrderTransfer = { ...trade, attempt: 1, progress: 'queued', submitAt: '2026-11-24T10:00:00.000Z' };
const second: OrderTransfer = {
  ...trade,
  attempt: 2,
  paymentReference: 'RABC-2',
  progress: 'sent',
  submitAt: '2026-11-25T10:00:00.000Z',
  graceEndsAt: '2026-11-27T23:00:00.000Z',
};
const report = (reportId: string, fields: Partial<TransferReport>): TransferReport => ({
  reportId,
  outcome: 'failed',
  evidence: 'bank-report',
  attempt: 1,
  code: 'ED05',
  fundsReturned: true,
  occurredAt: '2026-11-24T12:00:00Z',
  ...fields,
});
const caseOf = (given: Partial<TransferCase>): TransferCase => ({
  sent: [first] as SentTransfer[],
  reports: [],
  answered: new Set(),
  rail: 'sepa',
  unknown: new Set(),
  missing: new Set(),
  ...given,
});

describe('a transfer that an operator has sent from elsewhere', () => {
  const command: TransferCommand = {
    ...{ name: 'confirmBankTransfer', attempt: 2, at: '2026-11-25T10:00:00.000Z', operator: 'ana', reason: 'By hand.' },
  };
  const back = report('r-1', {});
  const reports = [back];
  const view = {
    transferCase: caseOf({ reports }),
    transferVerdict: judgeTransfers(caseOf({ reports })),
    transfers: [],
    sentTransfers: [first],
    payoutAccount: { currency: 'EUR' },
  };

  it('is one more than the order has sent', () => {
    expect(transferRefusal(command, view, 0)).toBeUndefined();
  });

  it('is not the one that the order itself is just sending', () => {
    expect(transferRefusal(command, { ...view, sending: second }, 0)).toBe(
      'The order itself is just sending attempt 2: look again in a minute.',
    );
  });
});

/** An order's transfers, driven by reports and commands as the journey does it. */
class Desk {
  facts: Facts = noFacts;
  decisions: TransferDecisions = { overruled: new Set(), answered: new Set() };
  constructor(public sent: readonly OrderTransfer[]) {}
  hear(...reports: TransferReport[]): void {
    this.facts = foldFacts(
      this.facts,
      reports.map((seen) => ({
        about: 'bank-transfer',
        event: 'reported',
        seen: { ...seen, seenAt: '2026-11-24T12:00:00Z' } as never,
      })),
    );
  }
  get view() {
    const given = transferCase(this.facts, this.sent, this.decisions, 'sepa');
    return {
      transferCase: given,
      transferVerdict: judgeTransfers(given),
      transfers: [],
      sentTransfers: this.sent,
      payoutAccount: { currency: 'EUR' },
    };
  }
  act(command: object): string | undefined {
    const given = { operator: 'Kim', reason: 'x', ...command } as TransferCommand;
    const refusal = transferRefusal(given, this.view, Date.parse(given.at));
    if (refusal !== undefined) return refusal;
    const { facts = [], transfers: { overrules = [], answers = [] } = {} } = actOnTransfers(given, this.view);
    const { overruled, answered } = this.decisions;
    this.decisions = {
      ...this.decisions,
      overruled: new Set([...overruled, ...overrules]),
      answered: new Set([...answered, ...answers]),
    };
    this.facts = foldFacts(this.facts, facts);
    return undefined;
  }
}

describe('an order by an operator does not outlive what it rested on', () => {
  const unclear = report('r-1', { code: 'MS03' });
  it.each([
    ['a regulator stopped it', 'RR04', 'bank-transfer-held'],
    ['the customer is dead', 'MD07', 'bank-transfer-held'],
    ['it was a duplicate', 'AM05', 'bank-transfer-held'],
  ])('is not carried out once the bank says that %s', (_, code, name) => {
    // retryNow on MS03, then, before the window opens, the bank's follow-up.
    const verdict = judgeTransfers(
      caseOf({
        ordered: { after: 1, knowing: new Set(['r-1']) },
        reports: [unclear, report('r-2', { outcome: 'returned', code })],
      }),
    );
    expect(verdict).toMatchObject({ verdict: 'concern', concern: name });
  });
  it('is not carried out after a notification of change, which says that the money posted', () => {
    const verdict = judgeTransfers(
      caseOf({
        ordered: { after: 1, knowing: new Set(['r-1']) },
        rail: 'ach',
        reports: [
          report('r-1', { code: 'R99', scheme: 'ach' }),
          report('r-2', { outcome: 'returned', code: 'C01', scheme: 'ach' }),
        ],
      }),
    );
    expect(verdict).toMatchObject({ verdict: 'concern' });
  });
});

describe('moments', () => {
  it('a failure dated in the future does not make a later credit an earlier one', () => {
    const failed = report('r-1', { occurredAt: '9999-12-31T23:59:59Z', seenAt: '2026-11-24T12:00:00Z' });
    expect(fateOf([failed, report('r-2', { outcome: 'credited', occurredAt: '2026-11-24T15:00:00Z' })])).toBe(
      'contradictory',
    );
  });
  it('the moment at which an operator says that funds are back is not the one at which they came back', () => {
    const desk = new Desk([first]);
    desk.hear(report('r-1', { fundsReturned: false, occurredAt: '2026-11-24T09:00:00Z' }));
    desk.act({ name: 'confirmFundsReturned', at: '2026-11-24T12:00:00.000Z' });
    // Heard after the operator's word, and dated after the failure.
    desk.hear(report('r-2', { outcome: 'credited', occurredAt: '2026-11-24T11:50:00Z' }));
    expect(desk.view.transferVerdict).toMatchObject({ verdict: 'concern', concern: 'credited-after-failure' });
  });
});

describe('an earlier transfer that is reported anew', () => {
  it('is dealt with by the command that the order itself names', () => {
    const desk = new Desk([first, second]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1']) };
    desk.hear(report('r-1', {}), report('r-2', { outcome: 'returned' }));
    expect(desk.view.transferVerdict).toMatchObject({ concern: 'earlier-transfer-reported' });
    desk.act({ name: 'confirmFundsReturned', attempt: 1, at: '2026-11-25T12:00:00.000Z' });
    expect(desk.view.transferVerdict).toMatchObject({ verdict: 'awaited' });
  });
});

describe('the earlier transfer arrived, and the later one came back', () => {
  it('can be settled', () => {
    const desk = new Desk([first, second]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1']) };
    desk.hear(report('r-1', {}), report('r-2', { attempt: 2, paymentReference: 'RABC-2' }));
    desk.act({ name: 'confirmBankTransfer', attempt: 1, at: '2026-11-25T12:00:00.000Z' });
    expect(desk.view.transferVerdict).toMatchObject({ verdict: 'credited' });
  });
});

describe('two Updates that reach the order in one workflow task', () => {
  it('are two facts', () => {
    const desk = new Desk([first, second]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1']) };
    // Both transfers are said to have arrived: the operator finds that 1 did, and that 2 came back.
    desk.hear(report('r-1', {}), report('r-2', { outcome: 'credited', occurredAt: '2026-11-25T12:00:00Z' }));
    // The order gives each its own moment, also within one workflow task.
    desk.act({ name: 'confirmBankTransfer', attempt: 1, at: '2026-11-26T12:00:00.000Z' });
    desk.act({ name: 'confirmFundsReturned', attempt: 2, at: '2026-11-26T12:00:00.001Z' });
    const { bankReports } = desk.facts;
    const byOperator = Object.values(bankReports).filter(({ evidence }) => evidence === 'operator');
    expect(byOperator).toHaveLength(2);
  });
});

describe('a word on the latest transfer that was meant for the one before', () => {
  it('does not declare a transfer dead that was sent a moment ago', () => {
    const desk = new Desk([first, second]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1', 'r-2']) };
    desk.hear(report('r-1', { fundsReturned: false }), report('r-2', {}));
    // The operator saw "funds-not-returned" of attempt 1; the bank's own word came first and attempt 2 has left.
    expect(desk.act({ name: 'confirmFundsReturned', at: '2026-11-25T10:01:00.000Z' })).toEqual(expect.any(String));
  });
});

describe('PAYMENT_SETTLED of another amount', () => {
  it('needs a person', () => {
    const desk = new Desk([first, second]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1']) };
    desk.hear(report('r-1', {}));
    desk.facts = foldFacts(desk.facts, [
      {
        about: 'payment',
        event: 'settled',
        seen: {
          paymentId: 'p-1',
          reference: 'RABC-2',
          amount: '1.00',
          currency: 'USD',
          evidence: 'webhook',
          seenAt: '2026-11-26T12:00:00Z',
        },
      },
    ]);
    expect(desk.view.transferVerdict).toMatchObject({ verdict: 'concern', concern: 'bank-report-mismatch' });
  });
});

describe('an unknown payment that an operator gave up, and that the provider then shows after all', () => {
  it('keeps the next one from being sent', () => {
    const desk = new Desk([first, { ...second, progress: 'unknown' }]);
    desk.decisions = { ...desk.decisions, answered: new Set(['r-1']) };
    desk.hear(report('r-1', {}));
    desk.act({ name: 'confirmFundsReturned', attempt: 2, at: '2026-11-25T10:10:00.000Z' });
    desk.decisions = { ...desk.decisions, ordered: { after: 2, knowing: new Set() } };
    const seen = {
      ...{ paymentId: 'p-2', reference: 'RABC-2', status: 'PROCESSING', amount: '229.80', currency: 'EUR' },
      ...({ evidence: 'look-up', seenAt: '2026-11-25T10:12:00.000Z' } as const),
    };
    desk.facts = foldFacts(desk.facts, [{ about: 'payment', event: 'observed', seen }]);
    const { transferCase: given, transferVerdict } = desk.view;
    const refusal = sendRefusal(
      guardView(
        given,
        { attempt: 3, amount: '229.80' },
        {
          currencies: { payment: 'EUR', trade: 'EUR', account: 'EUR' },
          held: '229.80',
          customerApproved: true,
          limits: { paused: false },
        },
      ),
    );
    expect(transferVerdict.verdict === 'concern' || refusal !== undefined).toBe(true);
  });
});
