import { hash48 } from '#core/kernel/hash.ts';
import type { OrderNature, PurchaseLine } from './purchase-line.ts';
import { RowRefused } from './row-problem.ts';

/** What is remembered of an order between the passes: no lines, only how many. */
export interface OrderEntry {
  lineCount: number;
  readonly firstLine: number;
  lastLine: number;
  /** Currency of all its lines; empty for the file's. */
  readonly currency: string;
  /** Its lines so far, while it is being delivered. */
  open: PurchaseLine[] | undefined;
}

/** Lines of unfinished orders held in memory at once; about 100 MB. */
const MOST_OPEN_LINES = 250_000;

const keyOf = (line: PurchaseLine, nature: OrderNature): string =>
  `${nature}\n${line.customerId}\n${line.orderId}`;

/** Which orders a file has and where their lines are: memory grows with the orders, not with the lines. */
export class OrderIndex {
  readonly #orders = new Map<string, OrderEntry>();

  /** @throws RowRefused if the order's earlier lines have another currency. */
  add(line: PurchaseLine): void {
    const key = keyOf(line, line.nature);
    const currency = line.currency ?? '';
    const order = this.#orders.get(key);
    if (order === undefined) {
      this.#orders.set(key, {
        lineCount: 1,
        firstLine: line.line,
        lastLine: line.line,
        currency,
        open: undefined,
      });
      return;
    }
    if (order.currency !== currency) throw new RowRefused('mixed_currency', 'amount');
    order.lineCount += 1;
    order.lastLine = line.line;
  }

  /** The line's order; undefined if `add` refused the line. */
  find(line: PurchaseLine): OrderEntry | undefined {
    const order = this.#orders.get(keyOf(line, line.nature));
    return order?.currency === (line.currency ?? '') ? order : undefined;
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
