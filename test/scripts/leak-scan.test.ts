import { needlesOf } from '../../scripts/leak-scan/forms';
import { markersOfSecrets, plantSecrets, type Marker } from '../../scripts/leak-scan/markers';
import { plantStories } from '../../scripts/leak-scan/planted-stories';
import { notShown, problemsOf, scan } from '../../scripts/leak-scan/scan';
import { secretNames } from '../../src/secret-settings';
import { checkOfframpOrder } from '../../src/signals/offramp-order';
import { orderOf } from '../../demo/story';
import { stories as demoStories } from '../../demo/stories';

const marker: Marker = { name: 'the name', value: 'Zoé "Quote" O/Neil+1', kind: 'personal' };
const secret: Marker = {
  name: 'a key',
  value: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64'),
  kind: 'secret',
};

const found = (content: Buffer | string, markers: readonly Marker[] = [marker, secret]) =>
  scan([{ name: 'here', content: Buffer.from(content), known: [] }], markers)[0]?.findings.map(({ name }) => name) ??
  [];

describe('the leak scan', () => {
  const { value } = marker;
  const bytes = Buffer.from(value);
  it.each<[string, string]>([
    ['as it is', value],
    ['in other letters', value.toUpperCase().replace('É', 'é')],
    ['within JSON', JSON.stringify({ name: value })],
    ['within JSON of ASCII', `{"name":"${JSON.stringify(value).slice(1, -1).replace('é', '\\u00e9')}"}`],
    ['in a URL', `http://localhost/${encodeURIComponent(value)}/x`],
    ['in a form', new URLSearchParams({ name: value }).toString()],
    ['in hex', `x${bytes.toString('hex')}`],
    ['in hex of capitals', bytes.toString('hex').toUpperCase()],
    ['in base64', bytes.toString('base64')],
    ['in base64 for URLs', bytes.toString('base64url')],
    ...[0, 1, 2, 3].map((before): [string, string] => [
      `in base64 of a text, after ${before} bytes`,
      Buffer.from(`${'x'.repeat(before)}${value} and more`).toString('base64'),
    ]),
  ])('finds a marker %s', (_form, content) => {
    expect(found(`before ${content} after`)).toContain('the name');
  });

  it('finds a key as the bytes that it is, in a file of any bytes', () => {
    const content = Buffer.concat([Buffer.alloc(70_000, 0xc3), Buffer.from(secret.value, 'base64'), Buffer.alloc(9)]);
    expect(found(content)).toEqual(['a key']);
  });

  it('finds nothing where there is nothing, and nothing at the seam of two halves', () => {
    expect(found('Zoe "Quote" O/Neil')).toEqual([]);
    expect(found(`${value.slice(0, 9)}\n${value.slice(9)}`)).toEqual([]);
    expect(found('')).toEqual([]);
  });

  it('reports what it found, and a place that it cannot have read', () => {
    const places = [{ name: 'logs', content: Buffer.from(`worker ready ${value}`), known: ['worker ready', 'relay'] }];
    expect(problemsOf(scan(places, [marker]))).toEqual([
      'Found in logs: the name, plain.',
      'Not found in logs, though it must be there: relay. It was not read whole.',
    ]);
  });

  it('looks only for secrets where operators read what is personal', () => {
    const content = Buffer.from(`${value} ${secret.value}`);
    const [scanned] = scan([{ name: 'CLI', content, known: [], only: 'secret' }], [marker, secret]);
    expect(scanned?.findings).toEqual([{ name: 'a key', form: 'plain' }]);
  });

  it('knows what a codec server does not show', () => {
    expect(notShown(Buffer.from(value), [marker, { ...marker, name: 'other', value: 'elsewhere' }])).toEqual([
      expect.objectContaining({ name: 'other' }),
    ]);
  });

  it('plants orders that are accepted, all different, with every personal field a marker', () => {
    const { stories, markers } = plantStories('all');
    expect(stories).toHaveLength(demoStories.length);
    const values = markers.map((planted) => planted.value);
    expect(new Set(values).size).toBe(values.length);
    for (const story of stories) {
      const order = orderOf(story, '0000');
      expect(checkOfframpOrder(order, { enableMatic: false })).toMatchObject({ ok: true });
      const before = demoStories.find(({ name }) => name === story.name);
      const plain = JSON.stringify({ ...before?.order, replacement: before?.replacementAccount });
      for (const planted of values) expect(plain).not.toContain(planted);
      const { customer, bankAccount } = order;
      const fields = Object.entries({ ...customer, ...bankAccount }).filter(([field]) =>
        ['externalId', 'name', 'email', 'bankName', 'accountName', 'iban', 'accountNo'].includes(field),
      );
      for (const [field, text] of fields)
        expect({ field, marked: values.some((planted) => String(text).includes(planted)) }).toEqual({
          field,
          marked: true,
        });
    }
  });

  it('plants every secret there is', () => {
    const secrets = plantSecrets();
    const values = markersOfSecrets(secrets).map((planted) => planted.value);
    for (const text of Object.values<string>({ ...secrets }))
      expect(values.some((planted) => text.includes(planted))).toBe(true);
    const names = markersOfSecrets(secrets).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([...secretNames, 'PAYLOAD_KEYS', 'CODEC_TOKENS']));
    for (const planted of markersOfSecrets(secrets)) expect(needlesOf(planted).length).toBeGreaterThan(4);
  });
});
