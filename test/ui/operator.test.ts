import type { Page } from 'playwright-core';
import { z } from 'zod';
import { TemporalUi } from '../../scripts/browser/temporal-ui';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { eventually } from '../support/eventually';
import { required } from '../support/journeys';
import { newOrder } from '../support/orders';
import { takeOperatorDesk, type OperatorDesk } from './support/operator-desk';
import { withoutCodecServer } from './support/without-codec-server';

const linksSchema = z.array(z.object({ name: z.string(), url: z.string() }));
const kim = (reason: string) => ({ operator: 'Kim', reason });

describe('an operator in Temporal UI', () => {
  // Its address is ready at the provider, which tells nobody; the deposit comes only if a customer sends one.
  const silent = newOrder({ tags: ['address-silent', 'no-deposit'], deadlines: { depositAddress: '2 seconds' } });
  const canceled = newOrder({ tags: ['trade-canceled'], deadlines: { tradeSettlement: '2 seconds' } });
  const strangersReport = { reference: 'nobodys-order', outcome: 'credited', attempt: 1 };
  let desk: OperatorDesk;
  let page: Page;
  let ui: TemporalUi;

  beforeAll(async () => {
    desk = await takeOperatorDesk();
    const context = await desk.newContext();
    page = await context.newPage();
    ui = new TemporalUi(page, desk.uiUrl);
    await desk.play('report-bank', { report: strangersReport });
    await Promise.all([silent, canceled].map((order) => desk.offramps.start(order)));
    await needsAttention(silent, 'deposit-address-silent');
    await needsAttention(canceled, 'trade-canceled');
  });
  afterAll(() => desk?.leave());

  const status = ({ reference }: { readonly reference: string }) => desk.offramps.status(reference);

  async function needsAttention(order: { readonly reference: string }, reason: string): Promise<void> {
    await eventually(`${order.reference} to need attention because of ${reason}`, async () => {
      return (await status(order)).needsAttention?.reason === reason;
    });
  }

  /** The link that the command line prints under a name. */
  async function linkTo(view: string): Promise<string> {
    const links = linksSchema.parse(await desk.offramp(['links']));
    return required(links.find(({ name }) => name === view)).url;
  }

  /** Waits until the details that are open say all this, and returns everything that they say. */
  async function detailsSay(...words: readonly string[]): Promise<string> {
    return eventually(`the details to say ${words.join(', ')}`, async () => {
      await ui.refreshDetails();
      const text = await ui.currentDetails.innerText();
      for (const word of words) expect(text).toContain(word);
      return text;
    });
  }

  it('finds an order that needs somebody by the link that `offramp links` prints', async () => {
    await ui.open(await linkTo('Needs attention'));
    await ui.listed(workflowIdOf(canceled.reference)).waitFor();
    await ui.listed(workflowIdOf(silent.reference)).click();
    await page.waitForURL((url) => url.pathname.includes(`/workflows/${workflowIdOf(silent.reference)}/`));
  });

  it('reads what the order waits for, which only the codec server makes readable', async () => {
    await ui.chooseUserMetadata();
    await detailsSay('awaiting deposit address', 'deposit address silent', 'retry-now');

    const blind = await desk.newContext();
    await withoutCodecServer(blind);
    const other = new TemporalUi(await blind.newPage(), desk.uiUrl);
    await other.open(page.url());
    // The time at which they were asked for.
    await other.currentDetailsPanel.getByText(/\d:\d\d:\d\d/).waitFor();
    await eventually('the details to be shown as none', async () => {
      expect(await other.currentDetails.innerText()).toContain('No Current Details');
      return true;
    });
    await other.page.getByText('No summary available').waitFor();
    await blind.close();
  });

  it('moves the order on with an Update, and reads what became of it', async () => {
    const { depositAddressId } = (await status(silent)).ids;
    await desk.play('verify-address', { depositAddressId, webhook: false });
    const dialog = await ui.openUpdateDialog();
    await dialog.choose('retryNow');
    await dialog.write(kim('The provider says that the address is ready.'));
    expect(await dialog.submit()).toBeUndefined();
    await detailsSay('Awaiting deposit since', 'Trying again.', 'Kim', 'The provider says that the address is ready.');
    expect(await status(silent)).toMatchObject({ stage: 'awaiting-deposit' });
    const link = await linkTo('Needs attention');
    await eventually('the order to leave the list', async () => {
      await ui.open(link);
      await ui.listed(workflowIdOf(canceled.reference)).waitFor();
      return (await ui.listed(workflowIdOf(silent.reference)).count()) === 0;
    });
  });

  it('is told in words that an order with a deposit cannot be cancelled, and nothing changes', async () => {
    await ui.openDetails(workflowIdOf(canceled.reference));
    const before = await status(canceled);
    const dialog = await ui.openUpdateDialog();
    await dialog.choose('cancelOfframp');
    await dialog.write(kim('The customer has changed their mind.'));
    expect(await dialog.submit()).toBe('A deposit is known, so the order can no longer be cancelled.');
    await dialog.close();
    expect(await status(canceled)).toEqual(before);
  });

  it('records a refund once, also if it is sent empty and sent again', async () => {
    const refund = { ...kim('Part of it went back.'), amount: '100', currency: 'USDT', transactionId: '0xabc' };
    const send = async () => {
      const dialog = await ui.openUpdateDialog();
      await dialog.choose('recordRefund');
      await dialog.write(refund);
      expect(await dialog.submit()).toBeUndefined();
    };
    await send();
    await detailsSay('Recorded.', '150 USDT');
    const { audit, ...before } = await status(canceled);

    // Without a new page, the dialog shows what was sent last, and sends nothing.
    const reopened = await ui.openUpdateDialog();
    await reopened.choose('recordRefund');
    expect(await reopened.written()).toContain('0xabc');
    expect(await reopened.submit()).toContain('recordRefund needs operator and reason');
    await reopened.close();
    expect(await status(canceled)).toEqual({ ...before, audit });

    await page.reload();
    await send();
    await detailsSay('On record already.', '150 USDT');
    const { audit: both, ...after } = await status(canceled);
    expect(after).toEqual(before);
    expect(both).toHaveLength(audit.length + 1);
  });

  it('finds an event that no order is known by, and dismisses it', async () => {
    const { workflowId } = await eventually(
      'the report to be kept',
      async () => (await desk.offramps.listUnmatched())[0],
    );
    await ui.open(await linkTo('Unmatched webhooks'));
    await ui.listed(workflowId).click();
    await ui.chooseUserMetadata();
    await detailsSay('nobodys-order', 'An order that is known by it.');
    const dialog = await ui.openUpdateDialog();
    await dialog.choose('dismiss');
    await dialog.write(kim('The bank has mixed us up with somebody.'));
    expect(await dialog.submit()).toBeUndefined();
    await detailsSay('dismissed', 'Dismissed by Kim: The bank has mixed us up with somebody.');
    expect(await desk.offramps.listUnmatched()).toEqual([]);
  });
});
