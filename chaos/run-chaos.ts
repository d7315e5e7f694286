import type { Site, SiteOptions } from './parts/site';

export type Say = (text: string) => void;

/**
 * Runs one kind of chaos: gives it a site to work with, reports every violation that it answers with, and clears up.
 * Nothing is started for a command line that cannot be understood.
 */
export type RunChaos = (
  name: string,
  work: (site: Site, say: Say) => Promise<readonly string[]>,
  options?: SiteOptions,
) => Promise<void>;
