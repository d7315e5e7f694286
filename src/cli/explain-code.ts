import { adviceFor, type ReturnAdvice } from '../banking/return-advice';
import {
  classifyReturn,
  normalisedCode,
  schemesKnowing,
  type ReturnScheme,
  type ReturnVerdict,
} from '../banking/return-codes';
import type { Answer } from './answer';
import { columns, oneLine } from './layout';

/** What a code means in one scheme; without a scheme, that none knows it. */
interface Explanation extends ReturnVerdict, ReturnAdvice {
  readonly scheme?: ReturnScheme;
}

const schemeNames: Readonly<Record<ReturnScheme, string>> = {
  ach: 'ACH',
  iso20022: 'ISO 20022 (SEPA, FAST, wires)',
  fps: 'Faster Payments',
  becs: 'BECS',
  npp: 'NPP',
  eft: 'Canadian EFT',
};

/** What a bank's return code means and what follows from it, in the given scheme or in each that knows it. */
export function explainCode(code: string, { scheme }: { readonly scheme?: ReturnScheme }): Answer {
  const written = normalisedCode(code);
  const schemes = scheme === undefined ? schemesKnowing(written) : [scheme];
  const explanations = schemes.length === 0 ? [explained(written)] : schemes.map((each) => explained(written, each));
  return { json: { code: written, explanations }, text: explanations.map((each) => text(written, each)).join('\n\n') };
}

function explained(code: string, scheme?: ReturnScheme): Explanation {
  // No scheme knows the code, so any of them says what that means.
  const verdict = classifyReturn({ scheme: scheme ?? 'iso20022', code });
  return { ...(scheme && { scheme }), ...verdict, ...adviceFor(verdict) };
}

function text(code: string, { scheme, class: kind, meaning, worker, operator }: Explanation): string {
  const where = scheme === undefined ? '' : `, ${schemeNames[scheme]}`;
  if (kind === 'unknown-code') {
    const elsewhere = schemesKnowing(code).map((other) => schemeNames[other]);
    const hint = elsewhere.length === 0 ? '' : ` It is a code of ${elsewhere.join(' and ')}.`;
    return `${oneLine(code)}${where}: unknown: the order waits for an operator.${hint}`;
  }
  const rows = [
    ['class', kind],
    ['the worker', worker],
    ['an operator', operator],
  ];
  return `${oneLine(code)}${where}: ${meaning}\n${columns(rows, '  ')}`;
}
