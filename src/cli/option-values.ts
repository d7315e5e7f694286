import { InvalidArgumentError, Option } from 'commander';
import { fiatCurrencies } from '../banking/currencies';
import { returnSchemes } from '../banking/return-codes';
import { isOrderAttentionReason, orderAttentionReasons, type OrderAttentionReason } from '../client/order-queries';
import { parseDuration } from '../signals/durations';
import { offrampStages } from '../signals/stages';

/** Reads a whole number from 1. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

/** Reads a duration such as `5 minutes`, as milliseconds. */
export function duration(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new InvalidArgumentError('It must be a duration such as "5 minutes".');
  return parsed;
}

/** Reads a country code, in upper case. Which countries there are changes over the years, so any two letters will do. */
export function country(text: string): string {
  if (!/^[A-Za-z]{2}$/.test(text)) throw new InvalidArgumentError('It must be a country code of two letters.');
  return text.toUpperCase();
}

export const jsonOption = (): Option => new Option('--json', 'print one JSON document');

export const currencyOption = (description: string): Option =>
  new Option('--currency <code>', description).choices(fiatCurrencies);

export const stageOption = (): Option =>
  new Option('--stage <stage>', 'only orders at this stage').choices(offrampStages);

export const schemeOption = (): Option =>
  new Option('--scheme <scheme>', 'only what it means in this family of codes').choices(returnSchemes);

export const attentionOption = (): Option =>
  new Option('--needs-attention [reason]', 'only orders that wait for a person, or do so for this reason').argParser(
    attentionReason,
  );

/** Reads a reason for which orders need attention. */
function attentionReason(text: string): OrderAttentionReason {
  if (isOrderAttentionReason(text)) return text;
  throw new InvalidArgumentError(`It must be one of: ${orderAttentionReasons.join(', ')}.`);
}

export const idOption = (description: string): Option => new Option('--id <kind:id...>', description);
