/** Every metric that a text names, once: a histogram by its own name, whichever of its series is meant. */
export function metricNamesIn(text: string): string[] {
  const names = text.match(/\b(?:offramp|temporal)_[a-z_]+/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_bucket$/, '')))];
}
