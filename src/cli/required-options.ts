import { WrongUsage } from './answer';

/** Throws, naming every option that a command cannot do without and has not been given; Commander names the first only. */
export function requireOptions<Given extends object>(
  command: string,
  given: Given,
  required: readonly (keyof Given & string)[],
): void {
  const missing = required.filter((option) => given[option] === undefined).map((option) => `--${kebab(option)}`);
  if (missing.length > 0) throw new WrongUsage(`${command} needs ${missing.join(' and ')}.`);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
