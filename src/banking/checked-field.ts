/** One thing wrong with one field: the field's name, and a sentence that never contains what was entered. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** What became of one field: its normalised value, or what is wrong with it in words that follow the field's name. */
export type CheckedField = { value: string } | { problem: string };

/** Checks text a person entered for one field. Neither the text nor a part of it may appear in the problem. */
export type FieldCheck = (entered: string) => CheckedField;

/** A number as entered by people, without its spaces and hyphens (of any script) and in upper case. */
export function withoutSeparators(entered: string): string {
  return entered.replace(/[\s\-\u2010-\u2015]/gu, '').toUpperCase();
}

/** A check of numbers: separators are dropped, then the pattern must match. `description` follows the words "must be". */
export function pattern(expected: RegExp, description: string): FieldCheck {
  return (entered) => {
    const value = withoutSeparators(entered);
    return expected.test(value) ? { value } : { problem: `must be ${description}.` };
  };
}

// Line separators and direction overrides are invisible but change how a bank's screen shows a name; joiners are left
// alone, because names in some scripts need them.
const invisibleCharacters = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A check of free text: trimmed, not empty, no control characters, at most `longest` characters. */
export function text(longest: number): FieldCheck {
  return (entered) => {
    const value = entered.trim().normalize('NFC');
    if (value === '') return { problem: 'must not be empty.' };
    if (invisibleCharacters.test(value))
      return { problem: 'must not contain line breaks or other control characters.' };
    if ([...value].length > longest) return { problem: `must not be longer than ${longest} characters.` };
    return { value };
  };
}
