import { InputError } from './errors.ts';

/** Currencies whose number of decimals is not two (ISO 4217). */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** ISO 4217's code for "no currency": amounts whose currency nobody named. Kept with two decimals. */
export const NO_CURRENCY = 'XXX';

/** Number of decimals of a currency: 0 for KRW, 2 for most. */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/**
 * An amount in integer minor units: 12.34 USD is 1234, 12900 KRW is 12900. Binary noise of the sender's floats
 * (0.1 + 0.2) is rounded away; digits that the currency cannot hold are refused, never cut.
 * @throws InputError if the amount is not finite, too large, or has more decimals than the currency.
 */
export function toMinorUnits(amount: number, currency: string): number {
  const scaled = amount * 10 ** currencyDecimals(currency);
  const minor = Math.round(scaled);
  if (!Number.isSafeInteger(minor)) throw new InputError(`amount is out of range for ${currency}`);
  if (Math.abs(scaled - minor) > 1e-6 * Math.max(1, Math.abs(scaled) * 1e-6)) {
    throw new InputError(`amount has more decimals than ${currency} allows (${currencyDecimals(currency)})`);
  }
  return minor === 0 ? 0 : minor;
}

/** The nearest amount in minor units, for ratios and sentences; the ledger keeps every digit. */
export function nearestMinorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** currencyDecimals(currency));
}

/** Minor units as a decimal text: 1234 USD is `12.34`, 12900 KRW is `12900`. */
export function minorUnitsToDecimal(minor: number, currency: string): string {
  return (minor / 10 ** currencyDecimals(currency)).toFixed(currencyDecimals(currency));
}
