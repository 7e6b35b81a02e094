import { createRng } from '#core/kernel/rng.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import { solveTiming } from '#core/models/timing/solve-timing.ts';
import { createTimingScorer } from '#core/models/timing/timing-scorer.ts';
import {
  summariseTiming,
  type TimingRow,
  type TimingStatistics,
} from '#core/models/timing/timing-statistics.ts';
import { simulateCustomer } from '#tests/recovery/simulate-timing.ts';
import { growth, leastMs, line, timed } from './bench-line.ts';

/** The parameters that Fader, Hardie and Lee print for CDNOW, days for weeks. */
const CDNOW: BetaGeometricModel = {
  kind: 'beta-geometric',
  r: 0.243,
  alphaDays: 4.414 * 7,
  dropout: { a: 0.793, b: 2.426 },
  canLeaveAtOnce: false,
  stages: 1,
};
const HORIZON_DAYS = 39 * 7;

/** Histories as columns: four million objects would be measured instead. */
interface Shop {
  readonly repeats: Int32Array;
  readonly recency: Int32Array;
  readonly age: Int32Array;
}

/** Customers who came in the first 84 of 273 days, as CDNOW's did. */
function simulatedShop(customers: number): Shop {
  const rng = createRng('bench');
  const shop = {
    repeats: new Int32Array(customers),
    recency: new Int32Array(customers),
    age: new Int32Array(customers),
  };
  for (let i = 0; i < customers; i += 1) {
    const row = simulateCustomer(rng, CDNOW, 189 + rng.integer(84));
    shop.repeats[i] = row.repeatPurchases;
    shop.recency[i] = row.recencyDays;
    shop.age[i] = row.ageDays;
  }
  return shop;
}

function* rowsOf({ repeats, recency, age }: Shop): Generator<TimingRow> {
  for (let i = 0; i < repeats.length; i += 1) {
    yield { repeatPurchases: repeats[i]!, recencyDays: recency[i]!, ageDays: age[i]! };
  }
}

function score(shop: Shop, statistics: TimingStatistics): number {
  const scorer = createTimingScorer(solveTiming(statistics, 'bg-nbd').model, HORIZON_DAYS);
  return timed(() => {
    let orders = 0;
    for (const row of rowsOf(shop)) orders += scorer(row).expectedOrders;
    return orders;
  }).ms;
}

const figures = (values: readonly number[]): string => values.map((value) => value.toFixed(3)).join(' ');

/** Purchase timing: BG/NBD from 2,357 customers to four million. */
export function benchTiming(): void {
  process.stdout.write('Purchase timing (BG/NBD)\n');
  const small = simulatedShop(2357);
  const statistics = summariseTiming(rowsOf(small));
  const first = timed(() => solveTiming(statistics, 'bg-nbd')).ms;
  line('fit, 2,357 customers, first call', first, 'goal <= 30 ms');
  line(
    'fit, 2,357 customers, again',
    leastMs(9, () => solveTiming(statistics, 'bg-nbd')),
    'goal <= 30 ms',
  );
  line('score 2,357: P(alive), P(order), orders in 39 weeks', score(small, statistics));
  const points = [1e4, 1e5, 1e6].map((size) => {
    const shop = simulatedShop(size);
    return { size, ms: leastMs(2, () => solveTiming(summariseTiming(rowsOf(shop)), 'bg-nbd')) };
  });
  process.stdout.write(growth(points));
  const shop = simulatedShop(4_000_000);
  const grouped = timed(() => summariseTiming(rowsOf(shop)));
  line(`group 4,000,000 customers into ${grouped.result.histories.length} histories`, grouped.ms);
  const fit = timed(() => solveTiming(grouped.result, 'bg-nbd'));
  line('fit over the grouped counts', fit.ms, 'goal <= 1.5 s');
  line('score 4,000,000', score(shop, grouped.result), 'goal <= 2 s');
  const { logParameters } = fit.result;
  const [r, alpha, a, b] = logParameters.map(Math.exp);
  process.stdout.write(`  parameters ${figures([r!, alpha! / 7, a!, b!])}; truth .243 4.414 .793 2.426\n`);
}
