import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { faultOfTag, faultRuleSchema } from './faults';
import { changedBy } from './tags';

const tagSchema = z
  .string()
  .refine((tag) => changedBy(tag) !== undefined || faultOfTag(tag) !== undefined, 'is not a tag of the simulator');

const scenarioFileSchema = z.strictObject({
  faults: z.array(faultRuleSchema).default([]),
  journeys: z
    .array(
      z.strictObject({
        match: z
          .strictObject({ externalId: z.string().min(1).optional(), email: z.string().min(1).optional() })
          .refine(({ externalId, email }) => externalId !== undefined || email !== undefined, {
            error: 'needs externalId or email',
          }),
        tags: z.array(tagSchema).min(1, 'needs one tag at least'),
      }),
    )
    .default([]),
});

/** Faults and journeys that no tag can ask for. */
export type ScenarioFile = z.infer<typeof scenarioFileSchema>;

/** Reads a scenario file, or throws one error that names everything that is wrong with it. */
export function readScenarioFile(path: string): ScenarioFile {
  const checked = scenarioFileSchema.safeParse(readJsonFile(path));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'} ${issue.message}`);
  throw new Error(`The scenario file ${path} is wrong: ${problems.join('; ')}.`);
}

function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const cause = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new Error(`The scenario file ${path} ${cause}.`, { cause: error });
  }
}
