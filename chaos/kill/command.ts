import type { Command } from 'commander';
import type { Site } from '../parts/site';
import { wholeNumber } from '../parts/whole-number';
import type { RunChaos, Say } from '../run-chaos';
import { breaks, spoilings, unseenBreaks, unseenSpoilings } from './mutations';
import { report, strikeLine } from './report';
import { runKill } from './run';
import { short, whole, type KillSettings } from './settings';

interface KillOptions {
  readonly orders?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly show?: boolean;
  readonly mutations?: boolean;
  readonly ci?: boolean;
}

/** Adds `kill`: parts of a running system are killed and frozen again and again, and nothing is lost or made twice. */
export function addKill(program: Command, run: RunChaos): void {
  program
    .command('kill')
    .description(
      'Kill and freeze workers, relay, provider and Temporal under orders; every order must come to its end.',
    )
    .option('--orders <count>', `how many orders (${whole.orders})`, wholeNumber)
    .option('--seconds <count>', `how long parts are struck (${whole.lastsMs / 1000})`, wholeNumber)
    .option('--seed <seed>', 'which orders, and what is struck when (any one unless told)', wholeNumber)
    .option('--show', 'what is struck, as it is')
    .option('--mutations', 'see that the judgement misses nothing: spoil what a short run found, and break parts')
    .option('--ci', `the short version: ${short.orders} orders, ${short.lastsMs / 1000} s`)
    .addHelpText('after', explanation())
    .action((options: KillOptions) =>
      run('kill', (site, say) => (options.mutations === true ? seeAll : killParts)(options, site, say), {
        temporalOnFile: true,
      }),
    );
}

async function killParts(options: KillOptions, site: Site, say: Say): Promise<readonly string[]> {
  const settings = settingsOf(options, options.ci === true ? short : whole);
  const { seed, orders, lastsMs } = settings;
  say(`Seed ${seed}: ${orders} orders, and strikes for ${lastsMs / 1000} s.`);
  const struckSaid =
    options.show === true ? (struck: Parameters<typeof strikeLine>[0]) => say(strikeLine(struck)) : undefined;
  const result = await runKill(settings, site, { say, struckSaid });
  say(`\n${report(result)}`);
  return result.verdict.violations;
}

async function seeAll(options: KillOptions, site: Site, say: Say): Promise<readonly string[]> {
  const settings = settingsOf(options, short);
  say(`Seed ${settings.seed}: a short run, whose evidence is spoiled afterwards, and one for each break.`);
  const { evidence, verdict } = await runKill(settings, site, { say: () => undefined });
  if (verdict.violations.length > 0) return verdict.violations;
  return [...unseenSpoilings(evidence, say), ...(await unseenBreaks(settings, site, say))];
}

function settingsOf({ orders, seconds, seed }: KillOptions, usual: Omit<KillSettings, 'seed'>): KillSettings {
  return {
    ...usual,
    seed: seed ?? 1 + (Date.now() % 999_999),
    orders: orders ?? usual.orders,
    lastsMs: seconds === undefined ? usual.lastsMs : seconds * 1_000,
  };
}

function explanation(): string {
  const lines = [...spoilings, ...breaks].map(({ name, does }) => `  ${name.padEnd(14)}${does}`);
  return ['', 'What --mutations spoils and breaks:', ...lines].join('\n');
}
