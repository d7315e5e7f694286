import type { Command } from 'commander';
import type { Site } from '../parts/site';
import type { RunChaos, Say } from '../run-chaos';
import { judge, type Allowed } from './judge';
import { relaySeen, report } from './report';
import { runAway, type AwaySettings } from './run';
import { wholeNumber } from '../parts/whole-number';

interface TemporalAwayOptions {
  readonly seconds: number;
  readonly perSecond: number;
  readonly seed?: number;
  readonly ci?: boolean;
}

const orders = 20;
const whole = { beforeMs: 10_000, afterMs: 15_000 };
/** Away for longer than the relay gives Temporal, so that what is sent meanwhile must be refused. */
const short = { beforeMs: 4_000, awayMs: 15_000, afterMs: 5_000 };

const allowed: Allowed = {
  // The relay gives Temporal 10 s; the senders share the processors with everything that they measure.
  slowestMs: 12_000,
  // 1,000 requests under way, which is as many connections as it takes.
  mostMemoryMb: 512,
  // A busy relay closes a connection now and then as its sender takes it up again.
  brokenOff: 0.01,
  readyWithinMs: 10_000,
};

/** Adds `temporal-away`: Temporal is killed under load, and nothing is acknowledged that it does not have. */
export function addTemporalAway(program: Command, run: RunChaos): void {
  program
    .command('temporal-away')
    .description(
      'Kill Temporal while messages come in, and start it again; nothing may be acknowledged that it has not.',
    )
    .option('--seconds <count>', 'how long it is away', wholeNumber, 60)
    .option('--per-second <count>', 'how many messages come in a second', wholeNumber, 20)
    .option('--seed <seed>', 'what they are about (any one unless told)', wholeNumber)
    .option('--ci', `the short version: away for ${short.awayMs / 1000} s`)
    .action((options: TemporalAwayOptions) =>
      run('temporal-away', (site, say) => sendAll(options, site, say), { temporalOnFile: true }),
    );
}

async function sendAll(options: TemporalAwayOptions, site: Site, say: Say): Promise<string[]> {
  const { seed = 1 + (Date.now() % 999_999), perSecond, ci = false } = options;
  const times = ci ? short : { ...whole, awayMs: options.seconds * 1_000 };
  const settings: AwaySettings = { seed, perSecond, orders, ...times };
  say(`Seed ${seed}: ${perSecond} messages a second about ${orders} orders, and about what nobody knows.`);
  const result = await runAway(settings, site, say);
  say(`\n${report(result).join('\n')}`);
  return judge(result.sent, result.found, { outage: result.outage, relay: relaySeen(result), allowed });
}
