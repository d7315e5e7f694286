import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { linkTo, savedViews } from '../../src/cli/saved-views';
import { widths, imagesFolder, type Camera } from './camera';
import type { Pictured, PicturedOrders } from './orders';

/** Enough to see what the list is. */
const rowsShown = 8;

/** Takes every picture that the docs show; `say` hears of each. Those of the runbook are named as the cases. */
export async function takePictures(
  camera: Camera,
  { settled, cases }: PicturedOrders,
  say: (line: string) => void,
): Promise<void> {
  await rm(join(imagesFolder, 'runbook'), { recursive: true, force: true });
  for (const pictured of cases) {
    await takeCase(camera, pictured);
    say(`runbook/${pictured.name}.png`);
  }
  await takeSettled(camera, settled);
  say('order-in-temporal-ui.png');
  await takeList(camera);
  say('needs-attention.png');
  await takeUpdate(camera, cases);
  say('send-update.png');
}

/** What an operator reads first, down to what can be done; what is known besides stands below. */
async function takeCase({ ui, take, widen }: Camera, { name, workflowId }: Pictured): Promise<void> {
  await widen(widths.usual);
  await ui.openDetails(workflowId);
  const above = ui.currentDetails.getByRole('heading', { name: 'What is known' });
  await ui.currentDetails.getByRole('heading', { name: 'What an operator can do' }).waitFor();
  await take(`runbook/${name}.png`, { of: ui.currentDetailsPanel, above });
}

/** The page of an order's details, from its top to what happens next. */
async function takeSettled({ ui, take, widen }: Camera, { workflowId }: Pictured): Promise<void> {
  await widen(widths.narrow);
  await ui.openDetails(workflowId);
  const above = ui.currentDetails.getByRole('heading', { name: 'What an operator can do' });
  await above.waitFor();
  await take('order-in-temporal-ui.png', { of: ui.page.locator('main'), above });
}

/** The newest of the orders that need attention, as the link of `offramp links` lists them. */
async function takeList({ ui, take, widen }: Camera): Promise<void> {
  const [view] = savedViews(new Date());
  if (view === undefined) throw new Error('There are no saved views.');
  await widen(widths.list);
  await ui.open(linkTo(view, { url: new URL(ui.url), namespace: 'default' }));
  const rows = ui.page.locator('tbody tr').filter({ hasText: 'offramp-' });
  await take('needs-attention.png', { of: ui.page.locator('main'), below: rows.nth(rowsShown - 1) });
}

/** The dialog, filled in with what the details of a canceled trade say to send. */
async function takeUpdate({ ui, take, widen }: Camera, cases: readonly Pictured[]): Promise<void> {
  const canceled = cases.find(({ name }) => name === 'trade-canceled');
  if (canceled === undefined) throw new Error('There is no case of a canceled trade.');
  await widen(widths.list);
  await ui.openDetails(canceled.workflowId);
  const dialog = await ui.openUpdateDialog();
  await dialog.choose('recordRefund');
  await dialog.write({
    amount: '250',
    currency: 'USDT',
    transactionId: '0x9f2c41d7',
    operator: 'Kim',
    reason: 'The provider has sent the deposit back.',
  });
  await take('send-update.png', { of: dialog.element });
}
