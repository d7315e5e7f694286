import type { OfframpStatus } from '../../../src/client';

/** The status of an order of which nothing is known but what is given. */
export function orderStatus(
  reference: string,
  known: Partial<OfframpStatus> & Pick<OfframpStatus, 'stage'>,
): OfframpStatus {
  return {
    reference,
    workflowId: `offramp-${reference}`,
    ids: {},
    amounts: {},
    transfers: [],
    transitions: [],
    audit: [],
    ...known,
  };
}
