import { countByKind, duplicatesIn } from '../../../chaos/checker/creates';
import { logOf } from '../support/accepted';

const ana = ['customer', 'c-1', 'user-7'] as const;
const account = ['bank-account', 'b-1', 'c-1 SGD DBS 0012345678'] as const;
const flow = ['flow', 'f-1', 'a-1 to b-1'] as const;

describe('duplicates in a log', () => {
  it('are none where everything was made once', () => {
    expect(duplicatesIn(logOf(ana, account, flow, ['deposit', 'd-1', '0xabc'], ['trade', 't-1', 'd-1']))).toEqual([]);
  });

  it.each([
    ['a customer, by the externalId', [ana, ['customer', 'c-2', 'user-7']], 'customer', 'user-7'],
    [
      'an account, by customer and number',
      [ana, account, ['bank-account', 'b-2', 'c-1 SGD DBS 0012345678']],
      'bank-account',
      'user-7 0012345678',
    ],
    [
      "an account, whatever its bank's name, which may hold spaces",
      [ana, account, ['bank-account', 'b-2', 'c-1 SGD Development Bank of Singapore 0012345678']],
      'bank-account',
      'user-7 0012345678',
    ],
    [
      'an account that both copies of a customer were given',
      [
        ['customer', 'c-1', 'user-7'],
        ['customer', 'c-2', 'user-7'],
        account,
        ['bank-account', 'b-2', 'c-2 SGD DBS 0012345678'],
      ],
      'bank-account',
      'user-7 0012345678',
    ],
    [
      'a flow, by account and address',
      [ana, account, flow, ['flow', 'f-2', 'a-1 to b-1']],
      'flow',
      'user-7 0012345678 from a-1',
    ],
    [
      'a flow to both copies of an account',
      [ana, account, ['bank-account', 'b-2', 'c-1 SGD DBS 0012345678'], flow, ['flow', 'f-2', 'a-1 to b-2']],
      'flow',
      'user-7 0012345678 from a-1',
    ],
    [
      'a transfer, by trade and attempt',
      [
        ['transfer', 'p-1', 't-1#1'],
        ['transfer', 'p-2', 't-1#1'],
      ],
      'transfer',
      't-1#1',
    ],
    [
      'a payment, by its reference',
      [
        ['payment', 'p-1', 'RABCDEFGHIJKL-2'],
        ['payment', 'p-2', 'RABCDEFGHIJKL-2'],
      ],
      'payment',
      'RABCDEFGHIJKL-2',
    ],
  ] as const)('are found of %s', (_why, lines, kind, key) => {
    const found = duplicatesIn(logOf(...lines));
    expect(found).toContainEqual({ kind, key, ids: [expect.any(String), expect.any(String)] });
  });

  it.each([
    ['customers', [ana, ['customer', 'c-2', 'user-8']]],
    [
      "two customers' accounts with one number",
      [ana, ['customer', 'c-2', 'user-8'], account, ['bank-account', 'b-2', 'c-2 SGD DBS 0012345678']],
    ],
    ['accounts of one customer', [ana, account, ['bank-account', 'b-2', 'c-1 SGD DBS 0087654321']]],
    ['flows from two addresses to one account', [ana, account, flow, ['flow', 'f-2', 'a-2 to b-1']]],
  ] as const)('are not seen in different %s', (_why, lines) => {
    expect(duplicatesIn(logOf(...lines))).toEqual([]);
  });

  it('name every copy', () => {
    const [found] = duplicatesIn(logOf(ana, ['customer', 'c-2', 'user-7'], ['customer', 'c-3', 'user-7']));
    expect(found?.ids).toEqual(['c-1', 'c-2', 'c-3']);
  });
});

describe('counts', () => {
  it('are of creates, repeated ones included', () => {
    expect(countByKind(logOf(ana, ['customer', 'c-2', 'user-7'], account))).toEqual(
      new Map([
        ['customer', 2],
        ['bank-account', 1],
      ]),
    );
  });
});
