/** A section with a heading; nothing where there is nothing to say. */
export function section(title: string, paragraphs: readonly string[]): string {
  const said = paragraphs.filter((paragraph) => paragraph !== '');
  return said.length === 0 ? '' : `### ${title}\n\n${said.join('\n\n')}`;
}

/** A table; nothing where it has no rows. */
export function table(rows: readonly (readonly string[])[], head: readonly string[] = ['', '']): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list; nothing where it has no entries. */
export function list(entries: readonly string[]): string {
  return entries.map((entry) => `- ${entry}`).join('\n');
}

/** Text from outside, which must not break out of its cell, quote or code. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n|<>`]+/g, ' ').slice(0, 300);
}

/** A word of the code as a word for people. */
export function words(name: string): string {
  return name.replaceAll('-', ' ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A moment to the second, in UTC, where a column says so. */
export function moment(at: string): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
