export { customerClaim, depositClaim } from './claims';
export { laterDeposit } from './later-deposit';
export { offramp } from './offramp';
export { unmatchedWebhook } from './unmatched-webhook';
export { laterReturn } from './later-return';
export { sweep } from './sweep';
