import type { Screen } from '../../../demo/progress';

/** Remembers what was written, as a file does that output is sent to. */
export function pipedScreen(): Screen & { readonly text: () => string } {
  let written = '';
  // What the type of a stream promises of a terminal is not there if it is none.
  return { isTTY: false, rows: 0, columns: 0, write: (text) => (written += text), text: () => written };
}

/**
 * A terminal that understands as much as the demo uses: line breaks, the cursor going up, and the rest of the screen
 * being cleared. Fails on anything else. Lines are not scrolled away.
 */
export function terminalScreen({ rows = 24, columns = 80 } = {}): Screen & { readonly lines: () => string[] } {
  const lines: string[] = [];
  let cursor = 0;
  const pieces = /\u001b\[(\d*)([AJ])|\n|[^\u001b\n]+/y;
  function write(text: string): void {
    pieces.lastIndex = 0;
    while (pieces.lastIndex < text.length) {
      const piece = pieces.exec(text);
      if (piece === null) throw new Error(`The terminal does not know what follows "${text}".`);
      const [all, count, command] = piece;
      if (command === 'A') cursor = Math.max(0, cursor - Number(count));
      else if (command === 'J') lines.splice(cursor);
      else if (all === '\n') cursor += 1;
      else lines[cursor] = (lines[cursor] ?? '') + all;
    }
  }
  return { isTTY: true, rows, columns, write, lines: () => [...lines] };
}
