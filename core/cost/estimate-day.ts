import { InputError } from '../kernel/errors.ts';
import { type CostLine, usageLine } from './ledger/cost-line.ts';
import { monthOf } from './ledger/month.ts';
import { rateUsage } from './ledger/rate-usage.ts';
import { WRITE_UNITS_OF_A_MESSAGE } from './meter/message-unit.ts';
import type { PriceBook } from './prices/price-book.ts';

/** What a day is worked out from. Whole numbers, except the units per event. */
export interface DayModel {
  /** People with events, ≥ 1. */
  readonly customers: number;
  readonly eventsPerCustomer: number;
  readonly messagesPerCustomer: number;
  /** DynamoDB write units per hundred events: 86 at a window of 10 s, 47 at 60 s, 18 at 300 s (docs/performance.md). */
  readonly writeUnitsPerHundredEvents: number;
  /** Write units of a message from claim to receipt. */
  readonly writeUnitsPerMessage: number;
  /** Consumers that read the stream: the main and the urgent lane. */
  readonly consumers: number;
}

/** The standing test size, at the 60 s window. */
export const STANDING_DAY: DayModel = {
  customers: 4_000_000,
  eventsPerCustomer: 30,
  messagesPerCustomer: 1,
  writeUnitsPerHundredEvents: 47,
  writeUnitsPerMessage: WRITE_UNITS_OF_A_MESSAGE,
  consumers: 2,
};

/** One line of an estimate: where its quantity comes from, and what it costs. */
export interface EstimatedLine {
  readonly service: string;
  readonly unit: string;
  /** e.g. `4,000,000 customers × 30 events × 47 / 100`. */
  readonly derivation: string;
  readonly quantity: number;
  /** Parts of the quantity by tier, each with its amount; empty where no price is known. */
  readonly lines: readonly CostLine[];
}

/**
 * What a day costs by the price book. Free tiers are taken for this day alone, as on the first of a month.
 * Lambda's time, storage, Firehose and models are not in it: their quantities have to be measured, not assumed.
 * @throws InputError if a parameter is no whole number from 0 up.
 */
export function estimateDay(
  model: DayModel,
  book: PriceBook,
  at: { readonly region: string; readonly atMs: number },
): EstimatedLine[] {
  for (const [name, value] of Object.entries(model))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new InputError(`${name} must be a whole number from 0 up`, {
        details: { ko: `${name} 은(는) 0 이상의 정수여야 합니다` },
      });
  const n = (value: number): string => value.toLocaleString('en-US');
  const events = model.customers * model.eventsPerCustomer;
  const messages = model.customers * model.messagesPerCustomer;
  const eventsText = `${n(model.customers)} customers × ${n(model.eventsPerCustomer)} events`;
  const messagesText = `${n(model.customers)} customers × ${n(model.messagesPerCustomer)} messages`;
  const parts: readonly (readonly [string, string, number, string])[] = [
    ['AmazonKinesis', 'stream-hour', 24, '24 hours'],
    ['AmazonKinesis', 'kilobyte-in', events, `${eventsText} × 1 KB`],
    [
      'AmazonKinesis',
      'kilobyte-out',
      events * model.consumers,
      `${eventsText} × 1 KB × ${model.consumers} consumers`,
    ],
    [
      'AmazonDynamoDB',
      'write-request-unit',
      Math.ceil((events * model.writeUnitsPerHundredEvents) / 100),
      `${eventsText} × ${model.writeUnitsPerHundredEvents} / 100`,
    ],
    [
      'AmazonDynamoDB',
      'write-request-unit',
      messages * model.writeUnitsPerMessage,
      `${messagesText} × ${model.writeUnitsPerMessage}`,
    ],
    ['AWSEndUserMessaging', 'push', messages, messagesText],
  ];
  return parts.map(([service, unit, quantity, derivation], index) => {
    const usage = { id: String(index), service, unit, quantity, ...at, tags: {} };
    const { lines } = rateUsage([usage], book);
    return {
      service,
      unit,
      derivation,
      quantity,
      lines: lines.map((line) => usageLine(line, monthOf(at.atMs), book)),
    };
  });
}
