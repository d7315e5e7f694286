import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audit } from '../audit';
import { depositDetail } from '../details';
import type { Deliveries } from '../deliveries';
import { nextFaultSchema } from '../faults';
import type { FaultChoice } from '../faults';
import { rawBody, readJson } from '../inputs';
import type { Play } from '../play';
import type { Records } from '../records';
import type { RequestLog } from '../request-log';
import { controlSteps, playedDepositSchema } from './control-steps';

export interface Control {
  records: Records;
  play: Play;
  deliveries: Deliveries;
  requestLog: RequestLog;
  faultChoice: FaultChoice;
}

const endedFaultsSchema = z.strictObject({ about: z.string().min(1).optional() });

/** What the real provider does not have: looking inside, and making things happen. Needs no signature. */
export function controlRoutes(server: FastifyInstance, control: Control): void {
  const { records, play, deliveries, requestLog, faultChoice } = control;
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
  server.post('/simulator/faults', (request) => {
    const fault = readJson(request, nextFaultSchema);
    faultChoice.next(fault);
    return fault;
  });
  server.delete('/simulator/faults', (request) => {
    const ended = rawBody(request).length === 0 ? {} : readJson(request, endedFaultsSchema);
    faultChoice.end(ended.about);
    return ended;
  });
  controlSteps(server, play);
}
