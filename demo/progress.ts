import type { WriteStream } from 'node:tty';
import type { OfframpStatus } from '../src/client';
import { table } from './table';

/** Shows how orders get on. */
export interface Progress {
  readonly changed: (status: OfframpStatus) => void;
}

/** An order before anything is known of it. */
export interface FollowedOrder {
  readonly reference: string;
  readonly currency: string;
}

/** A table that is redrawn in place in a terminal it fits into; elsewhere one line per change. */
export function createProgress(stream: WriteStream, orders: readonly FollowedOrder[]): Progress {
  const linesNeeded = orders.length + 4;
  const inPlace = stream.isTTY && stream.rows > linesNeeded && process.env.TERM !== 'dumb';
  return inPlace ? liveTable(stream, orders) : changeLines(stream, orders);
}

function liveTable(stream: WriteStream, orders: readonly FollowedOrder[]): Progress {
  const stages = new Map<string, string>();
  let drawn = 0;
  const draw = () => {
    const rows = orders.map(({ reference, currency }) => [reference, currency, stages.get(reference) ?? 'starting']);
    // A line that wraps would take two rows, and the table would creep down the screen.
    const lines = table(['reference', 'currency', 'stage'], rows).map((line) => line.slice(0, stream.columns - 1));
    const up = drawn > 0 ? `\u001b[${drawn}A` : '';
    stream.write(up + lines.map((line) => `\u001b[2K${line}\n`).join(''));
    drawn = lines.length;
  };
  draw();
  return {
    changed: (status) => {
      stages.set(status.reference, standing(status));
      draw();
    },
  };
}

function changeLines(stream: WriteStream, orders: readonly FollowedOrder[]): Progress {
  const currencies = new Map(orders.map(({ reference, currency }) => [reference, currency]));
  const shown = new Map<string, Set<string>>();
  return {
    changed: (status) => {
      const { reference } = status;
      const known = shown.get(reference) ?? new Set();
      shown.set(reference, known);
      // Between two looks an order may have passed several stages.
      const passed = status.transitions.slice(0, -1).map(({ stage }) => stage);
      for (const line of [...passed, standing(status)]) {
        if (known.has(line)) continue;
        known.add(line);
        stream.write(`${reference}  ${currencies.get(reference) ?? ''}  ${line}\n`);
      }
    },
  };
}

function standing({ stage, outcome, needsAttention }: OfframpStatus): string {
  if (needsAttention) return `${stage}, needs attention: ${needsAttention.reason}`;
  return outcome === undefined ? stage : `${stage}, ${outcome}`;
}
