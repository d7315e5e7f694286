import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Site } from '../parts/site';
import type { RunChaos, Say } from '../run-chaos';
import { struckActivities } from './activities';
import { crashPoints } from './crash-points';
import { violationsOf } from './outcome';
import { resultTable, summary } from './report';
import { activityNames, pointNames, rowsOf, shortVersion, type Row } from './rows';
import { runRows } from './run';

interface CrashPointOptions {
  readonly activities?: readonly string[];
  readonly points?: readonly string[];
  readonly lanes: number;
  readonly ci?: boolean;
}

/** So many workers fit into 4 GB, and start within seconds on two cores. */
const defaultLanes = 12;

/** Adds `crash-points`: a worker dies or freezes at every point of every activity that calls the provider. */
export function addCrashPoints(program: Command, run: RunChaos): void {
  program
    .command('crash-points')
    .description('Kill or freeze the worker at every point of every activity that calls the provider.')
    .addOption(listOption('--activities <names>', 'only these, separated by commas', activityNames))
    .addOption(listOption('--points <names>', 'only these, separated by commas', pointNames))
    .option('--lanes <count>', 'how many rows run at once, each with workers of its own', laneCount, defaultLanes)
    .option('--ci', `the short version: ${shortVersion.activities.join(' and ')}, where a worker is killed`)
    .addHelpText('after', explanation())
    .action((options: CrashPointOptions, command: Command) => {
      const rows = chosenRows(options);
      if (rows.length === 0) command.error('error: none of these activities has any of these points.');
      return run('crash-points', (site, say) => strikeAll(rows, { site, say, lanes: options.lanes }));
    });
}

function chosenRows({ activities, points, ci = false }: CrashPointOptions): Row[] {
  const whole = ci ? shortVersion : { activities: activityNames, points: pointNames };
  return rowsOf({ activities: activities ?? whole.activities, points: points ?? whole.points });
}

/** Runs the rows, shows what came of them, and answers with a sentence for everything that must not be. */
async function strikeAll(
  rows: readonly Row[],
  { site, say, lanes }: { readonly site: Site; readonly say: Say; readonly lanes: number },
): Promise<string[]> {
  const startedAt = performance.now();
  say(`${rows.length} rows, ${Math.min(lanes, rows.length)} at a time.`);
  const outcomes = await runRows(rows, site, { lanes, say });
  say(`\n${resultTable(outcomes).join('\n')}\n`);
  say(summary(outcomes, performance.now() - startedAt));
  return outcomes.flatMap(violationsOf);
}

function listOption(flags: string, description: string, known: readonly string[]): Option {
  return new Option(flags, description).argParser((text: string): string[] => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new InvalidArgumentError(`There is no ${unknown.join(', ')}. Add --help for the list.`);
    return names;
  });
}

function laneCount(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 99.');
  return Number(text);
}

function explanation(): string {
  const activities = struckActivities.map(({ name, activity, shows }) => `  ${name.padEnd(16)}${activity}: ${shows}`);
  const points = crashPoints.map(({ name, happens }) => `  ${name.padEnd(21)}${happens}`);
  return ['', 'Activities:', ...activities, '', 'Points, at which the worker is:', ...points].join('\n');
}
