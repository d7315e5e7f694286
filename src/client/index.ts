export { createOfframpClient, type OfframpClient, type OfframpClientSettings } from './offramp-client';
export { expectedArrival, type ExpectedArrivalQuestion } from './expected-arrival';
export {
  CommandRefused,
  InvalidOrder,
  OrderNotFound,
  OrderUnreadable,
  QueryRefused,
  ReferenceTaken,
  SweepUnfinished,
  UnmatchedNotFound,
  WorkerSilent,
} from './errors';
export { PayloadKeysDiffer } from './key-check';
export type { ListedOrder, MatchingOrder, OrderFilter } from './order-list';
export type { KnownOrder, OrderRecord, Period } from './order-records';
export type { SweepReport } from './sweep-schedule';
export type { ListedUnmatched, UnmatchedFilter } from './unmatched-list';
export { OutsideCalendarCoverage } from '../banking/calendars';
export type { ExpectedArrival } from '../banking/expected-arrival';
export type { BankingOverlay } from '../banking/overlay';
export type { OfframpOrder } from '../signals/offramp-order';
export type { DepositAddressAnswer, Intervention, OfframpResult, OfframpStatus } from '../signals/status';
