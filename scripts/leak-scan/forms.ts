import type { Marker } from './markers';

/** One way in which a marker may be written. */
export interface Needle {
  readonly marker: Marker;
  readonly form: string;
  readonly bytes: Buffer;
  /** Whether upper and lower case are the same; if so, `bytes` are in lower case. */
  readonly anyCase: boolean;
}

/** Every form in which a marker is looked for. */
export function needlesOf(marker: Marker): Needle[] {
  const { value } = marker;
  const texts: [form: string, text: string][] = [
    ['plain', value],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['in JSON of ASCII', asciiJson(value)],
    ['in a URL', encodeURIComponent(value)],
    ['in a form', new URLSearchParams({ '': value }).toString().slice(1)],
    ['in hex', Buffer.from(value).toString('hex')],
    ['in groups of four', value.replace(/(.{4})(?=.)/g, '$1 ')],
  ];
  const needles = texts.map(([form, text]) => needle(marker, form, text.toLowerCase(), true));
  const encoded = [0, 1, 2].flatMap((offset) => {
    const text = base64Within(value, offset);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')].map((form) =>
      needle(marker, 'in base64', form, false),
    );
  });
  const bytes = rawBytesOf(value);
  return distinct([...needles, ...encoded, ...(bytes ? [bytesNeedle(marker, bytes)] : [])]);
}

/**
 * What base64 makes of a text that stands somewhere within another: `offset` bytes of a group of three come before it. The
 * characters at its edges, which depend on its neighbours, are left out.
 */
function base64Within(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const shared = offset === 0 ? 0 : offset + 1;
  const whole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(shared, whole);
}

function asciiJson(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The bytes that a secret in base64 stands for. */
function rawBytesOf(value: string): Buffer | undefined {
  const bytes = Buffer.from(value, 'base64');
  return value.length >= 32 && bytes.toString('base64') === value ? bytes : undefined;
}

function bytesNeedle(marker: Marker, bytes: Buffer): Needle {
  return { marker, form: 'as bytes', bytes, anyCase: false };
}

function needle(marker: Marker, form: string, text: string, anyCase: boolean): Needle {
  return { marker, form, bytes: Buffer.from(text), anyCase };
}

function distinct(needles: readonly Needle[]): Needle[] {
  return needles.filter(
    (one, index) =>
      needles.findIndex((other) => other.anyCase === one.anyCase && other.bytes.equals(one.bytes)) === index,
  );
}
