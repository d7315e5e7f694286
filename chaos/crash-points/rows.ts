import { struckActivities, type StruckActivity } from './activities';
import { crashPoints, type CrashPoint } from './crash-points';

/** One line of the table: one activity, struck at one point. */
export interface Row {
  readonly struck: StruckActivity;
  readonly point: CrashPoint;
}

/** What the short version runs: the creates that cost most if repeated, at the points where a worker dies. */
export const shortVersion = {
  activities: ['customer', 'flow'],
  points: crashPoints.filter(({ fault }) => fault === 'kill').map(({ name }) => name),
} as const;

export const activityNames = struckActivities.map(({ name }) => name);
export const pointNames = crashPoints.map(({ name }) => name);

/** Every activity at every point that it has, of those that were asked for. */
export function rowsOf({ activities, points }: { activities: readonly string[]; points: readonly string[] }): Row[] {
  return struckActivities
    .filter(({ name }) => activities.includes(name))
    .flatMap((struck) =>
      crashPoints
        .filter((point) => points.includes(point.name) && canBeStruck(struck, point))
        .map((point) => ({ struck, point })),
    );
}

/** Only where something is created can a process that wakes up create it again. */
function canBeStruck({ main, lookUp, before }: StruckActivity, point: CrashPoint): boolean {
  switch (point.fault) {
    case 'kill':
      return true;
    case 'freeze':
      return point.request === 'look-up' ? lookUp !== undefined : main.method === 'POST';
    case 'freeze-idle':
      return before !== undefined;
  }
}

/** Long ones first, so that none is left alone at the end. */
export function inOrderOfStart(rows: readonly Row[]): Row[] {
  return [...rows].sort((left, right) => lengthOf(right) - lengthOf(left));
}

function lengthOf({ point, struck }: Row): number {
  const isQuick = point.fault === 'kill' && point.moment === 'completed';
  const ofFault = isQuick ? 0 : point.fault === 'kill' ? 2 : 4;
  return ofFault + (struck.earlier ? 1 : 0);
}
