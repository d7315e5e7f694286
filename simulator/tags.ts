import { usualBehaviour } from './behaviour';
import type { Behaviour } from './behaviour';
import { isAmount } from './rates';
import { scenarios } from './scenarios';
import type { Scenario } from './scenarios';

const byTag = new Map<string, Scenario>(scenarios.map((scenario) => [scenario.tag, scenario]));
const amountTag = /^amount-(.+)$/;

/**
 * How a customer's journey goes, read from the tags in the e-mail: `ana+kyc-slow+amount-99.5@example.com`.
 * Later tags win; unknown ones are ignored, as real addresses have tags too.
 */
export function behaviourOf(email: string): Behaviour {
  return tagsOf(email).reduce((behaviour, tag) => ({ ...behaviour, ...changedBy(tag) }), usualBehaviour);
}

function tagsOf(email: string): string[] {
  return email.slice(0, email.lastIndexOf('@')).toLowerCase().split('+').slice(1);
}

function changedBy(tag: string): Partial<Behaviour> {
  const amount = amountTag.exec(tag)?.[1];
  if (amount !== undefined && isAmount(amount)) return { depositAmount: amount };
  return byTag.get(tag)?.behaviour ?? {};
}
