import type { NotificationType } from '../signals/notification';
import type { OfframpTransfer } from '../signals/status';
import * as texts from './customer-texts';
import type { OrderState } from './order-state';

/** What notifications are made from. */
export type NotificationView = Pick<
  OrderState,
  | 'order'
  | 'stage'
  | 'ids'
  | 'amounts'
  | 'transfers'
  | 'depositAddress'
  | 'attention'
  | 'ending'
  | 'ended'
  | 'overdueSince'
>;

/** Something that a backend should hear of once. */
export interface DueNotification {
  /** The same for the same event, whenever it is asked. */
  readonly key: string;
  readonly type: NotificationType;
  readonly customerText?: string | undefined;
}

/**
 * Everything that a backend should have heard of an order that stands like this, oldest first. `toldArrivals` are the
 * dates that it has been told of each transfer, as {@link arrivalOf} puts them.
 */
export function dueNotifications(
  view: NotificationView,
  toldArrivals: ReadonlyMap<number, string>,
): readonly DueNotification[] {
  const { attention, overdueSince, stage, ending } = view;
  return [
    ...addressReady(view),
    ...deposit(view),
    ...view.transfers.flatMap((transfer) => ofTransfer(transfer, toldArrivals.get(transfer.attempt))),
    ...(attention === undefined
      ? []
      : [{ key: attentionKey(view, attention.reason), type: 'offramp.needs-attention' } as const]),
    ...(overdueSince === undefined ? [] : [{ key: `overdue:${stage}`, type: 'offramp.overdue' } as const]),
    ...(ending === undefined ? [] : ended(view, ending)),
  ];
}

/** Of another transfer, the same trouble is another one. */
function attentionKey({ stage, transfers }: NotificationView, reason: string): string {
  const attempt = transfers.at(-1)?.attempt ?? 1;
  return `needs-attention:${stage}:${reason}${attempt > 1 ? `:${attempt}` : ''}`;
}

/** The dates at which a transfer should arrive, to be compared. */
export function arrivalOf({ expected }: OfframpTransfer): string {
  return expected === undefined ? '' : `${expected.earliest}..${expected.latest}`;
}

/** Nobody should send to the address of an order that has ended. */
function addressReady({ depositAddress, ending }: NotificationView): DueNotification[] {
  if (depositAddress === undefined || ending !== undefined) return [];
  const customerText = texts.addressReady(depositAddress);
  return [{ key: 'deposit-address-ready', type: 'offramp.deposit-address-ready', customerText }];
}

function deposit({ ids: { depositId }, amounts: { deposited } }: NotificationView): DueNotification[] {
  if (depositId === undefined) return [];
  const received = { type: 'offramp.deposit-received', customerText: texts.depositReceived } as const;
  const confirmed = { type: 'offramp.deposit-confirmed', customerText: texts.depositConfirmed(deposited) } as const;
  return [
    { key: `deposit-received:${depositId}`, ...received },
    ...(deposited === undefined ? [] : [{ key: `deposit-confirmed:${depositId}`, ...confirmed }]),
  ];
}

const underWay: readonly OfframpTransfer['state'][] = ['queued', 'sent', 'missing', 'presumed-credited'];

function ofTransfer(transfer: OfframpTransfer, toldArrival: string | undefined): DueNotification[] {
  const { attempt, state } = transfer;
  if (state === 'failed' || state === 'returned') {
    const customerText = texts.transferFailed(transfer);
    return [{ key: `transfer-failed:${attempt}:${state}`, type: 'offramp.transfer-failed', customerText }];
  }
  if (!underWay.includes(state)) return [];
  const sent = {
    key: `payout-sent:${attempt}`,
    type: 'offramp.payout-sent',
    customerText: texts.payoutSent(transfer),
  } as const;
  const arrival = arrivalOf(transfer);
  if (toldArrival === undefined || toldArrival === arrival) return [sent];
  const customerText = texts.arrivalChanged(transfer);
  return [sent, { key: `arrival-changed:${attempt}:${arrival}`, type: 'offramp.arrival-changed', customerText }];
}

function ended(
  view: NotificationView,
  { outcome, reason, evidence }: NonNullable<NotificationView['ending']>,
): DueNotification[] {
  if (outcome === 'settled') {
    const arrived = view.transfers.findLast(({ state }) => state === 'credited' || state === 'presumed-credited');
    const key = `settled:${arrived?.attempt ?? 0}:${evidence ?? 'unknown'}`;
    return [{ key, type: 'offramp.settled', customerText: texts.settled(arrived, evidence) }];
  }
  if (!view.ended) return [];
  return [{ key: `ended:${outcome}`, type: 'offramp.ended', customerText: texts.ended(view, outcome, reason) }];
}
