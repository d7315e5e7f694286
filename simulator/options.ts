import type { BalanceCurrency } from './balances';
import type { BankReportTarget } from './bank-reports';
import type { ContractName } from './contracts';
import type { FaultRule, RandomFaultSettings } from './faults';
import type { CustomJourney } from './tags';

export interface SimulatorOptions {
  apiKey: string;
  apiSecret: string;
  /** Default: the guide's. */
  contract?: ContractName;
  /** Default: 127.0.0.1. */
  host?: string;
  /** Default: 0, any free port. */
  port?: number;
  /** Where the records survive a restart; absent, they live in memory. */
  directory?: string;
  /** Takes the place of a callback URL in the records. */
  callbackUrl?: string;
  bankReport?: BankReportTarget;
  /** The partner's first balances, where the records have none. Default: 1000000.00 in each crypto currency. */
  balances?: Partial<Record<BalanceCurrency, string>>;
  /** Factor for every delay; 0: no delays. Default: 1. */
  timeScale?: number;
  /** Default: 60 seconds. */
  signatureWindowMs?: number;
  /** False: nothing happens by itself, only what `play` is told. Default: true. */
  autoplay?: boolean;
  /** Tags for customers, besides those in their e-mails. */
  journeys?: readonly CustomJourney[];
  /** Which requests suffer a fault. */
  faults?: readonly FaultRule[];
  /** Faults for all other requests. Default: none. */
  randomFaults?: RandomFaultSettings;
  now?: () => number;
}
