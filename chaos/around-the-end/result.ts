import type { Traced } from './trace';
import type { EndingName } from './schedule';

/** What became of one message. */
export interface TryResult extends Traced {
  readonly number: number;
  readonly ending: EndingName;
  /** How often it was answered with anything but 2xx, and sent again. */
  readonly refusals: number;
  /** How long after the end of the order it was answered, negative before; `undefined` if the order went on. */
  readonly answeredAfterEndMs?: number | undefined;
}

/** What became of one workflow that was to end, and of what it was told meanwhile. */
export interface EndingResult {
  readonly ending: EndingName;
  readonly workflowId: string;
  readonly tries: readonly TryResult[];
  /** How often the server refused what the order had decided, because something had come, and had it decide again. */
  readonly playedAgain: number;
  /** Workflow tasks that failed for any other reason, or why the ending could not be played. */
  readonly failures: readonly string[];
  /** From what set the end going to the end, if it came. */
  readonly endTookMs?: number;
}

/** A sentence for everything that must not be. */
export function violationsOf({ ending, workflowId, tries, failures }: EndingResult): string[] {
  const lost = tries
    .filter(({ place }) => place === 'lost')
    .map(({ number, why }) => `message ${number} is lost: ${why}.`);
  return [...lost, ...failures].map((found) => `${workflowId} (${ending}): ${found}`);
}
