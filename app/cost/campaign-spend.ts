import { allocateShared } from '#core/cost/ledger/allocate-shared.ts';
import { type CampaignResult, campaignResult } from '#core/cost/ledger/campaign-result.ts';
import { InputError } from '#core/kernel/errors.ts';
import { nearestMinorUnits } from '#core/kernel/money.ts';
import type { Ledger } from './read-ledger.ts';

/** What a campaign cost, as sentences and ratios use it. */
export interface CampaignSpend {
  /** Nearest whole minor units. */
  readonly minor: number;
  /** Four digits and the currency. */
  readonly text: string;
  /** Units whose prices are assumed, by service and name. */
  readonly estimates: readonly string[];
}

/** What the ledger holds of a campaign; undefined where it holds nothing yet, or a price or rate is not known. */
export function campaignSpend(
  ledger: Ledger,
  {
    campaignId,
    currency,
    atMs,
  }: { readonly campaignId: string; readonly currency: string; readonly atMs: number },
): CampaignSpend | undefined {
  const statements = [...ledger.closed, ...ledger.open];
  const cost = {
    lines: statements.flatMap(({ lines }) => lines),
    shares: statements.flatMap(({ lines }) => allocateShared(lines, ledger.allocationKey).shares),
  };
  const isUnpriced = ledger.open.some(({ unpriced }) =>
    unpriced.some(({ campaigns }) => campaigns.includes(campaignId)),
  );
  const setting = { book: ledger.book, currency, atMs };
  const result = whereRatesAreKnown(() => campaignResult(campaignId, cost, undefined, setting));
  if (isUnpriced || result === undefined || Object.keys(result.costs).length === 0) return undefined;
  const total = Number(result.totalCost);
  return {
    minor: nearestMinorUnits(total, currency),
    text: `${total.toLocaleString('en-US', { maximumSignificantDigits: 4 })} ${currency}`,
    estimates: result.estimates,
  };
}

function whereRatesAreKnown(calculate: () => CampaignResult): CampaignResult | undefined {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
