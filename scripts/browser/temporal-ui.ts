import type { Locator, Page } from 'playwright-core';
import { UpdateDialog } from './update-dialog';

/** Temporal UI in one page of a browser, by what an operator does there (checked with Temporal UI 2.54). */
export class TemporalUi {
  readonly page: Page;
  readonly url: string;

  /** `url` is where the UI listens, such as `http://localhost:8233`. */
  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  /** Opens a link such as those that `offramp links` prints. */
  async open(link: string): Promise<void> {
    await this.page.goto(link, { waitUntil: 'domcontentloaded' });
  }

  /** The link to a workflow in a list. */
  listed(workflowId: string): Locator {
    return this.page.getByRole('link', { name: workflowId, exact: true });
  }

  /** Opens the details of the workflow's latest run. */
  async openDetails(workflowId: string): Promise<void> {
    await this.open(`${this.url}/namespaces/default/workflows/${encodeURIComponent(workflowId)}`);
    await this.chooseUserMetadata();
  }

  /** From any page of a workflow, to where its details are. */
  async chooseUserMetadata(): Promise<void> {
    await this.page.getByRole('tab', { name: 'User Metadata' }).click();
    await this.currentDetailsPanel.waitFor();
  }

  /** The current details, rendered. */
  get currentDetails(): Locator {
    return this.currentDetailsPanel.locator('iframe').contentFrame().locator('body');
  }

  /** The part of the page that shows them, with its heading. */
  get currentDetailsPanel(): Locator {
    const heading = this.page.getByRole('heading', { name: 'Current Details', exact: true });
    return this.page
      .locator('div')
      .filter({ has: heading })
      .filter({ has: this.page.locator('iframe') })
      .last();
  }

  /** Asks the worker anew, as the key R does. */
  async refreshDetails(): Promise<void> {
    await this.page.keyboard.press('r');
  }

  /** Opens "Send an Update" of the workflow that is shown. */
  async openUpdateDialog(): Promise<UpdateDialog> {
    await this.page.getByRole('button', { name: 'More Actions' }).locator('visible=true').click();
    await this.page.getByTestId('update-button').locator('visible=true').click();
    return UpdateDialog.shownIn(this.page);
  }
}
