import { randomUUID } from 'node:crypto';
import {
  accountSchema,
  acceptedSchema,
  balanceSchema,
  deliverySchema,
  givenFaultSchema,
  stepSchema,
  transferStateSchema,
} from './bookkeeping';
import type { Account, AcceptedKind } from './bookkeeping';
import { Collection } from './collection';
import type { Stored } from './collection';
import { eventNames } from './events';
import { Journal } from './journal';
import {
  bankAccountSchema,
  customerSchema,
  depositAddressSchema,
  depositSchema,
  flowSchema,
  paymentSchema,
  tradeSchema,
  transferSchema,
} from './objects';
import type { Transfer } from './objects';
import type { Store } from './store';

const accountId = 'partner';

/**
 * Everything the provider knows. Reads and changes are synchronous; whoever tells the outside world about a change
 * waits for `durable()` first. Creates are never merged: a repeated one makes a second record.
 */
export class Records {
  readonly #journal: Journal;
  readonly #now: () => number;
  #sequence = 0;
  readonly customers;
  readonly bankAccounts;
  readonly depositAddresses;
  readonly flows;
  readonly deposits;
  readonly trades;
  readonly transfers;
  readonly transferStates;
  readonly payments;
  readonly balances;
  readonly accepted;
  readonly steps;
  readonly deliveries;
  readonly givenFaults;
  readonly #accounts;

  private constructor(journal: Journal, now: () => number) {
    this.#journal = journal;
    this.#now = now;
    this.customers = new Collection('customer', customerSchema, journal);
    this.bankAccounts = new Collection('bank account', bankAccountSchema, journal);
    this.depositAddresses = new Collection('deposit address', depositAddressSchema, journal);
    this.flows = new Collection('flow', flowSchema, journal);
    this.deposits = new Collection('deposit', depositSchema, journal);
    this.trades = new Collection('trade', tradeSchema, journal);
    this.transfers = new Collection('transfer', transferSchema, journal);
    this.transferStates = new Collection('transfer state', transferStateSchema, journal);
    this.payments = new Collection('payment', paymentSchema, journal);
    this.balances = new Collection('balance', balanceSchema, journal);
    this.accepted = new Collection('accepted create', acceptedSchema, journal);
    this.steps = new Collection('step', stepSchema, journal);
    this.deliveries = new Collection('delivery', deliverySchema, journal);
    this.givenFaults = new Collection('given fault', givenFaultSchema, journal);
    this.#accounts = new Collection('account', accountSchema, journal);
  }

  static async open(store: Store, now: () => number): Promise<Records> {
    const records = new Records(new Journal(store), now);
    const entries = await store.read();
    const collections = [
      records.customers,
      records.bankAccounts,
      records.depositAddresses,
      records.flows,
      records.deposits,
      records.trades,
      records.transfers,
      records.transferStates,
      records.payments,
      records.balances,
      records.accepted,
      records.steps,
      records.deliveries,
      records.givenFaults,
      records.#accounts,
    ];
    for (const collection of collections) {
      collection.restore(entries);
      for (const { sequence } of collection.all()) records.#sequence = Math.max(records.#sequence, sequence);
    }
    return records;
  }

  /** What a new record starts with. */
  stamp(): Stored & { createdAt: string } {
    return { ...this.next(), createdAt: this.timestamp() };
  }

  /** A new id and the next place in the order of all records. */
  next(): Stored {
    this.#sequence += 1;
    return { id: randomUUID(), sequence: this.#sequence };
  }

  timestamp(): string {
    return new Date(this.#now()).toISOString();
  }

  /** Adds a create to the log that tells, afterwards, what was made twice. */
  accept(kind: AcceptedKind, id: string, naturalKey: string): void {
    this.accepted.put({ ...this.next(), id, at: this.timestamp(), kind, naturalKey });
  }

  /** The only way in which transfers are made and changed, so that no state of one is ever missing from the log. */
  keepTransfer(transfer: Transfer): Transfer {
    const { id: transferId, status, fundsReturned } = transfer;
    this.transferStates.put({ ...this.next(), at: this.timestamp(), transferId, status, fundsReturned });
    return this.transfers.put(transfer);
  }

  account(): Account {
    return this.#accounts.get(accountId) ?? { id: accountId, sequence: 0, subscribedEvents: [...eventNames] };
  }

  changeAccount(change: Partial<Pick<Account, 'callbackUrl' | 'subscribedEvents'>>): void {
    this.#accounts.put({ ...this.account(), ...change });
  }

  /** Resolves when every change made so far survives a kill. */
  durable(): Promise<void> {
    return this.#journal.durable();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}
