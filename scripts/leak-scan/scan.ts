import type { Marker } from './markers';
import { needlesOf } from './forms';
import type { Place } from './places';
import { Searcher, type Finding } from './search';

/** What was found in one place. */
export interface Scanned {
  readonly place: string;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** What is surely there and was not found: then nothing else can be said of it either. */
  readonly missing: readonly string[];
}

/** Looks for every marker in every place. */
export function scan(places: readonly Place[], markers: readonly Marker[]): Scanned[] {
  const all = new Searcher(markers.flatMap(needlesOf));
  const searcherFor = (only: Place['only']) =>
    only === undefined ? all : new Searcher(markers.filter(({ kind }) => kind === only).flatMap(needlesOf));
  return places.map(({ name, content, known, only }) => ({
    place: name,
    bytes: content.length,
    findings: searcherFor(only).findIn(content),
    missing: known.filter((text) => !content.includes(text)),
  }));
}

/** The markers that are nowhere in what a codec server has decoded, though somebody with a token is to read them. */
export function notShown(decoded: Buffer, markers: readonly Marker[]): Marker[] {
  const shown = new Set(new Searcher(markers.flatMap(needlesOf)).findIn(decoded).map(({ name }) => name));
  return markers.filter(({ name }) => !shown.has(name));
}

/** A sentence for everything that is not as it should be. */
export function problemsOf(scanned: readonly Scanned[]): string[] {
  return scanned.flatMap(({ place, findings, missing }) => [
    ...findings.map(({ name, form }) => `Found in ${place}: ${name}, ${form}.`),
    ...missing.map((text) => `Not found in ${place}, though it must be there: ${text}. It was not read whole.`),
  ]);
}
