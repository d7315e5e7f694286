import type { createBankAccountActivities } from './bank-account';
import type { createCustomerActivities } from './customer';
import type { createDepositActivities } from './deposit';
import type { createDepositClaimActivities } from './deposit-claim';
import type { createFlowActivities } from './flow';
import type { createOrderSettingsActivities } from './order-settings';
import type { createTradeActivities } from './trade';
import type { createTransferPlanActivities } from './transfer-plan';

/** Activities that call the provider; they run on the task queue `<queue>-coinut`, which is rate-limited. */
export type ProviderActivities = ReturnType<typeof createCustomerActivities> &
  ReturnType<typeof createBankAccountActivities> &
  ReturnType<typeof createFlowActivities> &
  ReturnType<typeof createDepositActivities> &
  ReturnType<typeof createTradeActivities>;

/** Activities that run inside the workflow task's own worker: quick, and recorded as a single event. */
export type LocalActivities = ReturnType<typeof createOrderSettingsActivities> &
  ReturnType<typeof createDepositClaimActivities> &
  ReturnType<typeof createTransferPlanActivities>;

export { createBankAccountActivities } from './bank-account';
export { createCustomerActivities } from './customer';
export { createDepositActivities } from './deposit';
export { createDepositClaimActivities } from './deposit-claim';
export { createFlowActivities } from './flow';
export { createOrderSettingsActivities, type OrderSettings } from './order-settings';
export { createTradeActivities } from './trade';
export { createTransferPlanActivities } from './transfer-plan';
export { failureInterceptor } from './failure-interceptor';
