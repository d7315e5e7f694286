import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';

const { Payload: PayloadProto } = temporal.api.common.v1;

const base64 = z.string().refine(isBase64);

const bodySchema = z.object({
  payloads: z.array(
    z.object({
      metadata: z.record(z.string(), base64).nullish(),
      data: base64.nullish(),
      externalPayloads: z.array(z.object({ sizeBytes: z.string().regex(/^\d{1,18}$/) })).nullish(),
    }),
  ),
});

/** Reads the body of a codec server request, `{payloads: [{metadata: {name: base64}, data: base64}]}`. */
export function payloadsFromJson(body: unknown): Payload[] | undefined {
  const parsed = bodySchema.safeParse(body);
  return parsed.success ? parsed.data.payloads.map((payload) => PayloadProto.fromObject(payload)) : undefined;
}

/** The answer of a codec server, in the same form as its requests. */
export function payloadsToJson(payloads: readonly Payload[]): { payloads: unknown[] } {
  return {
    payloads: payloads.map((payload) =>
      PayloadProto.toObject(PayloadProto.fromObject(payload), { bytes: String, longs: String }),
    ),
  };
}

/** Node skips what is not base64, so only the way back shows that nothing was lost. Padding may be left out. */
function isBase64(text: string): boolean {
  return unpadded(Buffer.from(text, 'base64').toString('base64')) === unpadded(text);
}

function unpadded(text: string): string {
  return text.replace(/={1,2}$/, '');
}
