import type { Expectation, Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { toMinorUnits } from '#core/kernel/money.ts';

/** A reading of something outside: what it says, or why it cannot be taken. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

/** A reading that succeeded. */
export function read<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** A reading refused as `bad_money`: for what should have been there, or for decimals or size. */
export function badMoney(path: string, expected?: Expectation): Reading<never> {
  return { ok: false, rejection: reject('bad_money', path, expected) };
}

const PLAIN_NUMBER = /^-?\d{1,15}(?:\.\d{1,9})?$/;

/** A number, or a text that is nothing but one. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && PLAIN_NUMBER.test(value) ? Number(value) : undefined;
}

/** The currency of a message, else the brand's. */
export function currencyOf(properties: JsonObject, brandCurrency: string): Reading<string> {
  const currency = properties['currency'];
  if (currency === undefined || currency === null || currency === '') return read(brandCurrency);
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  if (/^[A-Z]{3}$/.test(code)) return read(code);
  return badMoney('properties.currency', 'currency');
}

/**
 * The first of some amounts that a message gives, in minor units.
 * @returns undefined if it gives none; a refusal if the amount is no number, negative or finer than its currency.
 */
export function amountOf(
  properties: JsonObject,
  names: readonly string[],
  currency: string,
): Reading<number | undefined> {
  for (const name of names) {
    const given = properties[name];
    if (given === undefined || given === null || given === '') continue;
    return toMinor(numberOf(given), `properties.${name}`, currency);
  }
  return read(undefined);
}

function toMinor(amount: number | undefined, path: string, currency: string): Reading<number> {
  if (amount === undefined || amount < 0) return badMoney(path, 'amount');
  try {
    return read(toMinorUnits(amount, currency));
  } catch (error) {
    if (error instanceof InputError) return badMoney(path);
    throw error;
  }
}
