import { struckActivities } from '../../chaos/crash-points/activities';
import { crashPoints } from '../../chaos/crash-points/crash-points';
import { activityNames, inOrderOfStart, pointNames, rowsOf, shortVersion } from '../../chaos/crash-points/rows';
import { providerActivityNames } from './support/provider-activities';

const namesOf = (rows: ReturnType<typeof rowsOf>) => rows.map(({ struck, point }) => `${struck.name} ${point.name}`);
const everything = { activities: activityNames, points: pointNames };

describe('the rows of crash-points', () => {
  it('strike every activity that calls the provider, but those of payments', () => {
    const struck = new Set(struckActivities.map(({ activity }) => activity));
    // Those of payments are killed and frozen by `chaos -- double-payment`, which lets their orders wait for a bank.
    const elsewhere = ['sendPayment', 'readPayment', 'searchPayment', 'deleteFlow'];
    expect([...struck, ...elsewhere].sort()).toEqual(providerActivityNames().sort());
  });

  it('kill the worker at four points of every one', () => {
    const kills = crashPoints.filter(({ fault }) => fault === 'kill').map(({ name }) => name);
    expect(kills).toHaveLength(4);
    const rows = new Set(namesOf(rowsOf(everything)));
    for (const { name } of struckActivities) {
      for (const kill of kills) expect(rows).toContain(`${name} ${kill}`);
    }
  });

  it('freeze it wherever it creates something, before and after the create is sent', () => {
    const frozen = rowsOf(everything).filter(({ point }) => point.fault !== 'kill');
    expect(namesOf(frozen)).toEqual([
      'customer frozen-before-send',
      'customer frozen-after-send',
      'bank-account frozen-before-start',
      'bank-account frozen-after-send',
      'iban-account frozen-after-send',
      'second-account frozen-before-send',
      'second-account frozen-after-send',
      'flow frozen-before-start',
      'flow frozen-after-send',
      'second-flow frozen-before-send',
      'second-flow frozen-after-send',
    ]);
  });

  it('are few in the short version', () => {
    expect(namesOf(rowsOf(shortVersion))).toEqual(
      ['customer', 'flow'].flatMap((activity) =>
        ['before-send', 'after-accepted', 'after-answer', 'after-completion'].map((point) => `${activity} ${point}`),
      ),
    );
  });

  it('start with the longest', () => {
    const [first, ...others] = inOrderOfStart(rowsOf(everything));
    expect(first?.point.fault).not.toBe('kill');
    expect(others.at(-1)?.point.name).toBe('after-completion');
  });
});
