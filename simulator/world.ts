import { createAnnouncements } from './announcements';
import { createBank } from './bank';
import type { BankReportTarget } from './bank-reports';
import { contracts } from './contracts';
import type { Contract } from './contracts';
import { Deliveries } from './deliveries';
import { createIntake } from './intake';
import type { Intake } from './intake';
import { stepsAfter } from './journey';
import type { Occurrence } from './journey';
import type { Customer } from './objects';
import type { SimulatorOptions } from './options';
import { createPaymentIntake } from './payment-intake';
import type { PaymentIntake } from './payment-intake';
import { createPlay } from './play';
import type { Play } from './play';
import type { Records } from './records';
import { Schedule } from './schedule';
import { createSender } from './sender';
import { createSteps } from './steps';
import { behaviourWith, createTagReader } from './tags';
import type { ReadTags } from './tags';

export interface WorldSettings {
  options: SimulatorOptions;
  records: Records;
  bankReportTarget: () => BankReportTarget | undefined;
}

/** Everything behind the API: what the provider, the customers and the bank do, and whom they tell. */
export interface World {
  contract: Contract;
  readTags: ReadTags;
  intake: Intake;
  payments: PaymentIntake;
  play: Play;
  deliveries: Deliveries;
  /** Takes up what an earlier process left. */
  begin(): void;
  /** What is still to come stays in the records. */
  stop(): Promise<void>;
}

export function createWorld({ options, records, bankReportTarget }: WorldSettings): World {
  const { apiKey, apiSecret, timeScale = 1, autoplay = true, now = Date.now } = options;
  const contract = contracts[options.contract ?? 'guide'];
  const readTags = createTagReader(options.journeys ?? []);
  const behaviourOf = (customer: Customer) => behaviourWith(readTags(customer));

  const send = createSender({ records, bankReportTarget, now, apiKey, apiSecret });
  const deliveries = new Deliveries({ records, send, timeScale, now });
  const announcements = createAnnouncements({ records, contract, deliveries, behaviourOf, bankReportTarget });
  const schedule = new Schedule({ records, timeScale, now });
  const follow = (occurrence: Occurrence) => {
    if (!autoplay) return;
    for (const step of stepsAfter(occurrence, records, behaviourOf)) schedule.plan(step);
  };
  const bank = createBank({ records, announcements, follow });
  const play = createPlay({ records, contract, bank, announcements, follow });
  const steps = createSteps({ records, play, bank, behaviourOf, follow });
  const intake = createIntake({ records, contract, behaviourOf, follow });
  const payments = createPaymentIntake({ records, bank, behaviourOf, follow });

  return {
    ...{ contract, readTags, intake, payments, play, deliveries },
    begin: () => {
      deliveries.resume();
      if (autoplay) schedule.begin(({ name, subject }) => steps[name](subject));
    },
    stop: async () => {
      schedule.stop();
      await deliveries.stop();
    },
  };
}
