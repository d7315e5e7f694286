import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchResult } from './result';

const root = join(__dirname, '..', '..');

const chartSchema = z.object({
  ...{ name: z.string(), title: z.string(), kind: z.enum(['line', 'points']) },
  ...{ xLabel: z.string(), yLabel: z.string() },
  series: z.array(z.object({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])) })),
  limit: z.object({ label: z.string(), at: z.number() }).exactOptional(),
});

const resultSchema = z.object({
  ...{ name: z.string(), measuredOn: z.string(), setting: z.string() },
  machine: z.object({ cores: z.number(), node: z.string() }),
  figures: z.array(
    z.object({
      ...{ name: z.string(), value: z.number(), unit: z.string(), better: z.enum(['more', 'less']).exactOptional() },
      ...{ atLeast: z.number().exactOptional(), atMost: z.number().exactOptional() },
    }),
  ),
  charts: z.array(chartSchema),
});

/** Where the results of a bench are kept, from the root of the repository. */
export function resultFile(name: string): string {
  return join('bench', 'results', `${name}.json`);
}

/** Reads results in the form in which they are kept. */
export function parseResult(json: string): BenchResult {
  return resultSchema.parse(JSON.parse(json));
}

/** The results of a bench as they stand in the working tree. */
export function keptResult(name: string): BenchResult {
  return parseResult(readFileSync(join(root, resultFile(name)), 'utf8'));
}
