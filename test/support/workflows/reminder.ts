import { condition, defineQuery, defineSignal, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

export const answeredSignal = defineSignal('answered');
export const virtualTimeQuery = defineQuery<number>('virtualTime');

const { pause } = proxyActivities<{ pause: () => Promise<void> }>({ startToCloseTimeout: '1 minute' });

/** Waits three days for an answer, then another day; says whether one came. For the tests of `fastForward` only. */
export async function reminder({ withActivity }: { withActivity: boolean }): Promise<'answered' | 'silence'> {
  let answered = false;
  let virtualTime = Date.now();
  setHandler(answeredSignal, () => {
    answered = true;
  });
  setHandler(virtualTimeQuery, () => virtualTime);
  const activity = withActivity ? pause() : Promise.resolve();
  await condition(() => answered, '3 days');
  virtualTime = Date.now();
  await sleep('1 day');
  await activity;
  return answered ? 'answered' : 'silence';
}
