import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';

/** A property given in another unit, under a name that tells which. */
export interface UnitRule {
  readonly id: string;
  /** The property as it comes; its unit is in its name. */
  readonly from: string;
  /** The property of contracts, and how many of its units one of the other is. */
  readonly to: string;
  readonly factor: number;
}

/** Properties whose names say their unit. More are added here, as data. */
const UNIT_RULES: readonly UnitRule[] = [
  { id: 'dwell_ms', from: 'dwell_ms', to: 'dwell_s', factor: 0.001 },
  { id: 'dwell_min', from: 'dwell_min', to: 'dwell_s', factor: 60 },
  { id: 'distance_km', from: 'distance_km', to: 'distance_m', factor: 1000 },
  { id: 'distance_ft', from: 'distance_ft', to: 'distance_m', factor: 0.3048 },
];

/** What one source is known to send in its own way: declared by its operator, never guessed. */
export interface SourceUnits {
  readonly source: string;
  /** A property of contracts and how many of its units one of the source's is: `{ price: 1000 }` for thousand won. */
  readonly factors: Readonly<Record<string, number>>;
}

/** One value that was changed, with what it was. */
export interface Correction {
  /** Rule: an id of `UNIT_RULES`, `source_unit`, `number_text` or `currency_code`. */
  readonly rule: string;
  /** Inside `properties`, e.g. `products[2].price`. */
  readonly path: string;
  readonly original: Json;
  readonly corrected: Json;
}

/** An event in standard units, and what had to be changed for it. */
export interface Standardised {
  /** The same object if nothing was changed; else `context.corrections` keeps every original beside it. */
  readonly event: CustomerEvent;
  readonly corrections: readonly Correction[];
}

const UNITS: ReadonlyMap<string, UnitRule> = new Map(UNIT_RULES.map((rule) => [rule.from, rule]));

/** Numbers that Korean exports write as text: `12,900원`, `₩12,900`. */
const NUMBERS = new Set([
  'price',
  'total',
  'revenue',
  'subtotal',
  'value',
  'amount',
  'tax',
  'shipping',
  'discount',
  'quantity',
]);
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  '₩': 'KRW',
  원: 'KRW',
  $: 'USD',
  '€': 'EUR',
  '¥': 'JPY',
};
/** Corrections kept with one event: products are many, one original each tells enough beyond this. */
const CORRECTIONS_KEPT = 32;

/**
 * The event with units and formats of contracts. Nothing is corrected in silence: whatever was changed stands with
 * its original in `context.corrections`, which the lake keeps. Doing it twice changes nothing.
 * @param units what this event's source is declared to send in units of its own.
 */
export function standardise(event: CustomerEvent, units?: SourceUnits): Standardised {
  if (event.context['corrections'] !== undefined) return { event, corrections: [] };
  const corrections: Correction[] = [];
  const properties = standardObject(event.properties, { path: '', units, corrections });
  if (corrections.length === 0) return { event, corrections };
  const kept = corrections.slice(0, CORRECTIONS_KEPT).map((each): JsonObject => ({ ...each }));
  return { event: { ...event, properties, context: { ...event.context, corrections: kept } }, corrections };
}

interface Work {
  /** What goes before a property's name, e.g. `products[2].`; empty at the top. */
  readonly path: string;
  readonly units: SourceUnits | undefined;
  readonly corrections: Correction[];
}

/** The same object if nothing in it is to be changed: most messages are standard, and are many. */
function standardObject(object: JsonObject, work: Work): JsonObject {
  let result: Record<string, Json | undefined> | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    const change = name === 'products' ? productsChange(value, work) : changeOf(name, value, work.units);
    if (change === undefined || isTaken(object, name, change)) continue;
    result = { ...(result ?? object), [change.name]: change.value };
    if (change.name !== name) delete result[name];
    if (change.rule === 'products') continue;
    work.corrections.push({
      rule: change.rule,
      path: work.path + name,
      original: value,
      corrected: change.value,
    });
  }
  return result ?? object;
}

/** Two names for one thing: what stands under the name of contracts is left alone. */
function isTaken(object: JsonObject, name: string, change: Change): boolean {
  return change.name !== name && Object.hasOwn(object, change.name);
}

function productsChange(value: Json, work: Work): Change | undefined {
  if (!Array.isArray(value)) return undefined;
  const products = standardProducts(value as readonly Json[], work);
  return products === value ? undefined : { rule: 'products', name: 'products', value: products };
}

function standardProducts(products: readonly Json[], work: Work): readonly Json[] {
  const before = work.corrections.length;
  const standard = products.map((product, index) => {
    const isObject = typeof product === 'object' && product !== null && !Array.isArray(product);
    const path = `${work.path}products[${index}].`;
    return isObject ? standardObject(product as JsonObject, { ...work, path }) : product;
  });
  return work.corrections.length === before ? products : standard;
}

interface Change {
  readonly rule: string;
  readonly name: string;
  readonly value: Json;
}

function changeOf(name: string, value: Json, units: SourceUnits | undefined): Change | undefined {
  if (name === 'currency') return currencyChange(value);
  const unit = UNITS.get(name);
  if (unit !== undefined) {
    return typeof value === 'number'
      ? { rule: unit.id, name: unit.to, value: tidy(value * unit.factor) }
      : undefined;
  }
  const number = NUMBERS.has(name) && typeof value === 'string' ? readNumber(value) : value;
  if (typeof number !== 'number') return undefined;
  const factor = factorOf(name, units);
  if (factor !== 1) return { rule: 'source_unit', name, value: tidy(number * factor) };
  return number === value ? undefined : { rule: 'number_text', name, value: number };
}

function factorOf(name: string, units: SourceUnits | undefined): number {
  return units !== undefined && Object.hasOwn(units.factors, name) ? (units.factors[name] ?? 1) : 1;
}

function currencyChange(value: Json | undefined): Change | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const code = Object.hasOwn(CURRENCY_WORDS, text) ? CURRENCY_WORDS[text] : text.toUpperCase();
  if (code === undefined || code === value || !/^[A-Z]{3}$/.test(code)) return undefined;
  return { rule: 'currency_code', name: 'currency', value: code };
}

function readNumber(text: string): number | undefined {
  const bare = text.normalize('NFKC').replace(/[₩$€¥원,\s]/gu, '');
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(bare) ? Number(bare) : undefined;
}

/** Twelve digits are more than any measure has; what follows is noise of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
