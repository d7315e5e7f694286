import type { Moment } from '../parts/provider-proxy';

/** One moment of an activity at which its worker dies or freezes. */
export interface CrashPoint {
  /** As on the command line. */
  readonly name: string;
  readonly happens: string;
  readonly fault: 'kill' | 'freeze';
  /** Of an activity's requests: the one that matters, or the last look-up before it. */
  readonly request: 'main' | 'look-up';
  /** How far that request has come, or that Temporal has heard of the activity's completion. */
  readonly moment: Moment | 'completed';
}

/** Every point, in the order of an activity's life. */
export const crashPoints: readonly CrashPoint[] = [
  {
    name: 'before-send',
    happens: 'killed before its request reaches the provider, which never gets it',
    fault: 'kill',
    request: 'main',
    moment: 'received',
  },
  {
    name: 'after-accepted',
    happens: 'killed when the provider has carried out the request and nobody has heard of it',
    fault: 'kill',
    request: 'main',
    moment: 'accepted',
  },
  {
    name: 'after-answer',
    happens: 'killed with the whole answer in its hands, before or while it reports to Temporal',
    fault: 'kill',
    request: 'main',
    moment: 'answered',
  },
  {
    name: 'after-completion',
    happens: "killed as soon as the order's history shows the activity completed",
    fault: 'kill',
    request: 'main',
    moment: 'completed',
  },
  {
    name: 'frozen-before-send',
    happens: 'frozen in its last look-up before a create, until another worker has made what it was to make',
    fault: 'freeze',
    request: 'look-up',
    moment: 'received',
  },
  {
    name: 'frozen-after-send',
    happens: 'frozen with its create on the way, until another worker has taken the activity over',
    fault: 'freeze',
    request: 'main',
    moment: 'received',
  },
];
