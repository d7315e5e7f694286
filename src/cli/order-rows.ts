import type { OrderRecord } from '../client';
import type { OfframpMoneyRecord, OfframpTransfer } from '../signals/status';
import { amountCell, textCell } from './csv';

/** One row of an export: an order with one movement of its money out of it, or without any. */
interface Row {
  readonly order: OrderRecord;
  readonly transfer?: OfframpTransfer;
  readonly record?: OfframpMoneyRecord;
}

type Column = readonly [name: string, cell: (row: Row) => string | undefined, isAmount?: 'amount'];

/** The columns of an export. Later versions may add columns at the end, and change none. */
const columns: readonly Column[] = [
  ['reference', ({ order }) => order.reference],
  ['workflow_id', ({ order }) => order.workflowId],
  ['stage', ({ order }) => order.stage],
  ['outcome', ({ order }) => order.known?.outcome],
  ['reason', ({ order }) => order.known?.reason],
  ['evidence', ({ order }) => order.known?.evidence],
  ['started_at', ({ order }) => order.startedAt],
  ['ended_at', ({ order }) => order.endedAt],
  ['deposited_amount', ({ order }) => order.known?.amounts.deposited?.amount, 'amount'],
  ['deposited_currency', ({ order }) => order.known?.amounts.deposited?.currency],
  ['paid_out_amount', ({ order }) => order.known?.amounts.paidOut?.amount, 'amount'],
  ['paid_out_currency', ({ order }) => order.known?.amounts.paidOut?.currency],
  ['rate', ({ order }) => order.known?.amounts.rate, 'amount'],
  ['customer_id', ({ order }) => order.known?.ids.customerId],
  ['bank_account_id', ({ order }) => order.known?.ids.bankAccountId],
  ['flow_id', ({ order }) => order.known?.ids.flowId],
  ['deposit_address_id', ({ order }) => order.known?.ids.depositAddressId],
  ['deposit_id', ({ order }) => order.known?.ids.depositId],
  ['trade_id', ({ order }) => order.known?.ids.tradeId],
  ['transfer_attempt', ({ transfer }) => transfer && String(transfer.attempt)],
  ['transfer_payment_reference', ({ transfer }) => transfer?.paymentReference],
  ['transfer_state', ({ transfer }) => transfer?.state],
  ['transfer_amount', ({ transfer }) => transfer?.amount, 'amount'],
  ['transfer_currency', ({ transfer }) => transfer?.currency],
  ['transfer_submit_at', ({ transfer }) => transfer?.submitAt],
  ['problem', ({ order }) => order.problem],
  ['movement', ({ transfer, record }) => (transfer ? 'transfer' : record?.kind)],
  ['movement_id', movementId],
  ['transfer_arrived_at', ({ transfer }) => transfer?.arrived?.occurredAt],
  ['transfer_arrival_reported_at', ({ transfer }) => transfer?.arrived?.reportedAt],
  ['transfer_arrival_evidence', ({ transfer }) => transfer?.arrived?.evidence],
  ['transfer_failed_at', ({ transfer }) => transfer?.failed?.occurredAt],
  ['transfer_failure_reported_at', ({ transfer }) => transfer?.failed?.reportedAt],
  ['transfer_failure_evidence', ({ transfer }) => transfer?.failed?.evidence],
  ['transfer_failure_code', ({ transfer }) => transfer?.failed?.code],
  ['transfer_funds_back', ({ transfer }) => transfer?.failed?.fundsBack, 'amount'],
  ['record_amount', ({ record }) => record?.amount, 'amount'],
  ['record_currency', ({ record }) => record?.currency],
  ['record_transaction_id', ({ record }) => record?.transactionId],
  ['record_destination', ({ record }) => record?.destination],
  ['record_evidence', ({ record }) => record?.evidence],
  ['recorded_at', ({ record }) => record?.recordedAt],
  ['recorded_by', ({ record }) => record?.operator],
  ['deposit_reported_at', ({ order }) => order.known?.receipts?.deposit?.reportedAt],
  ['deposited_at', ({ order }) => order.known?.receipts?.deposit?.depositedAt],
  ['deposit_transaction_id', ({ order }) => order.known?.receipts?.deposit?.transactionId],
  ['trade_reported_at', ({ order }) => order.known?.receipts?.trade?.reportedAt],
];

export const columnNames: readonly string[] = columns.map(([name]) => name);

/** The cells of an order, a row for each transfer, refund and disposition; an order without any has one row. */
export function rowsOf(order: OrderRecord): string[][] {
  const { transfers = [], moneyRecords = [] } = order.known ?? {};
  const movements = [
    ...transfers.map((transfer) => ({ order, transfer })),
    ...moneyRecords.map((record) => ({ order, record })),
  ];
  const rows: readonly Row[] = movements.length === 0 ? [{ order }] : movements;
  return rows.map((row) => columns.map(([, cell]) => cell(row) ?? ''));
}

/** The cells of a row for a spreadsheet: amounts to calculate with, and text that is nothing but text. */
export function spreadsheetCells(cells: readonly string[]): string[] {
  return columns.map(([, , isAmount], index) => {
    const cell = cells[index] ?? '';
    return isAmount ? amountCell(cell) : textCell(cell);
  });
}

/** The same in every order that shows the same movement: one that follows from a return shows those before it, too. */
function movementId({ order, transfer, record }: Row): string | undefined {
  const { depositId = order.reference } = order.known?.ids ?? {};
  if (transfer) return `${depositId}:transfer:${transfer.attempt}`;
  return record && `${depositId}:${record.recordId}`;
}
