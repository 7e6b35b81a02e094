import { currencyDecimals, minorUnitsToDecimal, NO_CURRENCY, toMinorUnits } from '#core/kernel/money.ts';
import type { ColumnMap } from './detect-columns.ts';
import type { CurrencyOrigin, Delivery, FileHandler, Tally } from './file-handler.ts';
import type { ImportOrigin } from './import-message.ts';
import { type OrderEntry, OrderIndex, passOf } from './order-index.ts';
import { orderMessage } from './order-message.ts';
import { assertFits, decimalsNeeded, type PurchaseLine, purchaseLineOf } from './purchase-line.ts';
import { type RowProblem, RowRefused } from './row-problem.ts';
import { createRowReader, type FileRow, isRowProblem, type RowReading } from './row-reader.ts';

/** What the reading of purchases needs to know beside the columns. */
export interface PurchasesSettings extends RowReading, Pick<ImportOrigin, 'fileId'> {
  /** The zone that the user named, if any. */
  readonly namedZone: string | undefined;
  /** ISO 4217, from the user: for amounts that name none. */
  readonly namedCurrency: string | undefined;
  /** ISO 4217, of the brand. */
  readonly brandCurrency: string;
}

class PurchasesTally {
  readonly customers = new Set<string>();
  readonly orderCounts = { completed: 0, cancelled: 0, refunded: 0 };
  readonly totals = new Map<string, number>();
  unitCount = 0;
  cancelledLineCount = 0;
  dayOnlyCount = 0;

  addOrder(lines: readonly [PurchaseLine, ...PurchaseLine[]], currency: string): void {
    const { nature } = lines[0];
    this.orderCounts[nature] += 1;
    if (nature !== 'completed') return;
    for (const line of lines) {
      this.unitCount += line.quantity;
      if (line.amount === undefined) continue;
      this.totals.set(currency, (this.totals.get(currency) ?? 0) + toMinorUnits(line.amount, currency));
    }
  }

  result(): Tally {
    const totals = [...this.totals].map(([code, minor]) => [code, minorUnitsToDecimal(minor, code)]);
    return {
      customerCount: this.customers.size,
      orderCounts: { ...this.orderCounts },
      unitCount: this.unitCount,
      totals: Object.fromEntries(totals) as Record<string, string>,
      cancelledLineCount: this.cancelledLineCount,
      dayOnlyCount: this.dayOnlyCount,
    };
  }
}

/** Finds out in which currency the amounts are that name none. */
class FileCurrency {
  /** Until every row was looked at, such amounts are held to the currency with the most decimals that may be theirs. */
  readonly widest: string;
  readonly #settings: PurchasesSettings;
  readonly #named = new Map<string, number>();
  #unnamedCount = 0;
  #finest = 0;

  constructor(settings: PurchasesSettings) {
    this.#settings = settings;
    const { namedCurrency, brandCurrency } = settings;
    const isFine = currencyDecimals(brandCurrency) > currencyDecimals(NO_CURRENCY);
    this.widest = namedCurrency ?? (isFine ? brandCurrency : NO_CURRENCY);
  }

  add(line: PurchaseLine): void {
    if (line.currency !== undefined) {
      this.#named.set(line.currency, (this.#named.get(line.currency) ?? 0) + 1);
      return;
    }
    if (line.amount === undefined) return;
    this.#unnamedCount += 1;
    this.#finest = Math.max(this.#finest, decimalsNeeded(line));
  }

  get hasUnnamed(): boolean {
    return this.#unnamedCount > 0;
  }

  /** The user's word, else the only currency that at least half of the amounts name, else the brand's, where they fit it. */
  decide(): { readonly code: string; readonly origin: CurrencyOrigin } {
    const { namedCurrency, brandCurrency } = this.#settings;
    if (namedCurrency !== undefined) return { code: namedCurrency, origin: 'user' };
    const [only, ...others] = this.#named;
    const fits = (code: string): boolean => currencyDecimals(code) >= this.#finest;
    if (only !== undefined && others.length === 0) {
      const [code, count] = only;
      if (count >= this.#unnamedCount && fits(code)) return { code, origin: 'file' };
    }
    return fits(brandCurrency)
      ? { code: brandCurrency, origin: 'brand' }
      : { code: NO_CURRENCY, origin: 'unknown' };
  }
}

/** Reads purchases: rows of one order, however far apart, become one message at the order's last row. */
export function createPurchasesHandler(map: ColumnMap, settings: PurchasesSettings): FileHandler {
  const read = createRowReader(map, settings);
  const titleOf = (name: string): string =>
    map.header[map.found.find(({ column }) => column.name === name)?.places[0] ?? -1] ?? name;
  const origin = { fileId: settings.fileId, zone: settings.namedZone };
  const index = new OrderIndex(settings.namedCurrency ?? settings.brandCurrency);
  const tally = new PurchasesTally();
  let passCount: number | undefined;
  const currencies = new FileCurrency(settings);
  const lineOf = (row: FileRow): PurchaseLine | RowProblem => {
    const values = read(row);
    if (isRowProblem(values)) return values;
    try {
      const line = purchaseLineOf(values);
      assertFits(line, line.currency ?? currencies.widest);
      return line;
    } catch (error) {
      return problemOf(error, row.line, titleOf);
    }
  };
  return {
    look(row) {
      const line = lineOf(row);
      if (isRowProblem(line)) return line;
      try {
        index.add(line);
      } catch (error) {
        return problemOf(error, row.line, titleOf);
      }
      tally.customers.add(line.customerId);
      if (line.moment.isDayOnly) tally.dayOnlyCount += 1;
      currencies.add(line);
      return undefined;
    },
    passCount: () => (passCount ??= index.passCount()),
    deliver(row, pass): Delivery | undefined {
      const line = lineOf(row);
      if (isRowProblem(line) || pass !== passOf(line.customerId, passCount ?? 1)) return undefined;
      const order = index.find(line);
      if (order === undefined) return undefined;
      if (line.nature === 'cancelled' && index.isPartlyBought(line)) {
        tally.cancelledLineCount += 1;
        return undefined;
      }
      const lines = complete(order, line);
      if (lines === undefined) return undefined;
      const currency = order.currency === '' ? currencies.decide().code : order.currency;
      tally.addOrder(lines, currency);
      return { to: 'stream', message: orderMessage(lines, currency, origin) };
    },
    tally: () => tally.result(),
    currency: () => (currencies.hasUnnamed ? currencies.decide() : undefined),
  };
}

/** Adds the line to its order; the order's lines once it is whole. */
function complete(
  order: OrderEntry,
  line: PurchaseLine,
): readonly [PurchaseLine, ...PurchaseLine[]] | undefined {
  if (order.lineCount === 1) return [line];
  order.open ??= [];
  order.open.push(line);
  if (order.open.length < order.lineCount) return undefined;
  const [first, ...rest] = order.open;
  order.open = undefined;
  return first === undefined ? undefined : [first, ...rest];
}

function problemOf(error: unknown, line: number, titleOf: (name: string) => string): RowProblem {
  if (!(error instanceof RowRefused)) throw error;
  const column = error.columnName === '' ? '' : titleOf(error.columnName);
  return { line, column, code: error.code, facts: error.facts };
}
