import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standsAs, type OperatorCase } from '../../../demo/cases/operator-case';
import { Scene, type Surroundings } from '../../../demo/cases/scene';
import type { CommandResult } from '../../cli/support/command-line';
import { eventually } from '../../support/eventually';
import type { RunbookEntry, ShownCommand } from './runbook-page';
import { missingLines } from './same-words';

const inPounds = { currency: 'GBP', bankName: 'West', iban: 'GB82WEST12345698765432', swift: 'WESTGB2L' };

/** Each command line connects to Temporal anew, which is no small thing to do every few milliseconds. */
const seldom = { everyMs: 250 };

/** Types a command line into the real program. */
export type Type = (...words: string[]) => Promise<CommandResult>;

/** A case with the entry of the runbook that is about it, in a system of the test's. */
export class PlayedCase {
  readonly scene: Scene;

  constructor(
    readonly operatorCase: OperatorCase,
    private readonly entry: RunbookEntry,
    private readonly surroundings: Surroundings,
    private readonly type: Type,
    private readonly folder: string,
  ) {
    this.scene = new Scene(surroundings, operatorCase);
  }

  /** Resolves once it stands as the case says. */
  async bring(): Promise<void> {
    await this.operatorCase.bring(this.scene);
    const standing = await this.scene.standing();
    if (!standsAs(this.operatorCase.stands, standing)) {
      throw new Error(`${this.scene.subject} stands as ${JSON.stringify(standing)}.`);
    }
  }

  /** Types what the page says to find it by, until that names it: Temporal's index follows within a second or two. */
  async find(): Promise<void> {
    expect(this.entry.find.length).toBeGreaterThan(0);
    for (const words of this.entry.find) {
      await eventually(
        `${words.join(' ')} to name ${this.scene.subject}`,
        async () => {
          // On the server that all tests share, others may have started a hundred since.
          const { out } = await this.#typeAsPrinted([...words, '--limit', '1000']);
          expect(out).toContain(this.scene.subject);
          return true;
        },
        seldom,
      );
    }
  }

  /** The first command of the page stands in the details of what it repairs, with the same transfer and amount. */
  async offered(): Promise<void> {
    const [words = []] = this.entry.repair;
    const handle = this.surroundings.client.workflow.getHandle(this.scene.workflowId);
    const { currentDetails } = await handle.query<{ currentDetails: string }, []>('__temporal_workflow_metadata');
    const typed = currentDetails.replaceAll(/ \\\n +/g, ' ');
    const printed = [...typed.matchAll(/^npm run -s offramp -- (.+)$/gm)].map(([, line = '']) =>
      withPlainAmounts(line),
    );
    const [name = '', subject = ''] = words.map((word) => this.#named(word));
    const wanted = [`${name} ${subject} `, ...told(words).map((option) => ` ${option} `)];
    expect(printed.filter((line) => wanted.every((part) => line.includes(part)))).not.toEqual([]);
  }

  /** Does what the page says and sees that it has worked. */
  async repair(): Promise<void> {
    const { putRight, afterwards, repaired } = this.operatorCase;
    await putRight?.(this.scene);
    expect(this.entry.repair.length).toBeGreaterThan(0);
    for (const words of this.entry.repair) {
      expect({ words, ...(await this.#typeAsPrinted(words)) }).toMatchObject({ words, exitCode: 0, err: '' });
    }
    expect(this.entry.worked.length).toBeGreaterThan(0);
    for (const shown of this.entry.worked) await this.#shows(shown);
    await afterwards?.(this.scene);
    await this.scene.untilStands(repaired);
  }

  /** The page shows what the command prints a moment later, but for times and ids. */
  async #shows({ words, lines }: ShownCommand): Promise<void> {
    const expected = lines.map((line) => this.#named(line));
    await eventually(
      `${words.join(' ')} to print what the page shows`,
      async () => {
        const { out, err } = await this.#typeAsPrinted(words);
        const missing = missingLines(expected, out);
        if (missing.length > 0) throw new Error(`It printed:\n${out}${err}\nand not:\n${missing.join('\n')}`);
        return true;
      },
      seldom,
    );
  }

  #typeAsPrinted(words: readonly string[]): Promise<CommandResult> {
    return this.type(...words.map((word) => this.#named(this.#written(word))));
  }

  /** The test's own order in the place of the page's, and what only that order can tell. */
  #named(word: string): string {
    const inItsCurrency = this.#isInPounds ? word.replaceAll('229.80 EUR', '196.02 GBP') : word;
    return inItsCurrency
      .replace(/(?:order-[a-z-]+:deposit:)?<(?:deposit id|id)>/, this.scene.subject)
      .replaceAll(`order-${this.operatorCase.name}`, this.scene.reference);
  }

  get #isInPounds(): boolean {
    return this.operatorCase.order.bankAccount.currency === 'GBP';
  }

  /** The account that the page prints is in a file of the test's; whoever is paid in pounds names another one. */
  #written(word: string): string {
    if (!word.endsWith('.json') || this.entry.json === undefined) return word;
    const path = join(this.folder, `${this.scene.reference}.json`);
    writeFileSync(path, this.#isInPounds ? JSON.stringify(inPounds) : this.entry.json);
    return path;
  }
}

/** The options whose value an order knows itself. */
function told(words: readonly string[]): string[] {
  return ['--attempt', '--amount', '--currency'].flatMap((option) => {
    const at = words.indexOf(option);
    return at < 0 ? [] : [withPlainAmounts(`${option} ${words[at + 1]}`)];
  });
}

/** 250.00 as 250: the same amount. */
function withPlainAmounts(line: string): string {
  return line.replace(/ (\d+)(?:\.0+|(\.\d*?[1-9])0*)(?= |$)/g, ' $1$2');
}
