import type { Contract } from '../contracts';
import type { Intake } from '../intake';
import type { PaymentIntake } from '../payment-intake';
import type { Records } from '../records';

/** What the routes of the provider's API work with. */
export interface Provider {
  records: Records;
  contract: Contract;
  intake: Intake;
  payments: PaymentIntake;
}
