import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';

const settingsSchema = z.looseObject({ Codec: z.looseObject({}) });

/** Has a browser see the UI of a server that was started without a codec endpoint, by what the server tells of its settings. */
export async function withoutCodecServer(context: BrowserContext): Promise<void> {
  await context.route('**/api/v1/settings*', async (route) => {
    const response = await route.fetch();
    const settings = settingsSchema.parse(await response.json());
    await route.fulfill({ response, json: { ...settings, Codec: { ...settings.Codec, Endpoint: '' } } });
  });
}
