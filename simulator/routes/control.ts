import type { FastifyInstance } from 'fastify';
import { audit } from '../audit';
import { depositDetail } from '../details';
import type { Deliveries } from '../deliveries';
import { readJson } from '../inputs';
import type { Play } from '../play';
import type { Records } from '../records';
import type { RequestLog } from '../request-log';
import { controlSteps, playedDepositSchema } from './control-steps';

export interface Control {
  records: Records;
  play: Play;
  deliveries: Deliveries;
  requestLog: RequestLog;
}

/** What the real provider does not have: looking inside, and making things happen. Needs no signature. */
export function controlRoutes(server: FastifyInstance, { records, play, deliveries, requestLog }: Control): void {
  server.get('/simulator/accepted', () => records.accepted.all());
  server.get('/simulator/audit', () => audit(records));
  server.get('/simulator/requests', () => requestLog.entries);
  server.get('/simulator/deliveries', () => ({
    pending: records.deliveries.all(),
    attempts: deliveries.attempts,
  }));

  server.post('/simulator/deposits', async (request) => {
    const { webhook, ...played } = readJson(request, playedDepositSchema);
    return depositDetail(await play.receiveDeposit(played, { webhook }), records);
  });
  controlSteps(server, play);
}
