/** The command lines of a shell script that does nothing but type commands; comments and blank lines are none. */
export function commandLines(script: string): string[] {
  return script
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The words of a command line, as a shell makes them of blanks and quotes. Fails on anything else a shell does. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const [word = ''] = /^(?:[^\s"'$`\\;&|<>()]|"[^"$`\\]*"|'[^']*')+/.exec(rest) ?? [];
    const after = rest.slice(word.length);
    if (word === '' || !/^(?:\s|$)/.test(after)) throw new Error(`A shell would do more than type words with: ${line}`);
    words.push(
      word.replace(/"([^"]*)"|'([^']*)'/g, (_quoted, double?: string, single?: string) => double ?? single ?? ''),
    );
    rest = after.trimStart();
  }
  return words;
}
