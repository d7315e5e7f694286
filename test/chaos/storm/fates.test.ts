import { castOf } from '../../../chaos/storm/cast';
import { fateOf, forgeryKinds, mostCopies, rates, unknownKinds, type Fate } from '../../../chaos/storm/fates';

/** As many as a full run has seeds, with as many events as its orders mostly have. */
const fates: readonly Fate[] = Array.from({ length: 200 }, (_, seed) =>
  Array.from({ length: 40 }, (_event, number) => fateOf(seed + 1, `event ${number}`, { losable: true })),
).flat();

const share = (isMeant: (fate: Fate) => unknown): number => fates.filter(isMeant).length / fates.length;

describe('the fate of an event', () => {
  it('is the same whenever it is asked for, and another for each seed and event', () => {
    const fate = (seed: number, event: string) => JSON.stringify(fateOf(seed, event, { losable: true }));
    expect(fate(7, 'TRADE_SETTLED')).toBe(fate(7, 'TRADE_SETTLED'));
    const all = [1, 2, 3].flatMap((seed) => ['a', 'b', 'c'].map((event) => fate(seed, event)));
    // Those that are lost are all alike.
    expect(new Set(all).size).toBeGreaterThan(all.length / 2);
  });

  it('is what the rates say, over a whole run', () => {
    expect(share(({ copies }) => copies.length === 0)).toBeCloseTo(rates.lost, 1);
    expect(share(({ late }) => late)).toBeCloseTo(rates.late * (1 - rates.lost), 2);
    expect(share(({ forged }) => forged)).toBeCloseTo(rates.forged, 2);
    expect(share(({ unknown }) => unknown)).toBeCloseTo(rates.unknown, 2);
    expect(share(({ unknownStatus }) => unknownStatus)).toBeCloseTo(rates.unknownStatus, 2);
  });

  it('is to come one to five times where it is not lost', () => {
    const counts = new Set(fates.map(({ copies }) => copies.length));
    expect([...counts].sort()).toEqual(Array.from({ length: mostCopies + 1 }, (_, count) => count));
  });

  it('has every kind of forgery and of what is unknown', () => {
    expect(new Set(fates.flatMap(({ forged }) => forged?.kind ?? []))).toEqual(new Set(forgeryKinds));
    expect(new Set(fates.flatMap(({ unknown }) => unknown?.kind ?? []))).toEqual(new Set(unknownKinds));
  });

  it('lets some copies of one event overtake the others, and nothing of it come at one moment only', () => {
    const several = fates.filter(({ copies, late }) => copies.length > 1 && !late);
    const unsorted = several.filter(({ copies }) =>
      copies.some(({ afterMs }, index) => afterMs < (copies[index - 1]?.afterMs ?? 0)),
    );
    expect(unsorted.length).toBeGreaterThan(several.length / 2);
  });

  it('has what comes late signed anew, since a signature of the first try would be stale', () => {
    const late = fates.filter((fate) => fate.late).flatMap(({ copies }) => copies);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ signed }) => signed === 'anew')).toBe(true);
  });

  it('tells nothing of what is lost under another word', () => {
    const lost = fates.filter(({ copies }) => copies.length === 0);
    expect(lost.filter(({ unknownStatus }) => unknownStatus)).toEqual([]);
  });

  it('is never to be lost where nobody could find it out', () => {
    const kept = Array.from({ length: 500 }, (_, number) => fateOf(1, `event ${number}`, { losable: false }));
    expect(kept.every(({ copies }) => copies.length > 0)).toBe(true);
  });

  it('is, in the ten seeds of the short version, everything that there is', () => {
    const events = ['CUSTOMER_APPROVED', 'DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED', 'TRADE_CREATED', 'TRADE_SETTLED'];
    const withOthers = ['kyc-rejected', 'kyc-deleted', 'no-deposit', 'address-rejected', 'deposit-rejected'];
    const met = Array.from({ length: 10 }, (_, index) => index + 1).flatMap((seed) =>
      castOf(seed)
        .filter(({ story }) => !withOthers.includes(story))
        .flatMap(({ number, orders }) =>
          orders.flatMap(({ network }) =>
            events.map((event) => {
              const name = event.startsWith('CUSTOMER_') ? `${event} #1` : `${event} ${network} #1`;
              return fateOf(seed, `${number} ${name}`, { losable: true });
            }),
          ),
        ),
    );
    expect(met.some(({ copies }) => copies.length === 0)).toBe(true);
    expect(met.some(({ late }) => late)).toBe(true);
    expect(met.some(({ forged }) => forged)).toBe(true);
    expect(met.some(({ unknown }) => unknown)).toBe(true);
    expect(met.some(({ unknownStatus }) => unknownStatus)).toBe(true);
  });
});
