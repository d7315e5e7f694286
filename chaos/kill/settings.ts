import type { StrikeSettings } from './strikes';

/** How large a run is. */
export interface KillSettings extends StrikeSettings {
  readonly orders: number;
  /** How long after the strikes orders have to come to rest. */
  readonly restWithinMs: number;
  /**
   * How long the provider accepts a signature. Short, so that a create whose outcome is unknown is soon tried again. A
   * worker sends nothing that it signed longer ago than a third of this, and one that has just come back has much to do.
   */
  readonly signatureWindowMs: number;
  /** What was never sent, and what has no event, is to be found within the run. */
  readonly sweepInterval: string;
}

export const whole = {
  orders: 500,
  lastsMs: 300_000,
  pauseMs: { least: 2_500, most: 5_000 },
  restWithinMs: 360_000,
  signatureWindowMs: 15_000,
  sweepInterval: '1 minute',
} as const satisfies Omit<KillSettings, 'seed'>;

/** What a killed worker had in hand is missed after 45 s, which is most of what it takes. */
export const short = {
  orders: 40,
  lastsMs: 9_000,
  pauseMs: { least: 900, most: 1_500 },
  restWithinMs: 150_000,
  signatureWindowMs: 6_000,
  sweepInterval: '10 seconds',
} as const satisfies Omit<KillSettings, 'seed'>;

/** The provider's steps take this part of the time that the demo gives them. */
export const timeScale = 0.5;

/** Once nothing has changed at the provider for longer than any step of a journey takes, nothing more is to come. */
export const stillForMs = 2_500;

/**
 * Banks that take transfers at any time: by the usual calendars one that failed would be sent again on another day, and
 * no payment would ever be under way as something is struck.
 */
export const openBanks = JSON.stringify({
  rails: ['ach', 'sepa', 'fps', 'eft', 'becs', 'fast', 'wire'].map((rail) => {
    return { rail, calendar: '24x7', reason: 'Payments are to be sent again while parts are struck.' };
  }),
});
