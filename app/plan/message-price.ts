import { messageUnit } from '#core/cost/meter/message-unit.ts';
import { exchangeRate, highestPrice } from '#core/cost/prices/exchange-rate.ts';
import { type PriceBook, unknownPrice } from '#core/cost/prices/price-book.ts';
import type { MessagePrice } from '#core/plan/lane-kinds.ts';

/** Float dust of a product must not make a micro more. */
const DUST = 1e-6;

/**
 * What a message costs by the price book: the dearest step, rounded up, in the billing currency. Nothing is assumed
 * here: a price that nobody knows is refused by name, and one that the operator only assumes makes an estimate.
 */
export function createMessagePrice(
  book: PriceBook,
  asked: {
    readonly region: string;
    readonly jurisdiction: string;
    readonly billingCurrency: string;
    readonly atMs: number;
  },
): MessagePrice {
  const { region, jurisdiction, billingCurrency, atMs } = asked;
  return (channel, parts) => {
    const { service, unit } = messageUnit(channel, jurisdiction);
    const row = book.find({ service, unit, region, atMs });
    if (row === undefined) return { refused: unknownPrice({ service, unit, region, atMs }).en };
    const exchange = exchangeRate(book, { from: billingCurrency, to: row.currency, atMs });
    if (exchange === undefined) return { refused: unknownRate(billingCurrency, row.currency) };
    const micros = ((highestPrice(row) / Number(row.per)) * 1e6 * parts) / exchange.rate;
    return { micros: Math.ceil(micros - DUST), isEstimate: row.basis === 'assumed' };
  };
}

/** The sentence for an exchange rate that nobody knows. */
export function unknownRate(from: string, to: string): string {
  return `no rate is known for currency/${from}/${to}: import one with "kairos prices import"`;
}
