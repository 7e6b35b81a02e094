import { InputError } from '../../kernel/errors.ts';
import { keyOf } from '../meter/usage-sum.ts';
import type { PriceBook } from '../prices/price-book.ts';
import { type Charge, type CostEntry } from './charge.ts';
import { type CostLine, chargeLine, usageLine } from './cost-line.ts';
import { type Month, monthOf, nextMonth } from './month.ts';
import { rateUsage, skuKey, type UnpricedLine } from './rate-usage.ts';

/** Entries that were written to the journal at once: all of one month, immutable under their key. */
export interface JournalBatch {
  readonly key: string;
  readonly month: Month;
  readonly entries: readonly CostEntry[];
}

/** One month's lines. A closed one never changes. */
export interface Statement {
  readonly month: Month;
  readonly lines: readonly CostLine[];
  /** Keys of the batches that it holds. */
  readonly batches: readonly string[];
}

/** A month that is still open, as it would be closed now. */
export interface OpenStatement extends Statement {
  readonly unpriced: readonly UnpricedLine[];
}

interface Posted {
  readonly batch: string;
  readonly entry: CostEntry;
}

/**
 * Statements of the months that are open. What a closed statement holds stays there; every other entry is posted to
 * its own month or, if that is closed, to the first open one, with a reference. An id counts once, however often
 * and in whichever batch it was written. The result depends on the set of batches alone.
 * @throws InputError if an id comes with two contents.
 */
export function openStatements(
  batches: readonly JournalBatch[],
  closed: readonly Statement[],
  book: PriceBook,
): OpenStatement[] {
  const held = new Set(closed.flatMap((statement) => statement.batches));
  const firstOpen = closed.reduce<Month>((first, { month }) => later(first, nextMonth(month)), '');
  const byMonth = new Map<Month, Posted[]>();
  for (const posted of distinctEntries(batches, held)) {
    const month = later(firstOpen, monthOf(posted.entry.atMs));
    const list = byMonth.get(month);
    if (list === undefined) byMonth.set(month, [posted]);
    else list.push(posted);
  }
  const before = quantitiesOf(closed.flatMap((statement) => statement.lines));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, posted]) => {
      const statement = statementOf(month, posted, { book, before });
      for (const [key, quantity] of quantitiesOf(statement.lines))
        before.set(key, (before.get(key) ?? 0n) + quantity);
      return statement;
    });
}

const later = (a: Month, b: Month): Month => (a > b ? a : b);

/** Entries of batches that are not held yet, each id once; ids of held batches are gone already. */
function* distinctEntries(batches: readonly JournalBatch[], held: ReadonlySet<string>): Iterable<Posted> {
  const known = new Map<string, string>();
  const heldFirst = [...batches].sort(
    (a, b) => Number(held.has(b.key)) - Number(held.has(a.key)) || (a.key < b.key ? -1 : 1),
  );
  for (const { key, entries } of heldFirst) {
    for (const entry of entries) {
      const content = contentOf(entry);
      const other = known.get(entry.id);
      if (other !== undefined && other !== content)
        throw new InputError(`the journal holds ${entry.type} ${entry.id} with two different contents`);
      known.set(entry.id, content);
      if (other === undefined && !held.has(key)) yield { batch: key, entry };
    }
  }
}

function contentOf(entry: CostEntry): string {
  if (entry.type === 'usage') return JSON.stringify([entry.atMs, entry.quantity, keyOf(entry)]);
  const { category, amount, currency, reference, tags } = entry;
  const tagsKey = keyOf({ service: category, unit: '', region: '', tags });
  return JSON.stringify([entry.atMs, amount, currency, reference ?? null, tagsKey]);
}

function statementOf(
  month: Month,
  posted: readonly Posted[],
  { book, before }: { readonly book: PriceBook; readonly before: ReadonlyMap<string, bigint> },
): OpenStatement {
  const usages = posted.flatMap(({ entry }) => (entry.type === 'usage' ? [entry] : []));
  const charges = posted.flatMap(({ entry }) => (entry.type === 'charge' ? [entry] : []));
  const { lines, unpriced } = rateUsage(usages, book, before);
  return {
    month,
    lines: [
      ...lines.map((line) => usageLine(line, month, book)),
      ...[...charges].sort(byId).map((charge) => chargeLine(charge, month)),
    ],
    unpriced,
    batches: [...new Set(posted.map(({ batch }) => batch))].sort(),
  };
}

const byId = (a: Charge, b: Charge): number => (a.id < b.id ? -1 : 1);

/** Metered units by month, service, unit and Region, as tiers count them. */
function quantitiesOf(lines: readonly CostLine[]): Map<string, bigint> {
  const quantities = new Map<string, bigint>();
  for (const line of lines) {
    if (line.kind !== 'usage') continue;
    const key = skuKey({ ...line, usageMonth: line.causedIn });
    quantities.set(key, (quantities.get(key) ?? 0n) + BigInt(line.quantity));
  }
  return quantities;
}
