import { passingFor } from '../../../chaos/kill/passing-time';
import { castOrder } from './support/evidence';

const order = { workflowId: 'offramp-1', running: true, stage: 'awaiting-bank-transfer' };
const { tale: happy } = castOrder('happy');
const { tale: silent } = castOrder('bank-silent');

describe('the time that passes for an order', () => {
  it('is that of its watch for a return, of a silent bank, or of a search for a payment', () => {
    expect(passingFor({ ...order, stage: 'watching-for-return' }, happy, false)).toBe('20 days');
    expect(passingFor(order, silent, false)).toBe('14 days');
    expect(passingFor(order, happy, true)).toBe('31 minutes');
  });

  it('is that of its next try where the provider was away', () => {
    expect(passingFor({ ...order, attention: 'provider-unavailable' }, happy, false)).toBe('31 minutes');
  });

  it('is none where somebody has to speak, or nobody any more', () => {
    expect(passingFor(order, happy, false)).toBeUndefined();
    expect(passingFor({ ...order, attention: 'balance-short' }, happy, false)).toBeUndefined();
    expect(passingFor({ ...order, stage: 'watching-for-return', running: false }, happy, false)).toBeUndefined();
  });
});
