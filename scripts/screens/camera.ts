import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import sharp from 'sharp';
import { TemporalUi } from '../browser/temporal-ui';

/** Where the pictures of the docs are. */
export const imagesFolder = join(__dirname, '..', '..', 'docs', 'images');

/** High enough that nothing has to be scrolled to, which would be missing in a picture. */
const height = 3200;
/** On screens narrower than 1024 the UI shows its panels one below the other. */
export const widths = { usual: 1920, list: 1340, narrow: 1020 } as const;

/** What a picture shows: from the left and the top of one thing to the right of it and to an end. */
export interface Cut {
  readonly of: Locator;
  /** Where the picture ends, if that is there: above this. Otherwise below the whole. */
  readonly above?: Locator;
  readonly below?: Locator;
}

/** A page of a browser from which pictures are taken, always in the same light. */
export interface Camera {
  readonly ui: TemporalUi;
  readonly widen: (width: number) => Promise<void>;
  /** Writes a picture under `docs/images`. */
  readonly take: (file: string, cut: Cut) => Promise<void>;
}

export async function openCamera(browser: Browser, uiUrl: string): Promise<Camera> {
  const context = await browser.newContext({
    viewport: { width: widths.usual, height },
    timezoneId: 'UTC',
    locale: 'en-GB',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const ui = new TemporalUi(await context.newPage(), uiUrl);
  return {
    ui,
    widen: (width) => ui.page.setViewportSize({ width, height }),
    take: async (file, cut) => {
      const clip = await clipOf(cut);
      const picture = await ui.page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
      const path = join(imagesFolder, file);
      await mkdir(dirname(path), { recursive: true });
      // A page of text is told apart by few colours, and takes a quarter of the space then.
      await sharp(picture).png({ palette: true, colours: 16, dither: 0, effort: 10 }).toFile(path);
    },
  };
}

async function clipOf({ of, above, below }: Cut) {
  const { x, y, width, height: whole } = await placeOf(of);
  if (above !== undefined && (await above.count()) > 0) return { x, y, width, height: (await placeOf(above)).y - y };
  if (below === undefined) return { x, y, width, height: whole };
  const last = await placeOf(below);
  return { x, y, width, height: last.y + last.height - y };
}

async function placeOf(element: Locator) {
  await element.waitFor();
  const place = await element.boundingBox();
  if (place === null) throw new Error('What a picture was to be taken of cannot be seen.');
  return place;
}
