import { expectArrival, type ArrivalRequest } from '../../src/banking/expected-arrival';
import { tablesWith } from '../../src/banking/overlay';
import { parseOverlay } from '../../src/overlay-file';
import { list, table, wrapped } from './markdown';

/** The worked example, as it would stand in a file. */
export const exampleOverlay = `{
  "calendars": [
    {
      "calendar": "GB-ENG",
      "closed": ["2027-06-14"],
      "reason": "Bank holiday proclaimed on 3 March 2027."
    },
    {
      "calendar": "CA-PAY",
      "closed": ["2027-02-15", "2027-08-02"],
      "reason": "Our institution sends nothing on Family Day and Civic Holiday."
    }
  ],
  "cutoffs": [
    {
      "rail": "fps",
      "date": "2026-12-24",
      "cutoff": "12:00",
      "reason": "Our bank closes at noon on Christmas Eve."
    }
  ],
  "rails": [
    {
      "rail": "sepa",
      "calendar": "24x7",
      "settlement": { "min": 0, "max": 0 },
      "reason": "The provider sends all euros as instant transfers (mail of 12 October 2026)."
    },
    {
      "rail": "wire",
      "from": "2028-07-03",
      "cutoff": "18:00",
      "reason": "New hours of the provider from 3 July 2028 on."
    }
  ]
}`;

const questions: readonly ArrivalRequest[] = [
  { currency: 'GBP', at: '2026-12-24T12:30:00Z' },
  { currency: 'EUR', at: '2026-12-26T20:00:00Z' },
];

/** How an operator corrects the tables. */
export function overlaySection(): string[] {
  return [
    '## Correcting them: the overlay',
    wrapped(
      'Holidays are proclaimed at short notice, and your institution may keep hours of its own. `BANKING_OVERLAY` names ' +
        'a JSON file with such corrections. Worker and client read it at start:',
    ),
    `\`\`\`json\n${exampleOverlay}\n\`\`\``,
    'With it:',
    `\`\`\`text\n${questions.map(answered).join('\n')}\n\`\`\``,
    table(['list', 'an entry has', 'and does'], fields),
    list(rules),
  ];
}

const fields = [
  ['`calendars`', '`calendar`, `closed` and `open` (dates), `reason`', 'closes or opens days, weekends included'],
  ['`cutoffs`', '`rail`, `date`, `cutoff`, `reason`', 'moves the cutoff of one local date'],
  [
    '`rails`',
    '`rail`, any of `cutoff`, `zone`, `calendar`, `settlement`; `from`; `reason`',
    'changes a rail for good, or from a local date on',
  ],
];

const rules = [
  'Cutoffs are local times from `01:00` to `23:59`. Settlement is in business days, from 0 to 10.',
  '`"calendar": "24x7"` makes every day a business day and takes the cutoff away: a transfer goes out at once. Only an overlay can say so.',
  'A zone cannot change from a date on, and a calendar’s coverage cannot be extended: a date outside it is refused.',
  'Two entries about the same day, cutoff or terms are refused, as is anything else that makes no sense. The process then does not start, and names every such entry, as in `BANKING_OVERLAY cutoffs[0].date: is no business day of the rail`.',
  'Every plan that the overlay had a part in says so: `calendarVersion` ends with `+overlay:` and a hash of its content.',
  'Orders take a changed overlay at their next plan, once the worker has been started again with it.',
];

function answered(question: ArrivalRequest): string {
  const { text } = expectArrival(question, tablesWith(parseOverlay(exampleOverlay)));
  return `$ npm run -s offramp -- cutoff --currency ${question.currency} --at ${question.at}\n${text}`;
}
