import type { CommandName } from './operator-commands';

/** How a command of ours is typed, from the project's folder. */
export const commandPrefix = 'npm run -s offramp --';

/** What stands above commands, each of which is followed by the same as an Update. */
export const howToSay =
  'First the command, typed in the folder of the project; below it what the Update of that name takes (More Actions, Send an Update, on this page).';

/** What has to be filled in besides who asks and why. */
const furtherOptions: Readonly<Partial<Record<CommandName, string>>> = {
  confirmBankTransfer: ' --attempt <number>',
  confirmFundsReturned: ' --attempt <number>',
  reportNotReceived: ' --attempt <number>',
  replaceBankAccount: ' --account <file.json>',
  recordRefund: ' --amount <amount> --currency <code> --transaction-id <id>',
  recordDisposition: ' --amount <amount> --currency <code> --destination <where>',
  extendDeadline: ' --deadline "3 days"',
  closeOfframp: ' --outcome abandoned',
};

/** The name that an operator types for a command: `retry-now` for `retryNow`. */
export function typedName(name: CommandName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A command as an operator types it for an order, with what has to be filled in unless its options are given. */
export function commandLine(name: CommandName, reference: string, options = furtherOptions[name] ?? ''): string {
  return `${commandPrefix} ${typedName(name)} ${reference}${options} --operator <you> --reason <why>`;
}

/** A command line in two, as a shell takes it, so that a page of usual width shows all of it. */
export function inTwoLines(line: string): string[] {
  const [whole, said, options] = /^(.+? -- \S+ \S+) (--.+)$/.exec(line) ?? [line];
  return said === undefined || options === undefined ? [whole] : [`${said} \\`, `  ${options}`];
}

/** What an operator types for an event that no order is known by. */
export function unmatchedCommandLine(name: 'assign' | 'dismiss', workflowId: string): string {
  const to = name === 'assign' ? ' --reference <reference>' : '';
  return `${commandPrefix} ${name} ${workflowId}${to} --operator <you> --reason <why>`;
}
