// Own names, since those of the language data differ between versions of Node, and the words are recorded.
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** A date (`YYYY-MM-DD`) as people write it, such as `Thursday 26 November`; with its year where that is not `year`. */
export function dateInWords(date: string, year: number): string {
  const parts = dateParts(date);
  return `${parts.weekday} ${parts.day} ${parts.month}${parts.year === year ? '' : ` ${parts.year}`}`;
}

/** A date (`YYYY-MM-DD`) in short, such as `Mon 30 Nov`. */
export function weekdayAndDay(date: string): string {
  const { weekday, day, month } = dateParts(date);
  return `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`;
}

/** The days on which something is expected (`YYYY-MM-DD`): one of them, or the first and the last. */
export function dayOrDays({ earliest, latest }: { readonly earliest: string; readonly latest: string }): string {
  return earliest === latest ? `on ${earliest}` : `between ${earliest} and ${latest}`;
}

/** A zone by the city that it is named for, such as `New York`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function dateParts(date: string) {
  const midnight = new Date(`${date}T00:00:00Z`);
  return {
    weekday: weekdays[midnight.getUTCDay()] ?? '',
    day: midnight.getUTCDate(),
    month: months[midnight.getUTCMonth()] ?? '',
    year: midnight.getUTCFullYear(),
  };
}
