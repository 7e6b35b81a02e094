import { currencyDecimals } from '#core/kernel/money.ts';
import { DAY_MS, zoneOffsetMs } from '#core/kernel/time.ts';

/** What an offer takes off or gives. */
export type OfferValue =
  /** Percent of the price, 1-100. */
  | { readonly percentOff: number }
  /** Units of the currency. */
  | { readonly amountOff: number; readonly currency: string }
  /** Anything else, in words. */
  | { readonly benefit: Readonly<Record<'ko' | 'en', string>> };

/** A coupon or benefit. It never changes once it is stored: what was signed is what is issued. */
export interface Offer {
  readonly id: string;
  readonly name: Readonly<Record<'ko' | 'en', string>>;
  readonly value: OfferValue;
  readonly conditions: {
    /** The order holds one of these; none named = any. */
    readonly products: readonly string[];
    readonly minimumSpend?: { readonly amount: number; readonly currency: string } | undefined;
  };
  /** Codes are issued and redeemed from `fromMs` up to, not at, `toMs`; each at most `daysAfterIssue` days after its issue. */
  readonly validity: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly daysAfterIssue?: number | undefined;
  };
  /** May another code be used in the same order? */
  readonly stacking: 'alone' | 'with_others';
  /** Never more codes than this. */
  readonly mostCodes: number;
  /** Who pays for it. */
  readonly funder: string;
}

/** The budget of an offer's codes: its limit is set when a plan that names it is applied. */
export const codeBudgetId = (offerId: string): string => `offer/${offerId}`;

/** Until when, exclusive, a code that is issued now can be redeemed. UTC epoch ms. */
export function validUntilMs({ validity }: Pick<Offer, 'validity'>, issuedAtMs: number): number {
  const { toMs, daysAfterIssue } = validity;
  return daysAfterIssue === undefined ? toMs : Math.min(toMs, issuedAtMs + daysAfterIssue * DAY_MS);
}

/** The words of an offer's worth: `10 %`, `3,000원`, `free shipping`. */
export function offerWorth({ value }: Pick<Offer, 'value'>, language: 'ko' | 'en'): string {
  if ('benefit' in value) return value.benefit[language];
  if ('percentOff' in value)
    return language === 'ko' ? `${value.percentOff}% 할인` : `${value.percentOff}% off`;
  const amount = value.amountOff.toLocaleString('en-US', {
    maximumFractionDigits: currencyDecimals(value.currency),
  });
  const money = language === 'ko' && value.currency === 'KRW' ? `${amount}원` : `${amount} ${value.currency}`;
  return language === 'ko' ? `${money} 할인` : `${money} off`;
}

/** The line that stands in a message beside its words: what it is worth, the code, the last day and the conditions. */
export function offerLine(
  offer: Offer,
  { code, untilMs, zone }: { readonly code: string; readonly untilMs: number; readonly zone: string },
  language: 'ko' | 'en',
): string {
  const last = new Date(untilMs - 1 + zoneOffsetMs(zone, untilMs - 1));
  const [month, day] = [last.getUTCMonth() + 1, last.getUTCDate()];
  const spend = offer.conditions.minimumSpend;
  const least = spend?.amount.toLocaleString('en-US');
  const worth = offerWorth(offer, language);
  if (language === 'ko') {
    const unit = spend?.currency === 'KRW' ? '원' : ` ${spend?.currency}`;
    const condition = spend === undefined ? '' : `, ${least}${unit} 이상 구매 시`;
    return `쿠폰 ${code} · ${worth} (${month}월 ${day}일까지${condition})`;
  }
  const condition = spend === undefined ? '' : `, from ${least} ${spend.currency}`;
  return `Code ${code} · ${worth} (until ${month}/${day}${condition})`;
}
