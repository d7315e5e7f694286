import { compareAmounts, sumAmounts } from './money';
import { mostAttempts, type TransferVerdict } from './transfer-decision';
import type { TransferFate } from './transfer-reports';

/** Everything that decides whether money may be sent again. */
export interface SendGuardView {
  readonly attempt: number;
  readonly amount: string;
  readonly currencies: { readonly payment: string; readonly trade: string; readonly account: string };
  /** Every attempt before this one. */
  readonly earlier: readonly {
    readonly attempt: number;
    readonly fate: TransferFate;
    /** Whether the provider may not have taken it on, or an operator says that it never arrived. */
    readonly unclear: boolean;
    readonly fundsBack: string | undefined;
  }[];
  /** What of the trades' fiat neither arrived, nor is under way, nor was disposed of. */
  readonly held: string;
  readonly customerApproved: boolean;
  /** What this order has sent again so far. */
  readonly sentAgain: readonly string[];
  readonly limits: SendLimits;
}

/** What the deployment allows, as it stands at this moment. */
export interface SendLimits {
  readonly paused: boolean;
  /** The most that one order may send again in all, in the payout currency. */
  readonly autoResendMax?: string | undefined;
}

export type SendRefusalReason =
  | 'earlier-transfer-alive'
  | 'payment-outcome-unknown'
  | 'funds-not-returned'
  | 'resends-used-up'
  | 'money-unaccounted'
  | 'payout-unexpected'
  | 'customer-not-approved'
  | 'payouts-paused'
  | 'resend-above-limit';

export interface SendRefusal {
  readonly reason: SendRefusalReason;
  readonly sentence: string;
}

interface GuardLine {
  readonly reason: SendRefusalReason;
  readonly refuses: (view: SendGuardView) => boolean;
  readonly sentence: (view: SendGuardView) => string;
}

/** DESIGN section 6, *Send guard*. Each line stands alone: without it money could be sent that must not be. */
export const guardLines: readonly GuardLine[] = [
  {
    reason: 'earlier-transfer-alive',
    refuses: ({ earlier }) => earlier.some(({ fate, unclear }) => fate !== 'dead' && !unclear),
    sentence: ({ earlier }) =>
      `Attempt ${attemptsWhere(earlier, ({ fate, unclear }) => fate !== 'dead' && !unclear)} is not known to have failed.`,
  },
  {
    reason: 'payment-outcome-unknown',
    refuses: ({ earlier }) => earlier.some(({ fate, unclear }) => fate !== 'dead' && unclear),
    sentence: ({ earlier }) =>
      `What became of attempt ${attemptsWhere(earlier, ({ fate, unclear }) => fate !== 'dead' && unclear)} is not known.`,
  },
  {
    reason: 'funds-not-returned',
    refuses: ({ earlier }) => earlier.some(({ fate, fundsBack }) => fate === 'dead' && fundsBack === undefined),
    sentence: ({ earlier }) =>
      `The money of attempt ${attemptsWhere(earlier, ({ fundsBack }) => fundsBack === undefined)} is not known to be back.`,
  },
  {
    reason: 'funds-not-returned',
    refuses: ({ earlier, amount }) => {
      const back = earlier.at(-1)?.fundsBack;
      return back !== undefined && compareAmounts(amount, back) > 0;
    },
    sentence: ({ amount, earlier }) => `${amount} is more than the ${earlier.at(-1)?.fundsBack ?? '0'} that came back.`,
  },
  {
    reason: 'resends-used-up',
    refuses: ({ attempt }) => attempt > mostAttempts,
    sentence: () => `The money has been sent ${mostAttempts} times.`,
  },
  {
    reason: 'money-unaccounted',
    refuses: ({ amount, held }) => compareAmounts(amount, held) > 0,
    sentence: ({ amount, held }) => `Of this order's money ${held} can be sent, not ${amount}.`,
  },
  {
    reason: 'payout-unexpected',
    refuses: ({ currencies: { payment, trade, account } }) => payment !== trade || payment !== account,
    sentence: ({ currencies: { payment, trade, account } }) =>
      `The payment is in ${payment}, the trade paid out ${trade}, the account is held in ${account}.`,
  },
  {
    reason: 'customer-not-approved',
    refuses: ({ customerApproved }) => !customerApproved,
    sentence: () => 'The provider no longer approves of the customer.',
  },
  {
    reason: 'payouts-paused',
    refuses: ({ limits }) => limits.paused,
    sentence: () => 'Payouts are paused (PAYOUTS_PAUSED).',
  },
  {
    reason: 'resend-above-limit',
    refuses: ({ limits: { autoResendMax }, sentAgain, amount }) =>
      autoResendMax !== undefined && compareAmounts(sumAmounts([...sentAgain, amount]), autoResendMax) > 0,
    sentence: ({ limits: { autoResendMax = '' } }) =>
      `It would be more than AUTO_RESEND_MAX, which is ${autoResendMax}.`,
  },
];

/** Why money must not be sent again as things stand, or `undefined` if it may. Nothing goes around this. */
export function sendRefusal(view: SendGuardView, lines: readonly GuardLine[] = guardLines): SendRefusal | undefined {
  const line = lines.find(({ refuses }) => refuses(view));
  return line && { reason: line.reason, sentence: line.sentence(view) };
}

/**
 * Whether what is known of the transfers still asks for this payment. It comes before the lines, and they hold without
 * it, so that both must fail before money goes astray.
 */
export function isWanted(verdict: TransferVerdict, { attempt, amount }: Pick<SendGuardView, 'attempt' | 'amount'>) {
  return verdict.verdict === 'send-again' && verdict.attempt === attempt && verdict.amount === amount;
}

type Earlier = SendGuardView['earlier'];

function attemptsWhere(earlier: Earlier, holds: (one: Earlier[number]) => boolean): string {
  return earlier
    .filter(holds)
    .map(({ attempt }) => attempt)
    .join(' and ');
}
