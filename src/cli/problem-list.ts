import type { FieldProblem } from '../banking/account-fields';

/** Field problems as a list for people, one a line. */
export function problemList(problems: readonly FieldProblem[]): string {
  return problems.map((problem) => `  - ${problemLine(problem)}`).join('\n');
}

/** Some messages begin with the name of their field already, others continue it. */
function problemLine({ field, message }: FieldProblem): string {
  const name = field.split('.').at(-1) ?? field;
  const rest = message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
  return `${field} ${rest.replace(/\.$/, '')}`;
}
