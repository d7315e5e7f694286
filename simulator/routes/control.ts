import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audit } from '../audit';
import { depositDetail } from '../details';
import type { Deliveries } from '../deliveries';
import { readJson } from '../inputs';
import type { Play } from '../play';
import { isAmount } from '../rates';
import type { Records } from '../records';
import type { RequestLog } from '../request-log';

export interface Control {
  records: Records;
  play: Play;
  deliveries: Deliveries;
  requestLog: RequestLog;
}

const depositSchema = z.object({
  address: z.string().min(1),
  amount: z.string().refine(isAmount, 'must be a positive decimal amount'),
});

/** What the real provider does not have: looking inside, and sending money. Needs no signature. */
export function controlRoutes(server: FastifyInstance, { records, play, deliveries, requestLog }: Control): void {
  server.get('/simulator/accepted', () => records.accepted.all());
  server.get('/simulator/audit', () => audit(records));
  server.get('/simulator/requests', () => requestLog.entries);
  server.get('/simulator/deliveries', () => ({
    pending: records.deliveries.all(),
    attempts: deliveries.attempts,
  }));

  server.post('/simulator/deposits', async (request) => {
    const deposit = await play.receiveDeposit(readJson(request, depositSchema));
    return depositDetail(deposit, records);
  });
}
