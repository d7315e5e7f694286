import type { FastifyRequest } from 'fastify';
import type { Records } from '../records';
import { rawBody } from '../inputs';
import { splitTarget } from '../signatures';
import type { ReadTags } from '../tags';
import type { FaultName } from './faults';
import { createRandomFaults } from './random';
import type { RandomFaultSettings } from './random';
import { FaultRules } from './rules';
import type { FaultRule, NextFault } from './rules';
import { createTaggedFaults } from './tagged';

export interface FaultChoiceSettings {
  records: Records;
  readTags: ReadTags;
  rules: readonly FaultRule[];
  random: RandomFaultSettings;
}

/** Decides which fault a request suffers: what a rule says, else what a tag asks for, else what is drawn. */
export interface FaultChoice {
  choose(request: FastifyRequest): Promise<FaultName | undefined>;
  next(fault: NextFault): void;
  /** Forgets every rule, or those that are about this. */
  end(about?: string): void;
}

export function createFaultChoice({ records, readTags, rules, random }: FaultChoiceSettings): FaultChoice {
  const counted = new FaultRules(rules);
  const tagged = createTaggedFaults(records, readTags);
  const draw = createRandomFaults(random);
  return {
    async choose(request) {
      // Drawn for every request, and before anything is awaited, so that the same requests draw the same faults.
      const drawn = draw();
      const { method, url } = request;
      const ruled = counted.choose({
        method,
        path: splitTarget(url).path,
        text: `${url}\n${rawBody(request).toString()}`,
      });
      return ruled ?? (await tagged(request)) ?? drawn;
    },
    next: (fault) => counted.add(fault),
    end: (about) => counted.clear(about),
  };
}
