import type { Behaviour } from './behaviour';

/** A journey that is asked for with a tag in the customer's e-mail, such as `ana+kyc-rejected@example.com`. */
export interface Scenario {
  name: string;
  tag: string;
  /** What the simulator does, in words. */
  happens: string;
  /** Where an order comes to stand: its last stage, and its outcome with the evidence, or why a person is needed. */
  reaches: { stage: string; outcome: string };
  behaviour: Partial<Behaviour>;
  /** Further tags that it brings with it. */
  also?: readonly string[];
  /** It is about what becomes of the transfer at the bank, and most often about sending it again. */
  bank?: true;
}

/** Where an order stands for which a person is needed. */
export function attention(reason: string, stage = 'awaiting-bank-transfer'): Scenario['reaches'] {
  return { stage, outcome: `attention (${reason})` };
}
