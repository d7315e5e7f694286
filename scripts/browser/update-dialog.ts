import type { Locator, Page } from 'playwright-core';

/** How long a click may go unanswered before it counts as lost. Nothing is sent twice: while one is sent, the button is off. */
const clickLostAfterMs = 2_000;
const mostClicks = 5;

/** Temporal UI's dialog by which an Update is sent. */
export class UpdateDialog {
  readonly element: Locator;
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
    // Every dialog is in the page twice, and the other one stays closed.
    this.element = page.locator('dialog[open]');
  }

  /** The dialog that was just opened. */
  static async shownIn(page: Page): Promise<UpdateDialog> {
    const dialog = new UpdateDialog(page);
    await dialog.element.waitFor();
    return dialog;
  }

  /** Chooses an Update of those that the workflow says it takes. */
  async choose(update: string): Promise<void> {
    await this.element.getByTestId('update-select-button').click();
    const named = this.#page.getByText(update, { exact: true });
    await this.element.getByRole('option').filter({ has: named }).click();
  }

  /** Replaces what stands in the editor. */
  async write(input: object): Promise<void> {
    await this.#editor.click();
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.insertText(JSON.stringify(input));
    // Once left, the editor writes it anew over more lines, which moves the button on that a click is meant for.
    await this.element.locator('#update-id').focus();
  }

  /** What stands in the editor. */
  async written(): Promise<string> {
    return this.#editor.innerText();
  }

  /** Sends it; resolves with what was said against it, or with nothing once it was taken and the dialog has closed. */
  async submit(): Promise<string | undefined> {
    for (let clicks = 1; !(await this.#click()); clicks += 1) {
      if (clicks === mostClicks) throw new Error(`Temporal UI does not answer to Submit, clicked ${clicks} times.`);
    }
    await Promise.race([this.#refusal.waitFor(), this.element.waitFor({ state: 'hidden' })]);
    return (await this.element.isVisible()) ? this.#refusal.innerText() : undefined;
  }

  /** Closes it without sending anything. */
  async close(): Promise<void> {
    await this.element.getByTestId('cancel-modal-button').click();
    await this.element.waitFor({ state: 'hidden' });
  }

  get #editor(): Locator {
    return this.element.locator('.cm-content');
  }

  get #sending(): Locator {
    return this.element.getByText('In Progress', { exact: true });
  }

  get #refusal(): Locator {
    return this.element.getByRole('alert').filter({ hasText: /\S/, hasNotText: 'In Progress' });
  }

  /** Clicks on Submit; whether anything came of it: a click on a button that moves away meanwhile is lost. */
  async #click(): Promise<boolean> {
    await this.element.getByTestId('confirm-modal-button').click();
    const timeout = clickLostAfterMs;
    const answers = [
      this.#sending.waitFor({ timeout }),
      this.#refusal.waitFor({ timeout }),
      this.element.waitFor({ state: 'hidden', timeout }),
    ];
    return Promise.race(answers).then(
      () => true,
      () => false,
    );
  }
}
