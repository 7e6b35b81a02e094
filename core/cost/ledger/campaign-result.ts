import {
  add,
  type Decimal,
  decimal,
  decimalText,
  divideRounded,
  multiply,
  subtract,
  ZERO,
} from '../../kernel/decimal.ts';
import { type PriceBook, requirePrice } from '../prices/price-book.ts';
import type { AllocatedShare } from './allocate-shared.ts';
import type { CostLine } from './cost-line.ts';

/** A figure with its interval, in whole units of a currency or of orders; decimal texts. */
export interface Interval {
  readonly low: string;
  readonly estimate: string;
  readonly high: string;
}

/** What a campaign brought on top of what would have come anyway, as an experiment measured it. */
export interface IncrementalEffect {
  /** Margin after discounts, before tax, in the result's currency. */
  readonly margin: Interval;
  readonly orders: Interval;
}

/** Groups of cost in a campaign's result, in the order in which they are shown. */
export const COST_GROUPS = [
  'cloud',
  'model',
  'messages',
  'ad_spend',
  'vendor',
  'people',
  'coupon',
  'points',
  'sample',
  'return',
  'shared',
] as const;

/** A group of cost in a campaign's result. */
export type CostGroup = (typeof COST_GROUPS)[number];

/** Revenue and cost of one campaign, in one currency, before tax. */
export interface CampaignResult {
  readonly campaign: string;
  readonly currency: string;
  readonly costs: Readonly<Partial<Record<CostGroup, string>>>;
  readonly totalCost: string;
  /** Its units whose prices are assumed, by service and name: what is not empty makes an estimate. */
  readonly estimates: readonly string[];
  readonly margin: Interval | undefined;
  /** margin − cost. */
  readonly profit: Interval | undefined;
  /** Two digits more than cents; undefined while the interval of orders spans zero, or where nothing was measured. */
  readonly costPerIncrementalOrder: Interval | 'not determinable';
  /** Rates by which foreign amounts were turned, with source and day. */
  readonly rates: readonly { readonly from: string; readonly rate: string; readonly source: string }[];
}

/** Digits of a cost per order. */
const RATIO_DIGITS = 4;

/**
 * The result of one campaign: its own lines, its share of the shared ones, against what it brought.
 * @param currency into which everything is turned, by rates of the price book (service `currency`, unit = code of
 *   the foreign currency) at `atMs`.
 * @throws InputError if a rate is unknown.
 */
export function campaignResult(
  campaign: string,
  cost: { readonly lines: readonly CostLine[]; readonly shares: readonly AllocatedShare[] },
  effect: IncrementalEffect | undefined,
  { book, currency, atMs }: { readonly book: PriceBook; readonly currency: string; readonly atMs: number },
): CampaignResult {
  const rates = new Map<string, { rate: Decimal; source: string }>();
  const turned = (amount: string, from: string): Decimal => {
    if (from === currency) return decimal(amount);
    const known = rates.get(from) ?? rateOf(book, { from, to: currency, atMs });
    rates.set(from, known);
    return multiply(decimal(amount), known.rate);
  };
  const own = cost.lines.filter(({ tags }) => tags.campaign === campaign);
  const sums = new Map<CostGroup, Decimal>();
  const give = (group: CostGroup, amount: Decimal): void => {
    sums.set(group, add(sums.get(group) ?? ZERO, amount));
  };
  for (const line of own) give(groupOf(line), turned(line.amount, line.currency));
  for (const share of cost.shares.filter((one) => one.campaign === campaign))
    give('shared', turned(share.amount, share.currency));
  const total = add(...sums.values());
  return {
    campaign,
    currency,
    costs: Object.fromEntries(
      COST_GROUPS.flatMap((group) => {
        const sum = sums.get(group);
        return sum === undefined ? [] : [[group, decimalText(sum)]];
      }),
    ),
    totalCost: decimalText(total),
    estimates: [
      ...new Set(
        own
          .filter(({ standing }) => standing === 'estimate')
          .map(({ service, unit }) => `${service} ${unit}`),
      ),
    ].sort(),
    margin: effect?.margin,
    profit: effect && mapInterval(effect.margin, (margin) => subtract(margin, total)),
    costPerIncrementalOrder: effect === undefined ? 'not determinable' : perOrder(total, effect.orders),
    rates: [...rates].map(([from, { rate, source }]) => ({ from, rate: decimalText(rate), source })),
  };
}

function groupOf({ kind, service }: CostLine): CostGroup {
  if (kind === 'usage') {
    if (service === 'AmazonBedrock') return 'model';
    return service === 'AmazonSES' || service === 'AWSEndUserMessaging' ? 'messages' : 'cloud';
  }
  return kind === 'credit' || kind === 'correction' ? 'vendor' : kind;
}

function rateOf(
  book: PriceBook,
  { from, to, atMs }: { readonly from: string; readonly to: string; readonly atMs: number },
): { rate: Decimal; source: string } {
  const row = requirePrice(book, { service: 'currency', unit: `${from}/${to}`, region: '*', atMs });
  return { rate: row.tiers[0]?.price ?? ZERO, source: `${row.source} ${row.readOn}` };
}

/** More orders make each cheaper: the ends change places. Across zero there is no ratio to speak of. */
function perOrder(cost: Decimal, orders: Interval): Interval | 'not determinable' {
  const [low, high] = [decimal(orders.low), decimal(orders.high)];
  if (low.units <= 0n || high.units <= 0n) return 'not determinable';
  const over = (count: string): string => decimalText(divideRounded(cost, decimal(count), RATIO_DIGITS));
  return { low: over(orders.high), estimate: over(orders.estimate), high: over(orders.low) };
}

function mapInterval({ low, estimate, high }: Interval, map: (value: Decimal) => Decimal): Interval {
  const mapped = (text: string): string => decimalText(map(decimal(text)));
  return { low: mapped(low), estimate: mapped(estimate), high: mapped(high) };
}
