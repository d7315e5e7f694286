import { createProgress } from '../../demo/progress';
import { orderStatus } from './support/order-status';
import { pipedScreen, terminalScreen } from './support/screens';

describe('the progress of the demo', () => {
  const order = (reference: string) => ({ reference, currency: 'USD' });
  const orders = [order('demo-1-usd'), order('demo-1-other')];
  const later = order('demo-1-usd:deposit:0123456789');

  it('is a table in place in a terminal, which the order of a later deposit joins below its original', () => {
    const screen = terminalScreen();
    const progress = createProgress(screen, { orders, laterOrders: 1 });
    progress.changed(order('demo-1-other'), orderStatus('demo-1-other', { stage: 'awaiting-deposit' }));
    progress.changed(later, orderStatus(later.reference, { stage: 'awaiting-trade' }));
    progress.changed(
      order('demo-1-usd'),
      orderStatus('demo-1-usd', { stage: 'watching-for-return', outcome: 'settled' }),
    );
    expect(screen.lines()).toEqual([
      'reference             currency  stage',
      '--------------------  --------  ----------------------------',
      'demo-1-usd            USD       watching-for-return, settled',
      '  :deposit:01234567…  USD       awaiting-trade',
      'demo-1-other          USD       awaiting-deposit',
    ]);
  });

  it('keeps what is said meanwhile above the table', () => {
    const screen = terminalScreen();
    const progress = createProgress(screen, { orders, laterOrders: 0 });
    progress.note('The worker is killed.');
    progress.changed(order('demo-1-usd'), orderStatus('demo-1-usd', { stage: 'awaiting-trade' }));
    progress.note('A new worker is ready.');
    expect(screen.lines()).toEqual([
      'The worker is killed.',
      'A new worker is ready.',
      'reference     currency  stage',
      '------------  --------  --------------',
      'demo-1-usd    USD       awaiting-trade',
      'demo-1-other  USD       starting',
    ]);
  });

  it('cuts a row that the terminal is too narrow for', () => {
    const screen = terminalScreen({ columns: 30 });
    const progress = createProgress(screen, { orders, laterOrders: 0 });
    progress.changed(order('demo-1-usd'), orderStatus('demo-1-usd', { stage: 'awaiting-trade' }));
    expect(screen.lines().map((line) => line.length)).toEqual([29, 29, 29, 29]);
  });

  it.each([
    ['output that is no terminal', pipedScreen()],
    ['a terminal that all rows together would not fit into', { ...pipedScreen(), isTTY: true, rows: 7, columns: 80 }],
  ])('is a line per change in %s', (_name, screen) => {
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    const progress = createProgress({ ...screen, write }, { orders, laterOrders: 1 });
    const waiting = orderStatus('demo-1-usd', { stage: 'awaiting-trade' });
    progress.changed(order('demo-1-usd'), waiting);
    progress.note('The worker is killed.');
    progress.changed(order('demo-1-usd'), waiting);
    progress.changed(later, orderStatus(later.reference, { stage: 'confirming-deposit' }));
    expect(written.join('')).toBe(
      [
        'demo-1-usd  USD  awaiting-trade',
        'The worker is killed.',
        'demo-1-usd:deposit:0123456789  USD  confirming-deposit',
        '',
      ].join('\n'),
    );
  });

  it('names the stages that an order passed between two looks', () => {
    const screen = pipedScreen();
    const { changed } = createProgress(screen, { orders, laterOrders: 0 });
    const passed = ['awaiting-deposit', 'confirming-deposit', 'awaiting-trade'] as const;
    const transitions = passed.map((stage) => ({
      stage,
      at: '2026-11-24T16:00:00.000Z',
      evidence: 'webhook' as const,
    }));
    changed(order('demo-1-usd'), orderStatus('demo-1-usd', { stage: 'awaiting-trade', transitions }));
    expect(screen.text().split('\n')).toEqual([...passed.map((stage) => `demo-1-usd  USD  ${stage}`), '']);
  });
});
