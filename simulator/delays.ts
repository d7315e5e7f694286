/** How long each step of a journey takes, and each piece of a slow answer, in milliseconds, before it is multiplied by the time scale. */
export const delaysMs = {
  customerReview: 400,
  slowCustomerReview: 4000,
  // Later than whoever created the flow has read it.
  addressVerification: 1500,
  flowDisabling: 200,
  depositArrival: 800,
  // Later than the usual journey of the first one ends.
  secondDepositArrival: 4000,
  depositConfirmation: 400,
  heldDepositReview: 2000,
  depositRefund: 600,
  tradeCreation: 300,
  tradeSettlement: 300,
  tradeCancellation: 300,
  bankCredit: 600,
  // Later than the first word of the bank has been taken in.
  bankReturn: 2000,
  bankSecondWord: 2000,
  paymentSettlement: 300,
  pieceOfSlowAnswer: 100,
} as const;

export type DelayName = keyof typeof delaysMs;

const firstRetryMs = 200;
const longestRetryMs = 5000;
// Keeps a time scale of 0 from turning an unreachable relay into a busy loop.
const shortestRetryMs = 20;

/** How long to wait after the given number of failed deliveries. */
export function retryDelayMs(failures: number, timeScale: number): number {
  const delay = Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
  return Math.max(delay * timeScale, shortestRetryMs);
}
