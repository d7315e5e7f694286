import { setTimeout as delay } from 'node:timers/promises';
import type { OfframpClient, OfframpStatus } from '../client';
import type { Answer } from './answer';
import { listText } from './list-orders';
import { orderChanges } from './order-changes';
import { orderFilter, type FilterOptions } from './order-filter';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Often enough for people; Temporal's list of orders follows them within a second or two. */
const refreshListMs = 2_000;
const clearScreen = '\u001b[2J\u001b[H';

/**
 * Follows one order, a line per change, until it ends or the person has seen enough. For programs (`quiet`) the answer
 * is the last status, and nothing is printed before.
 */
export async function watchOrder(
  terminal: Terminal,
  reference: string,
  { untilOutcome, quiet }: { readonly untilOutcome: boolean; readonly quiet: boolean },
): Promise<Answer> {
  const last = await withOfframps(terminal, (offramps) => {
    const interruption = terminal.interruption();
    const tell = (line: string) => (quiet ? undefined : terminal.out(`${line}\n`));
    return followOrder(offramps, reference, { untilOutcome, interruption, tell, now: terminal.now });
  });
  return { json: last, text: '' };
}

/** Keeps the list of orders in view until the person has seen enough. Programs (`quiet`) get it once. */
export async function watchList(
  terminal: Terminal,
  options: FilterOptions,
  { quiet }: { readonly quiet: boolean },
): Promise<Answer> {
  const filter = orderFilter(terminal, options);
  return withOfframps(terminal, async (offramps) => {
    if (quiet) return { json: await offramps.list(filter), text: '' };
    const interruption = terminal.interruption();
    let shown: string | undefined;
    while (!interruption.aborted) {
      const text = listText(await offramps.list(filter), filter.limit);
      if (text !== shown) terminal.out(`${terminal.isScreen ? clearScreen : ''}${text}\n`);
      shown = text;
      await pause(refreshListMs, interruption);
    }
    return { json: undefined, text: '' };
  });
}

interface Following {
  readonly untilOutcome: boolean;
  readonly interruption: AbortSignal;
  readonly tell: (line: string) => void;
  readonly now: () => Date;
}

async function followOrder(
  offramps: OfframpClient,
  reference: string,
  { untilOutcome, interruption, tell, now }: Following,
): Promise<OfframpStatus | undefined> {
  let last: OfframpStatus | undefined;
  const changes = offramps.watch(reference)[Symbol.asyncIterator]();
  const interrupted = untilAborted(interruption);
  for (;;) {
    const next = await Promise.race([changes.next(), interrupted]);
    if (next === 'aborted' || next.done === true) return last;
    orderChanges(last, next.value, now()).forEach(tell);
    last = next.value;
    if (untilOutcome && last.outcome !== undefined) return last;
  }
}

async function untilAborted(signal: AbortSignal): Promise<'aborted'> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return 'aborted';
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
