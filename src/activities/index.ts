import type { createBankAccountActivities } from './bank-account';
import type { createCustomerActivities } from './customer';
import type { createDepositActivities } from './deposit';
import type { createDeliveryActivities } from './delivery';
import type { createDepositOwnershipActivities } from './deposit-ownership';
import type { createFlowActivities } from './flow';
import type { createNotificationActivities } from './notification';
import type { createOrderSettingsActivities } from './order-settings';
import type { createPaymentActivities } from './payment';
import type { createLateNewsActivities } from './late-news';
import type { createSweepActivities } from './sweep';
import type { createTradeActivities } from './trade';
import type { createTransferPlanActivities } from './transfer-plan';

/** Activities that call the provider; they run on the task queue `<queue>-coinut`, which is rate-limited. */
export type ProviderActivities = ReturnType<typeof createCustomerActivities> &
  ReturnType<typeof createBankAccountActivities> &
  ReturnType<typeof createFlowActivities> &
  ReturnType<typeof createDepositActivities> &
  ReturnType<typeof createDeliveryActivities> &
  ReturnType<typeof createPaymentActivities> &
  ReturnType<typeof createSweepActivities> &
  ReturnType<typeof createTradeActivities>;

/** Activities that call the backend; they run on the task queue `<queue>-notify`. */
export type NotificationActivities = ReturnType<typeof createNotificationActivities>;

/** Activities that run inside the workflow task's own worker: quick, and recorded as a single event. */
export type LocalActivities = ReturnType<typeof createOrderSettingsActivities> &
  ReturnType<typeof createDepositOwnershipActivities> &
  ReturnType<typeof createLateNewsActivities> &
  ReturnType<typeof createTransferPlanActivities>;

export { createBankAccountActivities } from './bank-account';
export { createCustomerActivities } from './customer';
export { createDepositActivities } from './deposit';
export { createDeliveryActivities } from './delivery';
export { createDepositClaims } from './deposit-claim';
export { createDepositOwnershipActivities } from './deposit-ownership';
export { createFlowActivities } from './flow';
export { createNotificationActivities } from './notification';
export { createOrderSettingsActivities, type OrderSettings } from './order-settings';
export { createLateNewsActivities } from './late-news';
export { createSweepActivities } from './sweep';
export { createTradeActivities } from './trade';
export { createPaymentActivities, type NotSent, type SendResult } from './payment';
export { createOrderGuard } from './order-guard';
export { createTransferPlanActivities, type ResendPlan } from './transfer-plan';
export { failureInterceptor } from './failure-interceptor';
export { heartbeatInterceptor } from './heartbeat-interceptor';
export { createAttemptCheck } from './current-attempt';
export { createSiblingOrders } from './sibling-orders';
