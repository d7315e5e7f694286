import './global-setup';

/** Runs once after all test files: ends what `global-setup.ts` started. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.releaseTestResources?.();
}
