import { setTimeout as delay } from 'node:timers/promises';
import { followStory } from '../../demo/follow';
import { misses } from '../../demo/report';
import type { Story } from '../../demo/story';
import { signTestWebhook } from '../../src/coinut/sign-test-webhook';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { rareWord, type Marker, type PlantedSecrets } from './markers';
import type { LeakSite } from './site';

/** What the system was used for: which orders there are, and what was planted on the way. */
export interface Played {
  readonly references: readonly string[];
  readonly markers: readonly Marker[];
}

const giveUpAfterMs = 60_000;
const askEveryMs = 200;

/**
 * Plays the stories, and what goes wrong besides: input that is refused, a request that the provider refuses, an event of
 * nobody, messages that the relay and the codec server turn away, an operator's words. Throws where a story does not end as
 * it is to, since then not all of it was played.
 */
export async function play(site: LeakSite, stories: readonly Story[], secrets: PlantedSecrets): Promise<Played> {
  const { offramps, client, simulatorUrl, runId } = site;
  const following = {
    offramps,
    client,
    simulatorUrl,
    runId,
    signal: new AbortController().signal,
    changed: () => undefined,
  };
  const markers: Marker[] = [];
  const mark = (name: string, value: string): string => {
    markers.push({ name, value, kind: 'personal' });
    return value;
  };
  const [ends, ...others] = await Promise.all([
    Promise.all(stories.map((story) => followStory(following, story))),
    startInvalid(site, mark),
    haveRefused(site, mark),
    sendStrangeMessages(site, secrets, mark),
  ]);
  const missed = misses(ends.flat());
  if (missed.length > 0) throw new Error(missed.join('\n'));
  const orders = ends.flat();
  for (const { order, status } of orders) {
    const address = status?.depositAddress?.address;
    if (address !== undefined) mark(`depositAddress of ${order.reference}`, address);
  }
  return { references: [...orders.map(({ order }) => order.reference), ...others.flat()], markers };
}

type Mark = (name: string, value: string) => string;

/** As a backend without our library would start it; the order itself refuses the input. */
async function startInvalid({ client, runId, taskQueue }: LeakSite, mark: Mark): Promise<string[]> {
  const reference = `demo-${runId}-invalid`;
  const order = {
    reference,
    customer: { name: mark('customer.name of an invalid order', rareWord('Invalidname')), email: 'no address' },
    bankAccount: { currency: 'EUR', iban: mark('iban of an invalid order', rareWord('DE00')) },
  };
  const options = { workflowId: workflowIdOf(reference), taskQueue, args: [order] };
  await client.workflow.execute('offramp', options);
  return [reference];
}

/** The provider knows no such account, and an operator has words about it. */
async function haveRefused({ offramps, runId }: LeakSite, mark: Mark): Promise<string[]> {
  const reference = `demo-${runId}-refused`;
  const email = `${mark('customer.email of a refused order', rareWord('mailbox'))}@planted.example`;
  await offramps.start({
    reference,
    customer: { externalId: mark('customer.externalId of a refused order', rareWord('ext-')), name: 'Refused', email },
    bankAccount: { bankAccountId: 'nowhere', currency: 'EUR' },
    source: { currency: 'USDT', network: 'ETH' },
  });
  for (const givenUpAt = Date.now() + giveUpAfterMs; ; await delay(askEveryMs)) {
    if ((await offramps.status(reference)).needsAttention) break;
    if (Date.now() > givenUpAt) throw new Error(`The order ${reference} was to need attention, and does not.`);
  }
  const operator = mark('operator', rareWord('Operatorname'));
  const reason = `${mark("an operator's reason", rareWord('reasoné"'))} says the customer.`;
  await offramps.closeOfframp(reference, { operator, reason, outcome: 'abandoned' });
  return [reference];
}

/** An event that nobody knows, and such as are turned away: nothing of them may be kept in plain text or logged. */
async function sendStrangeMessages(site: LeakSite, secrets: PlantedSecrets, mark: Mark): Promise<string[]> {
  const callbackUrl = `${site.relayUrl}/webhooks/coinut`;
  const { apiKey, apiSecret, previousApiSecret } = secrets;
  const about = (who: string) => ({
    event: 'CUSTOMER_APPROVED',
    data: { customerId: rareWord('stranger-'), name: mark(`name of ${who}`, rareWord('Stranger')) },
  });
  const unknown = signTestWebhook(about('an event of nobody'), { callbackUrl, apiKey, apiSecret });
  const signedBefore = about('an event of nobody, signed with the secret before');
  const rotated = signTestWebhook(signedBefore, { callbackUrl, apiKey, apiSecret: previousApiSecret });
  const forged = signTestWebhook(about('a forged event'), { callbackUrl, apiKey, apiSecret: 'another secret' });
  const broken = mark('a broken body', rareWord('{"name": "Broken'));
  const json = { 'Content-Type': 'application/json' };
  await post(callbackUrl, unknown.body, unknown.headers, 200);
  await post(callbackUrl, rotated.body, rotated.headers, 200);
  await post(callbackUrl, forged.body, forged.headers, 401);
  await post(callbackUrl, broken, json, 401);
  await post(`${site.relayUrl}/bank-reports`, broken, json, 401);
  if (site.codecServerUrl !== undefined) {
    await post(`${site.codecServerUrl}/decode`, broken, json, 401);
    for (const token of [secrets.codecToken, secrets.sharedCodecToken])
      await post(`${site.codecServerUrl}/${token}/decode`, broken, json, 400);
  }
  return [];
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>>, expected: number) {
  const answer = await fetch(url, { method: 'POST', body, headers: { ...headers } });
  await answer.arrayBuffer();
  if (answer.status !== expected) {
    const { pathname } = new URL(url);
    throw new Error(`A message of the scan was answered ${answer.status}, not ${expected}: ${pathname}.`);
  }
}
