import type { CalendarId } from './calendars';

// The 21 countries of the euro area, the places that use its money by agreement, and parts of its members with country
// codes of their own. Members of SEPA outside it, such as Sweden, have payment systems whose calendars we do not have.
const euroArea = [
  ...['AT', 'BE', 'BG', 'CY', 'DE', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PT'],
  ...['SI', 'SK', 'AD', 'MC', 'SM', 'VA', 'AX', 'BL', 'GF', 'GP', 'MF', 'MQ', 'PM', 'RE', 'YT'],
];

const countriesOfCalendar: Readonly<Record<CalendarId, readonly string[]>> = {
  T2: euroArea,
  FED: ['US', 'AS', 'GU', 'MP', 'PR', 'VI'],
  'GB-ENG': ['GB', 'GG', 'IM', 'JE'],
  'CA-PAY': ['CA'],
  'AU-RITS': ['AU'],
  SG: ['SG'],
};

/** Every calendar we have. */
export const calendarIds = ['T2', 'FED', 'GB-ENG', 'CA-PAY', 'AU-RITS', 'SG'] as const satisfies readonly CalendarId[];

/** The calendar banks in a country (ISO 3166 alpha-2, upper case) follow, or undefined when it is none of ours. */
export function calendarOfCountry(country: string): CalendarId | undefined {
  return calendarIds.find((id) => countriesOfCalendar[id].includes(country));
}
