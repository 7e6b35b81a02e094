import { hash48 } from '#core/kernel/hash.ts';
import { currencyDecimals } from '#core/kernel/money.ts';
import { decimalsNeeded, type OrderNature, type PurchaseLine } from './purchase-line.ts';
import { RowRefused } from './row-problem.ts';

/** What is remembered of an order between the passes: no lines, only how many. */
export interface OrderEntry {
  lineCount: number;
  readonly firstLine: number;
  lastLine: number;
  /** Currency of all its lines: what any of them names; empty for the file's. */
  currency: string;
  /** Decimals that its amounts without currency need; below 0 where it has none. */
  bareDecimals: number;
  /** Its lines so far, while it is being delivered. */
  open: PurchaseLine[] | undefined;
}

/** Lines of unfinished orders held in memory at once; about 100 MB. */
const MOST_OPEN_LINES = 250_000;

function newEntry({ line, currency = '' }: PurchaseLine): OrderEntry {
  return { lineCount: 0, firstLine: line, lastLine: line, currency, bareDecimals: -1, open: undefined };
}

const keyOf = (line: PurchaseLine, nature: OrderNature): string =>
  `${nature}\n${line.customerId}\n${line.orderId}`;

const isBare = (line: PurchaseLine): boolean =>
  line.currency === undefined && (line.amount !== undefined || line.discount !== undefined);

/** Which orders a file has and where their lines are: memory grows with the orders, not with the lines. */
export class OrderIndex {
  readonly #orders = new Map<string, OrderEntry>();
  readonly #expected: string;

  /** @param expected ISO 4217: an order may write this currency beside some amounts and not beside others. */
  constructor(expected: string) {
    this.#expected = expected;
  }

  /** @throws RowRefused if the order's earlier lines have another currency. */
  add(line: PurchaseLine): void {
    const key = keyOf(line, line.nature);
    const order = this.#orders.get(key) ?? newEntry(line);
    if (!this.#agrees(order, line)) throw new RowRefused('mixed_currency', 'amount');
    if (isBare(line)) order.bareDecimals = Math.max(order.bareDecimals, decimalsNeeded(line));
    order.currency = line.currency ?? order.currency;
    order.lineCount += 1;
    order.lastLine = line.line;
    this.#orders.set(key, order);
  }

  /** May a line that names a currency, or whose amount has none, join this order? */
  #agrees({ currency, bareDecimals }: OrderEntry, line: PurchaseLine): boolean {
    if (isBare(line)) return currency === '' || this.#holds(currency, decimalsNeeded(line));
    if (line.currency === undefined || line.currency === currency) return true;
    return currency === '' && (bareDecimals < 0 || this.#holds(line.currency, bareDecimals));
  }

  #holds(currency: string, decimals: number): boolean {
    return currency === this.#expected && decimals <= currencyDecimals(currency);
  }

  /** The line's order; undefined if `add` refused the line. */
  find(line: PurchaseLine): OrderEntry | undefined {
    const order = this.#orders.get(keyOf(line, line.nature));
    if (order === undefined) return undefined;
    const isTaken = isBare(line)
      ? this.#agrees(order, line)
      : (line.currency ?? order.currency) === order.currency;
    return isTaken ? order : undefined;
  }

  /** Does something of this line's order stand? */
  isPartlyBought(line: PurchaseLine): boolean {
    return this.#orders.has(keyOf(line, 'completed'));
  }

  /**
   * How many passes keep the lines of unfinished orders within memory, when each pass takes one share of the
   * customers. O(n log n) in the orders.
   */
  passCount(mostOpenLines: number = MOST_OPEN_LINES): number {
    const steps: [line: number, change: number][] = [];
    for (const { firstLine, lastLine, lineCount } of this.#orders.values()) {
      if (lineCount > 1) steps.push([firstLine, lineCount], [lastLine, -lineCount]);
    }
    steps.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let open = 0;
    let most = 0;
    for (const [, change] of steps) {
      open += change;
      most = Math.max(most, open);
    }
    return Math.max(1, Math.ceil(most / mostOpenLines));
  }
}

/** The pass in which a customer's rows are delivered: all of one customer's in the same, so that their order holds. */
export function passOf(customerId: string, passCount: number): number {
  return passCount === 1 ? 0 : hash48(customerId) % passCount;
}
