import type { Moment } from '../parts/provider-proxy';

/** One moment of an activity at which its worker dies or freezes. */
export type CrashPoint = {
  /** As on the command line. */
  readonly name: string;
  /** What is done to the worker. */
  readonly happens: string;
} & (KillPoint | FreezePoint | IdlePoint);

/** Killed when the activity's main request has come so far, or when Temporal has heard of its completion. */
export interface KillPoint {
  readonly fault: 'kill';
  readonly moment: Moment | 'completed';
}

/** Frozen when the proxy has received a request of the activity, which goes its way. */
export interface FreezePoint {
  readonly fault: 'freeze';
  /** The create itself, or the last look-up before it. */
  readonly request: 'main' | 'look-up';
}

/** Frozen before the activity is handed to it. */
export interface IdlePoint {
  readonly fault: 'freeze-idle';
}

/** Every point, in the order of an activity's life. */
export const crashPoints: readonly CrashPoint[] = [
  {
    name: 'before-send',
    happens: 'killed before its request reaches the provider, which never gets it',
    fault: 'kill',
    moment: 'received',
  },
  {
    name: 'after-accepted',
    happens: 'killed when the provider has carried out the request and nobody has heard of it',
    fault: 'kill',
    moment: 'accepted',
  },
  {
    name: 'after-answer',
    happens: 'killed when the whole answer has been sent to it, before or while it reports to Temporal',
    fault: 'kill',
    moment: 'answered',
  },
  {
    name: 'after-completion',
    happens: "killed as soon as the order's history shows the activity completed",
    fault: 'kill',
    moment: 'completed',
  },
  {
    name: 'frozen-before-start',
    happens: 'frozen while it waits for work, handed a create all the same, and woken when another has made it',
    fault: 'freeze-idle',
  },
  {
    name: 'frozen-before-send',
    happens: 'frozen in its last look-up before a create, and woken when another has made it',
    fault: 'freeze',
    request: 'look-up',
  },
  {
    name: 'frozen-after-send',
    happens: 'frozen with its create on the way, and woken when another has taken the activity over',
    fault: 'freeze',
    request: 'main',
  },
];
