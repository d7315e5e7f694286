import { randomBytes } from 'node:crypto';
import { decodeAll } from './decode';
import { markersOfSecrets, plantSecrets, type Marker } from './markers';
import { plantStories } from './planted-stories';
import { readPlaces } from './places';
import { play } from './play';
import { notShown, problemsOf, scan, type Scanned } from './scan';
import { startLeakSite } from './site';

export interface LeakScanSettings {
  readonly directory: string;
  readonly stories: 'all' | 'few' | 'one';
  readonly encrypts: boolean;
  readonly say: (line: string) => void;
}

export interface LeakScan {
  readonly markers: readonly Marker[];
  readonly scanned: readonly Scanned[];
  /** How many personal markers somebody with a codec token reads; absent where nothing is encrypted. */
  readonly shown?: number;
  readonly problems: readonly string[];
}

/** Runs a system whose every personal field and secret is a marker, and looks for them wherever it has written. */
export async function runLeakScan({ directory, stories: which, encrypts, say }: LeakScanSettings): Promise<LeakScan> {
  const secrets = plantSecrets();
  const { stories, markers: ofStories } = plantStories(which);
  const runId = randomBytes(2).toString('hex');
  const site = await startLeakSite({ directory, runId, secrets, encrypts, say });
  try {
    const played = await Promise.race([play(site, stories, secrets), site.failed]);
    const markers = [...ofStories, ...played.markers, ...markersOfSecrets(secrets)];
    const { places, ui } = await readPlaces(site, played.references);
    const scanned = scan(places, markers);
    if (site.codecServerUrl === undefined) return { markers, scanned, problems: problemsOf(scanned) };
    const decoded = await decodeAll(site.codecServerUrl, secrets.codecToken, ui.payloads);
    const readable = markers.filter(({ kind, name }) => kind === 'personal' && !isKeptNowhere(name));
    const hidden = notShown(decoded, readable);
    const problems = [
      ...problemsOf(scanned),
      ...hidden.map(({ name }) => `With a codec token nobody can read ${name}.`),
      ...problemsOf(
        scan([{ name: 'what the codec server decodes', content: decoded, known: [] }], markersOfSecrets(secrets)),
      ),
    ];
    return { markers, scanned, shown: readable.length - hidden.length, problems };
  } finally {
    await site.stop();
  }
}

/** Of an event that nobody knows only the ids are kept; of what was turned away, nothing. */
function isKeptNowhere(name: string): boolean {
  return /^(?:name of an event of nobody.*|name of a forged event|a broken body)$/.test(name);
}
