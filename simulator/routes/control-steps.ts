import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { output, ZodType } from 'zod';
import { networks } from '../addresses';
import { readJson } from '../inputs';
import type { Play } from '../play';
import { cryptoCurrencies, isAmount } from '../rates';

const id = z.string().min(1);
const webhook = z.boolean().optional();

// Strict, so that a misspelt field is refused and not passed over.
const onCustomer = z.strictObject({ customerId: id, webhook });
const onAddress = z.strictObject({ depositAddressId: id, webhook });
const onFlow = z.strictObject({ flowId: id, webhook });
const onDeposit = z.strictObject({ depositId: id, webhook });
const onTrade = z.strictObject({ tradeId: id, webhook });

export const playedDepositSchema = z.strictObject({
  address: z.string().min(1),
  amount: z.string().refine(isAmount, 'must be a positive decimal amount'),
  currency: z.enum(cryptoCurrencies).optional(),
  network: z.enum(networks).optional(),
  depositedAt: z.iso.datetime({ offset: true }).optional(),
  webhook,
});

/** Every step of the play by its name in kebab-case, each answered with the record that it changed. */
export function controlSteps(server: FastifyInstance, play: Play): void {
  const steps = {
    'approve-customer': step(onCustomer, ({ customerId, ...told }) => play.approveCustomer(customerId, told)),
    'reject-customer': step(onCustomer.extend({ remark: z.string() }), ({ customerId, remark, ...told }) =>
      play.rejectCustomer(customerId, remark, told),
    ),
    'delete-customer': step(onCustomer, ({ customerId, ...told }) => play.deleteCustomer(customerId, told)),
    'verify-address': step(onAddress, ({ depositAddressId, ...told }) => play.verifyAddress(depositAddressId, told)),
    'reject-address': step(onAddress, ({ depositAddressId, ...told }) => play.rejectAddress(depositAddressId, told)),
    'disable-flow': step(onFlow, ({ flowId, ...told }) => play.disableFlow(flowId, told)),
    'receive-deposit': step(playedDepositSchema, ({ webhook, ...deposit }) =>
      play.receiveDeposit(deposit, { webhook }),
    ),
    'approve-deposit': step(onDeposit, ({ depositId, ...told }) => play.approveDeposit(depositId, told)),
    'hold-deposit': step(onDeposit, ({ depositId, ...told }) => play.holdDeposit(depositId, told)),
    'reject-deposit': step(onDeposit, ({ depositId, ...told }) => play.rejectDeposit(depositId, told)),
    'refund-deposit': step(onDeposit, ({ depositId, ...told }) => play.refundDeposit(depositId, told)),
    'create-trade': step(onDeposit, ({ depositId, ...told }) => play.createTrade(depositId, told)),
    'settle-trade': step(onTrade, ({ tradeId, ...told }) => play.settleTrade(tradeId, told)),
    'cancel-trade': step(onTrade, ({ tradeId, ...told }) => play.cancelTrade(tradeId, told)),
    'credit-transfer': step(onTrade, ({ tradeId, ...told }) => play.creditTransfer(tradeId, told)),
  };
  for (const [name, take] of Object.entries(steps)) server.post(`/simulator/play/${name}`, take);
}

function step<Schema extends ZodType>(schema: Schema, take: (input: output<Schema>) => Promise<object>) {
  return (request: FastifyRequest) => take(readJson(request, schema));
}
