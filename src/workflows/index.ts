export { depositClaim } from './deposit-claim';
export { laterDeposit } from './later-deposit';
export { offramp } from './offramp';
export { unmatchedWebhook } from './unmatched-webhook';
