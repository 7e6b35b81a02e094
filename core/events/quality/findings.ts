import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { robustZ, type Spread } from './spread.ts';

/**
 * Properties without which an event says little, by its name; `|` gives alternatives. A missing one is counted, not
 * refused: what can be used still is.
 */
const EXPECTED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'Order Completed': ['order_id', 'products', 'total|revenue', 'currency'],
  'Order Refunded': ['order_id'],
  'Order Cancelled': ['order_id'],
  'Product Viewed': ['product_id|sku'],
  'Product Added': ['product_id|sku'],
  'Product Removed': ['product_id|sku'],
  'Product Reviewed': ['product_id|sku', 'rating'],
  'Products Searched': ['query'],
  'Stock Checked': ['product_id|product_ids'],
  'Price Alert Set': ['product_id|product_ids'],
  'Products Compared': ['product_ids|products'],
  'Store Entered': ['store_id'],
  'Store Exited': ['store_id'],
  'Store Nearby': ['store_id', 'distance_m'],
  'Zone Dwelled': ['store_id', 'zone_id', 'dwell_s'],
  'Beacon Seen': ['beacon_id', 'store_id'],
  'In-Store Event Attended': ['store_id', 'event_id'],
  'Consent Changed': ['purpose', 'granted', 'text_version', 'basis'],
};

/** Robust standard deviations from which on a value is an outlier: 3.5 is usual for one value; among thousands, 6. */
const OUTLIER_Z = 6;

/** One thing found about an event; nothing is changed by it. */
export interface Finding {
  /** `missing_field`, `clamped_time`, `negative_value`, `outlier_amount`, `outlier_dwell`, `outlier_rate`. */
  readonly rule: string;
  /** Inside `properties`; empty for the event as a whole. */
  readonly path: string;
}

/** A number of an event whose usual size is learned per source. */
export interface Measure {
  /** `amount:<currency>`, `dwell`, `rate`. */
  readonly name: string;
  readonly path: string;
  readonly value: number;
}

/** What can be measured of an event: what was paid, in its currency, and how long somebody stayed, in seconds. */
export function measuresOf({ name, properties }: CustomerEvent): readonly Measure[] {
  const measures: Measure[] = [];
  if (name === 'Order Completed') {
    const path = properties['total'] === undefined ? 'revenue' : 'total';
    const currency = properties['currency'];
    const code = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'XXX';
    addMeasure(measures, `amount:${code}`, path, properties[path]);
  }
  addMeasure(measures, 'dwell', 'dwell_s', properties['dwell_s']);
  return measures;
}

function addMeasure(measures: Measure[], name: string, path: string, value: Json | undefined): void {
  if (typeof value === 'number') measures.push({ name, path, value });
}

/** What is to be said about an event and its measures, given how such measures of its source are usually spread. */
export function findingsOf(
  event: CustomerEvent,
  measures: readonly Measure[],
  spreads: Readonly<Record<string, Spread>>,
): readonly Finding[] {
  const findings: Finding[] = missingFields(event).map((path) => ({ rule: 'missing_field', path }));
  if (event.isClamped) findings.push({ rule: 'clamped_time', path: '' });
  for (const { name, path, value } of measures) {
    if (value < 0) findings.push({ rule: 'negative_value', path });
    else if (isOutlier(spreads[name], value)) findings.push({ rule: outlierRule(name), path });
  }
  return findings;
}

/** Is this value far from what its source usually sends? False while too little is known. */
export function isOutlier(spread: Spread | undefined, value: number): boolean {
  return Math.abs(robustZ(spread ?? {}, value) ?? 0) > OUTLIER_Z;
}

function outlierRule(measure: string): string {
  return `outlier_${measure.split(':')[0] ?? measure}`;
}

function missingFields({ name, properties }: CustomerEvent): readonly string[] {
  const expected = Object.hasOwn(EXPECTED_FIELDS, name) ? (EXPECTED_FIELDS[name] ?? []) : [];
  return expected.filter((field) => !field.split('|').some((each) => isGiven(properties, each)));
}

function isGiven(properties: JsonObject, name: string): boolean {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
