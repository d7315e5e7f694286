import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium';

/** Without these it looks for its maker's servers at every start, and fails at that where there is no way out. */
const quietly = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Text in shades of grey, as every screen shows it well, and in a picture of a few colours.
  '--disable-lcd-text',
];

/** Starts a headless Chromium with a profile of its own, which is gone when it is closed. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: quietly });
}
