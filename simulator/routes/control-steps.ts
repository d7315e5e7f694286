import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { output, ZodType } from 'zod';
import { networks } from '../addresses';
import { isAmount } from '../amounts';
import { balanceCurrencies } from '../balances';
import { readJson } from '../inputs';
import type { Play } from '../play';
import { cryptoCurrencies } from '../rates';
import { schemes } from '../return-reasons';

const id = z.string().min(1);
const amount = z.string().refine(isAmount, 'must be a positive decimal amount');
const balance = z.string().regex(/^\d{1,20}(\.\d{1,18})?$/, 'must be a decimal amount');
const moment = z.iso.datetime({ offset: true });
const webhook = z.boolean().optional();

// Strict, so that a misspelt field is refused and not passed over.
const onCustomer = z.strictObject({ customerId: id, webhook });
const onAddress = z.strictObject({ depositAddressId: id, webhook });
const onFlow = z.strictObject({ flowId: id, webhook });
const onDeposit = z.strictObject({ depositId: id, webhook });
const onTrade = z.strictObject({ tradeId: id, webhook });
const onTransfer = onTrade.extend({ attempt: z.int().min(1).optional() });
const reported = onTransfer.extend({
  amount: amount.optional(),
  currency: z.string().optional(),
  occurredAt: moment.optional(),
});
const ended = reported.extend({
  code: z.string().optional(),
  scheme: z.enum(schemes).optional(),
  fundsReturned: z.boolean().optional(),
  report: z.boolean().optional(),
});
const onPayment = z
  .strictObject({ paymentId: id.optional(), reference: id.optional(), webhook })
  .refine(({ paymentId, reference }) => (paymentId === undefined) !== (reference === undefined), {
    error: 'needs paymentId or reference',
  });
const anyReport = z.strictObject({ report: z.record(z.string(), z.unknown()), webhookId: id.optional() });
const onBalance = z.strictObject({ currency: z.enum(balanceCurrencies), amount });

export const playedDepositSchema = z.strictObject({
  address: z.string().min(1),
  amount,
  currency: z.enum(cryptoCurrencies).optional(),
  network: z.enum(networks).optional(),
  depositedAt: moment.optional(),
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
    'credit-transfer': step(reported, ({ tradeId, ...told }) => play.creditTransfer(tradeId, told)),
    ...bankSteps(play),
  };
  for (const [name, take] of Object.entries(steps)) server.post(`/simulator/play/${name}`, take);
}

function bankSteps(play: Play) {
  return {
    'fail-transfer': step(ended, ({ tradeId, ...told }) => play.failTransfer(tradeId, told)),
    'return-transfer': step(ended, ({ tradeId, ...told }) => play.returnTransfer(tradeId, told)),
    'return-funds': step(onTransfer, ({ tradeId, ...told }) => play.returnFunds(tradeId, told)),
    'report-bank': step(anyReport, ({ report, ...told }) => play.reportBank(report, told)),
    'settle-payment': step(onPayment, ({ paymentId, reference = '', ...told }) =>
      play.settlePayment(paymentId ?? reference, told),
    ),
    'top-up': step(onBalance, ({ currency, amount }) => play.topUp(currency, amount)),
    'set-balance': step(onBalance.extend({ amount: balance }), ({ currency, amount }) =>
      play.setBalance(currency, amount),
    ),
  };
}

function step<Schema extends ZodType>(schema: Schema, take: (input: output<Schema>) => Promise<object>) {
  return (request: FastifyRequest) => take(readJson(request, schema));
}
