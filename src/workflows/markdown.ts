/** A section with a heading; nothing where there is nothing to say. */
export function section(title: string, paragraphs: readonly string[]): string {
  const said = paragraphs.filter((paragraph) => paragraph !== '');
  return said.length === 0 ? '' : `### ${title}\n\n${said.join('\n\n')}`;
}

/** A list; nothing where it has no entries. */
export function list(entries: readonly string[]): string {
  return entries.map((entry) => `- ${entry}`).join('\n');
}

/** Lines to be copied as they are. */
export function block(lines: readonly string[]): string {
  return ['```', ...lines, '```'].join('\n');
}

/** Text from outside, which must not break out of its line, quote or code. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n|<>`]+/g, ' ').slice(0, 300);
}

/** A name of the code as words for people: `awaiting-deposit` and `depositId` alike. */
export function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A moment to the second, in UTC, where a heading says so. */
export function moment(at: string): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
