import fc from 'fast-check';
import { guardLines, sendRefusal, type SendGuardView } from '../../src/banking/send-guard';

const dead = { attempt: 1, fate: 'dead', unclear: false, fundsBack: '229.80' } as const;
const view: SendGuardView = {
  attempt: 2,
  amount: '229.80',
  currencies: { payment: 'EUR', trade: 'EUR', account: 'EUR' },
  earlier: [dead],
  held: '229.80',
  customerApproved: true,
  sentAgain: [],
  limits: { paused: false },
};

/** For each line of the guard a view that nothing else refuses. */
const refusedByOneLine: readonly (readonly [why: string, line: number, change: Partial<SendGuardView>])[] = [
  ['an earlier transfer is alive', 0, { earlier: [{ ...dead, fate: 'alive', fundsBack: undefined }] }],
  ['an earlier transfer has arrived', 0, { earlier: [{ ...dead, fate: 'credited', fundsBack: undefined }] }],
  ['an earlier transfer may have arrived', 0, { earlier: [{ ...dead, fate: 'contradictory' }] }],
  [
    'it is not known whether the last one was taken on',
    1,
    { earlier: [{ ...dead, fate: 'alive', unclear: true, fundsBack: undefined }] },
  ],
  ['its money is not back', 2, { earlier: [{ ...dead, fundsBack: undefined }] }],
  [
    'the money of one before it is not back',
    2,
    {
      attempt: 3,
      earlier: [
        { ...dead, fundsBack: undefined },
        { ...dead, attempt: 2 },
      ],
    },
  ],
  ['less came back', 3, { earlier: [{ ...dead, fundsBack: '229.79' }] }],
  ['it was sent three times', 4, { attempt: 4, earlier: [dead, { ...dead, attempt: 2 }, { ...dead, attempt: 3 }] }],
  ['a part of it was disposed of', 5, { held: '200' }],
  ['the trade paid out otherwise', 6, { currencies: { payment: 'EUR', trade: 'USD', account: 'EUR' } }],
  ['the account is held in another currency', 6, { currencies: { payment: 'EUR', trade: 'EUR', account: 'USD' } }],
  ['the customer is approved no more', 7, { customerApproved: false }],
  ['payouts are paused', 8, { limits: { paused: true } }],
  ['it is more than one order may send again', 9, { limits: { paused: false, autoResendMax: '229.79' } }],
  [
    'it is more with what was sent again before',
    9,
    { sentAgain: ['0.01'], limits: { paused: false, autoResendMax: '229.80' } },
  ],
];

describe('the send guard', () => {
  it('lets money go that is back, to a customer who is approved', () => {
    expect(sendRefusal(view)).toBeUndefined();
    expect(sendRefusal({ ...view, limits: { paused: false, autoResendMax: '229.80' } })).toBeUndefined();
  });

  it.each(refusedByOneLine)('refuses when %s, by that line alone', (_why, line, change) => {
    const refused = { ...view, ...change };
    expect(sendRefusal(refused)?.reason).toBe(guardLines[line]?.reason);
    expect(sendRefusal(refused)?.sentence).toMatch(/^[A-Z0-9].*\.$/);
    expect(
      sendRefusal(
        refused,
        guardLines.filter((_, index) => index !== line),
      ),
    ).toBeUndefined();
  });

  it('has a case here for each of its lines', () => {
    expect(new Set(refusedByOneLine.map(([, line]) => line)).size).toBe(guardLines.length);
  });

  it('lets nothing go that an independent reading of the rule forbids', () => {
    const one = fc.record({
      fate: fc.constantFrom('dead', 'alive', 'credited', 'contradictory'),
      unclear: fc.boolean(),
      fundsBack: fc.constantFrom(undefined, '100', '229.80'),
    });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (ones, approved, paused) => {
          const earlier = ones.map((rest, index) => ({ attempt: index + 1, ...rest }));
          const sent = {
            ...view,
            attempt: earlier.length + 1,
            earlier,
            customerApproved: approved,
            limits: { paused },
          };
          const mayGo =
            earlier.length < 3 &&
            earlier.every(({ fate, fundsBack }) => fate === 'dead' && fundsBack !== undefined) &&
            earlier.at(-1)?.fundsBack === '229.80' &&
            approved &&
            !paused;
          expect(sendRefusal(sent) === undefined).toBe(mayGo);
        },
      ),
    );
  });
});
