import { decimal } from '../../kernel/decimal.ts';
import { InputError } from '../../kernel/errors.ts';
import { checkUsage, type Usage, type UsageTags } from '../meter/usage.ts';

/** What an amount that nobody meters is for. */
export const CHARGE_CATEGORIES = [
  'ad_spend',
  'vendor',
  'credit',
  'correction',
  'people',
  'coupon',
  'points',
  'sample',
  'return',
] as const;

/** What an amount that nobody meters is for. */
export type ChargeCategory = (typeof CHARGE_CATEGORIES)[number];

/** Categories that a supplier bills; the others are costs of our own. */
export const BILLED_CATEGORIES: ReadonlySet<ChargeCategory> = new Set([
  'ad_spend',
  'vendor',
  'credit',
  'correction',
]);

/** An amount that is known as such: an invoice, imported ad spend, redeemed coupons, a credit, a correction. */
export interface Charge {
  /** Idempotency: the same id counts once. */
  readonly id: string;
  /** When it was caused, UTC epoch ms. */
  readonly atMs: number;
  readonly category: ChargeCategory;
  /** Before tax, decimal text, in whole units of the currency: `12900` KRW, `-0.25` USD. Credits are negative. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly tags: UsageTags;
  /** What it is, for people. */
  readonly description: string;
  /** Invoice number, file, or who says so. */
  readonly source: string;
  /** What it corrects or refunds: a statement's month, an invoice, another charge's id. */
  readonly reference?: string;
}

/** One entry of the journal: metered usage or a known amount. */
export type CostEntry = ({ readonly type: 'usage' } & Usage) | ({ readonly type: 'charge' } & Charge);

/**
 * The entry itself, if the journal may hold it.
 * @throws InputError for a usage that cannot be metered; a charge without id, time or decimal amount; a correction
 *   or credit that does not say of what.
 */
export function checkEntry(entry: CostEntry): CostEntry {
  if (entry.type === 'usage') {
    checkUsage(entry);
    return entry;
  }
  decimal(entry.amount);
  if (entry.id === '' || !Number.isSafeInteger(entry.atMs) || entry.atMs < 0)
    throw new InputError('a charge needs an id and a time', {
      details: { ko: '비용에는 id 와 시각이 있어야 합니다' },
    });
  if (!/^[A-Z]{3}$/.test(entry.currency))
    throw new InputError(`${entry.currency} of charge ${entry.id} is no currency code`, {
      details: { ko: `비용 ${entry.id} 의 ${entry.currency} 은(는) 통화 코드가 아닙니다` },
    });
  const needsReference = entry.category === 'credit' || entry.category === 'correction';
  if (needsReference && (entry.reference ?? '') === '')
    throw new InputError(`charge ${entry.id} is a ${entry.category}: name what it refers to`, {
      details: {
        ko: `비용 ${entry.id} 은(는) ${entry.category} 입니다. 무엇에 대한 것인지 reference 에 쓰십시오`,
      },
    });
  return entry;
}
