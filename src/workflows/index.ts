export { depositClaim } from './deposit-claim';
export { offramp } from './offramp';
