import type { WriteStream } from 'node:tty';
import type { OfframpStatus } from '../src/client';
import { shownReference } from './shown-reference';
import { table } from './table';

/** Shows how orders get on. */
export interface Progress {
  /** An order stands so now. One that was not known of before appears below the one whose later deposit it is. */
  readonly changed: (order: ShownOrder, status: OfframpStatus) => void;
  /** Says something that is not about one order. */
  readonly note: (line: string) => void;
}

/** Where it is shown: standard output, whether that is a terminal or not. */
export type Screen = Pick<WriteStream, 'isTTY' | 'rows' | 'columns'> & { readonly write: (text: string) => unknown };

/** An order before anything is known of it. */
export interface ShownOrder {
  readonly reference: string;
  readonly currency: string;
}

/** What is shown from the beginning, and how many orders more are to come. */
export interface ShownOrders {
  readonly orders: readonly ShownOrder[];
  readonly laterOrders: number;
}

/** A table that is redrawn in place in a terminal it fits into; elsewhere one line per change. */
export function createProgress(screen: Screen, shown: ShownOrders): Progress {
  const linesNeeded = shown.orders.length + shown.laterOrders + 4;
  const inPlace = screen.isTTY && screen.rows > linesNeeded && process.env.TERM !== 'dumb';
  return inPlace ? liveTable(screen, shown.orders) : changeLines(screen);
}

function liveTable(screen: Screen, known: readonly ShownOrder[]): Progress {
  const orders = [...known];
  const stages = new Map<string, string>();
  let drawn = 0;
  const draw = (notes: readonly string[] = []) => {
    const rows = orders.map(({ reference, currency }) => [
      shownReference(reference),
      currency,
      stages.get(reference) ?? 'starting',
    ]);
    // A line that wraps would take two rows, and the table would creep down the screen.
    const lines = table(['reference', 'currency', 'stage'], rows).map((line) => line.slice(0, screen.columns - 1));
    // Up to the first line of the table, from where everything is drawn anew; notes stay above it.
    const restart = drawn > 0 ? `\u001b[${drawn}A\u001b[J` : '';
    screen.write(restart + [...notes, ...lines].map((line) => `${line}\n`).join(''));
    drawn = lines.length;
  };
  draw();
  return {
    changed: (order, status) => {
      if (!orders.some(({ reference }) => reference === order.reference)) insert(orders, order);
      stages.set(order.reference, standing(status));
      draw();
    },
    note: (line) => draw([line]),
  };
}

/** Puts the order of a later deposit below the order whose address it came to. */
function insert(orders: ShownOrder[], later: ShownOrder): void {
  const original = orders.findLastIndex(({ reference }) => later.reference.startsWith(`${reference}:`));
  orders.splice(original < 0 ? orders.length : original + 1, 0, later);
}

function changeLines(screen: Screen): Progress {
  const shown = new Map<string, Set<string>>();
  return {
    changed: ({ reference, currency }, status) => {
      const known = shown.get(reference) ?? new Set();
      shown.set(reference, known);
      // Between two looks an order may have passed several stages.
      const passed = status.transitions.slice(0, -1).map(({ stage }) => stage);
      for (const line of [...passed, standing(status)]) {
        if (known.has(line)) continue;
        known.add(line);
        screen.write(`${reference}  ${currency}  ${line}\n`);
      }
    },
    note: (line) => void screen.write(`${line}\n`),
  };
}

function standing({ stage, outcome, needsAttention }: OfframpStatus): string {
  if (needsAttention) return `${stage}, needs attention: ${needsAttention.reason}`;
  return outcome === undefined ? stage : `${stage}, ${outcome}`;
}
