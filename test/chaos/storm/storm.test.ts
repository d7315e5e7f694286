import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startSimulator, type Simulator } from '../../../simulator';
import { listen } from '../../../chaos/parts/listen';
import { castOf } from '../../../chaos/storm/cast';
import { fateOf, type Fate } from '../../../chaos/storm/fates';
import { playerOf, type Weather } from '../../../chaos/storm/play';
import { Storm } from '../../../chaos/storm/storm';
import { eventually } from '../../support/eventually';

const secrets = { apiKey: 'key', apiSecret: 'secret', bankReportSecret: 'whsec_c3Rvcm0=' };

/** A seed whose first customer's approval meets with such a fate. */
function seedWith(isMeant: (fate: Fate) => boolean): number {
  for (let seed = 1; seed < 100_000; seed += 1) {
    if (isMeant(fateOf(seed, '1 CUSTOMER_APPROVED #1', { losable: true }))) return seed;
  }
  throw new Error('No seed has such a fate.');
}

const hasNothingBesides = ({ forged, unknown, unknownStatus }: Fate): boolean => !forged && !unknown && !unknownStatus;

describe('the storm', () => {
  let received: { event: string; id: string }[];
  let answers: number[];
  let relay: { url: string; close: () => Promise<void> };
  let storm: Storm;
  let provider: Simulator;

  beforeEach(async () => {
    received = [];
    answers = [];
    const server: Server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const { event, data } = JSON.parse(body.toString()) as { event: string; data: { id: string } };
        received.push({ event, id: data.id });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    relay = await listen(server);
    storm = await Storm.start();
    provider = await startSimulator({
      ...secrets,
      autoplay: false,
      timeScale: 0,
      callbackUrl: `${storm.url}/webhooks/coinut`,
    });
  });
  afterEach(async () => {
    await provider.stop();
    await storm.stop();
    await relay.close();
  });

  /** A customer of a seed, whom the provider has just approved. */
  async function approve(seed: number, weather: Weather): Promise<void> {
    const [cast] = castOf(seed);
    if (cast === undefined) throw new Error(`Seed ${seed} has no cast.`);
    const player = playerOf(seed, weather, cast, 'x-');
    storm.blowIn({
      relayUrl: relay.url,
      records: provider.records,
      signing: { ...secrets, callbackUrl: `${storm.url}/webhooks/coinut` },
      playerOf: () => player,
    });
    const made = { name: 'Ana Lim', email: 'ana@example.com', externalId: player.externalId, isIndividual: true };
    const customer = provider.records.customers.put({ ...provider.records.stamp(), ...made, status: 'PENDING' });
    await provider.play.approveCustomer(customer.id);
  }

  const isOver = async (): Promise<void> => {
    await eventually('the provider to be rid of its events', () => provider.records.deliveries.all().length === 0);
    await eventually('everything to be delivered', () => storm.underWay === 0);
  };

  it('delivers each copy that the seed has of an event', async () => {
    const seed = seedWith((fate) => fate.copies.length === 3 && !fate.late && hasNothingBesides(fate));
    await approve(seed, 'storm');
    await eventually('3 messages', () => received.length === 3);
    await isOver();
    expect(storm.tally.deliveries.map(({ sent }) => sent)).toHaveLength(3);
    expect(storm.tally.events).toBe(1);
  });

  it('delivers nothing of an event that is lost', async () => {
    await approve(
      seedWith((fate) => fate.copies.length === 0 && hasNothingBesides(fate)),
      'storm',
    );
    await isOver();
    expect(received).toEqual([]);
    expect(storm.tally.lost.map(({ name }) => name)).toEqual(['CUSTOMER_APPROVED']);
  });

  it('holds a late event back until its order has gone on', async () => {
    const seed = seedWith((fate) => fate.late && fate.copies.length === 2 && hasNothingBesides(fate));
    await approve(seed, 'storm');
    await eventually('a late event', () => storm.lateEvents === 1);
    storm.releaseLate(() => false);
    expect([storm.lateEvents, received]).toEqual([1, []]);
    storm.releaseLate(({ stageLeft }) => stageLeft === 'awaiting-customer-approval');
    await eventually('2 messages', () => received.length === 2);
  });

  it('sends again what is answered 503, and notes how often', async () => {
    answers = [503, 503];
    const seed = seedWith((fate) => fate.copies.length === 1 && !fate.late && hasNothingBesides(fate));
    await approve(seed, 'storm');
    await eventually('a delivery', () => storm.tally.deliveries.length === 1);
    expect(storm.tally.deliveries[0]?.answer).toEqual({ status: 200, tries: 3 });
    expect(received).toHaveLength(3);
  });

  it('sends along what is forged, what is unknown, and a status that nobody knows', async () => {
    for (const what of ['forged', 'unknown', 'unknownStatus'] as const) {
      const seed = seedWith((fate) => fate[what] !== undefined && fate.copies.length > 0 && !fate.late);
      await approve(seed, 'storm');
      await isOver();
    }
    const sent = new Set(storm.tally.deliveries.map((delivery) => delivery.sent.what));
    expect(sent).toEqual(new Set(['event', 'forged', 'unknown', 'unknown-status']));
  });

  it('passes the events of the calm on, each once, and hands back what the relay answers', async () => {
    answers = [503];
    await approve(
      seedWith((fate) => fate.copies.length === 0),
      'calm',
    );
    await isOver();
    // The second try is the provider's own.
    expect(received.map(({ event }) => event)).toEqual(['CUSTOMER_APPROVED', 'CUSTOMER_APPROVED']);
    expect(storm.tally.events).toBe(0);
  });
});
