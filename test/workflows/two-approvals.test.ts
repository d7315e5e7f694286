import { bankTransfersOf } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { needsAttention, reached, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

describe('where two people have to say so (APPROVALS=two)', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem({ environment: { APPROVALS: 'two' } });
  });
  afterAll(() => system.stop());

  /** The story of the order as Temporal UI shows it. */
  async function details(workflowId: string): Promise<string> {
    const { currentDetails } = await system.client.workflow
      .getHandle(workflowId)
      .query<{ currentDetails: string }, []>('__temporal_workflow_metadata');
    return currentDetails;
  }

  it('money that is said to be back is sent again only after the second word', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), { code: 'ED05', fundsReturned: false });
    await needsAttention(system, order.reference, 'funds-not-returned');

    await system.offramps.confirmFundsReturned(order.reference, { operator: 'Kim', reason: 'It is in our account.' });
    await eventually('the proposal to be shown', async () =>
      (await details(workflowId)).includes('Waiting for a second person'),
    );
    expect(await details(workflowId)).toMatch(
      /confirm-funds-returned order-\S+ \\\n  --attempt <number> --operator <you>/,
    );
    expect((await bank.status()).needsAttention).toMatchObject({ reason: 'funds-not-returned' });
    await system.offramps.confirmFundsReturned(order.reference, { operator: 'kim', reason: 'Really.' });
    await eventually('the second word of the same person to be refused', async () =>
      (await details(workflowId)).includes('somebody other than Kim'),
    );
    expect((await bank.status()).stage).toBe('awaiting-bank-transfer');

    await system.offramps.confirmFundsReturned(order.reference, { operator: 'Lee', reason: 'I see it, too.' });
    const { transitions } = await reached(system, order.reference, 'retrying-bank-transfer');
    expect(transitions.at(-1)).toMatchObject({ evidence: 'operator' });
    expect(await details(workflowId)).toContain('Said by Kim before.');
    expect(await details(workflowId)).not.toContain('Waiting for a second person');
  });

  it('what a bank says itself needs nobody', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bankTransfersOf(system, order).tradeId();
    await system.simulator.play.failTransfer(tradeId, { code: 'ED05', fundsReturned: true });
    await reached(system, order.reference, 'retrying-bank-transfer');
  });
});
