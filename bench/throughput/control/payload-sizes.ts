/**
 * How many bytes of JSON an order of the guide's happy path gives Temporal, by where they stand in its history, as
 * recorded in `test/histories/happy-path.json`. The control gives as many.
 */
export const payloadBytes = {
  settings: 681,
  customerInput: 91,
  customerResult: 205,
  approvalInput: 53,
  approvalResult: 129,
  accountInput: 262,
  accountResult: 120,
  flowInput: 241,
  flowResult: 303,
  claim: 22,
  transferPlan: 353,
  returnWatch: 75,
  timerSummary: 55,
  orderResult: 4_474,
} as const;

/** A text that takes this many bytes of JSON. */
export function textOf(bytes: number): string {
  return 'x'.repeat(bytes - 2);
}
