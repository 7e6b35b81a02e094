import type { Shopper } from '#core/personas/shopper.ts';
import { sharedFile } from '../shared-file.ts';

const FILE = 'online-retail.purchases.csv.gz';
const DAY_MS = 86_400_000;

/** Baskets of one customer, split into what personas are fitted on and what they are judged by. */
export interface SplitShopper {
  readonly trained: Shopper;
  /** Products of later (or other) baskets, one entry a line. */
  readonly heldOut: readonly string[];
}

interface Line {
  readonly orderId: string;
  readonly atMs: number;
  readonly productId: string;
}

function linesByCustomer(): ReadonlyMap<string, Line[]> {
  const customers = new Map<string, Line[]>();
  const rows = sharedFile(FILE).trim().split('\n').slice(1);
  for (const row of rows) {
    const [customerId = '', orderId = '', timestamp = '', productId = ''] = row.split(',');
    const lines = customers.get(customerId) ?? [];
    customers.set(customerId, lines);
    lines.push({ orderId, atMs: Date.parse(timestamp), productId });
  }
  return customers;
}

function shopperFrom(personId: string, lines: readonly Line[]): Shopper {
  const orders = Map.groupBy(lines, ({ orderId }) => orderId);
  const buyHours = Array.from({ length: 168 }, () => 0);
  const baskets = [...orders.values()].map((own) => {
    const { atMs } = own[0]!;
    buyHours[(Math.floor(atMs / 3_600_000) + 72) % 168]! += 1;
    return {
      day: Math.floor(atMs / DAY_MS),
      channel: '',
      isDiscounted: false,
      isGift: false,
      paidMinor: 0,
      products: [...new Set(own.map(({ productId }) => productId))].map((productId) => ({
        productId,
        quantity: 1,
        unitMinor: undefined,
      })),
    };
  });
  return { personId, baskets, buyHours };
}

/** The last day of the time split's training span. */
const CUT_OFF_MS = Date.parse('2011-09-09T00:00:00Z');

/** By time: baskets to 2011-09-08 against later ones. By parity: every other basket against the rest. */
export function splitOnlineRetail(by: 'time' | 'parity'): readonly SplitShopper[] {
  return [...linesByCustomer()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([customerId, lines]) => {
      const orders = [...new Set(lines.map(({ orderId }) => orderId))];
      const position = new Map(orders.map((orderId, i) => [orderId, i]));
      const isTrained = ({ atMs, orderId }: Line): boolean =>
        by === 'time' ? atMs < CUT_OFF_MS : position.get(orderId)! % 2 === 0;
      const trained = lines.filter(isTrained);
      if (trained.length === 0) return [];
      const heldOut = lines.filter((line) => !isTrained(line));
      const distinct = new Set(heldOut.map(({ orderId, productId }) => `${orderId} ${productId}`));
      return [
        {
          trained: shopperFrom(customerId, trained),
          heldOut: [...distinct].map((key) => key.slice(key.indexOf(' ') + 1)),
        },
      ];
    });
}
