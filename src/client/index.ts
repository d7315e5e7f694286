export { createOfframpClient, type OfframpClient, type OfframpClientSettings } from './offramp-client';
export { CommandRefused, InvalidOrder, OrderNotFound, OrderUnreadable, ReferenceTaken, WorkerSilent } from './errors';
export type { ListedOrder, OrderFilter } from './order-list';
export type { OfframpOrder } from '../signals/offramp-order';
export type { DepositAddressAnswer, OfframpResult, OfframpStatus } from '../signals/status';
