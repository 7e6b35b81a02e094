import { createRng } from '#core/kernel/rng.ts';
import { bootstrap } from '#core/maths/bootstrap.ts';
import { logistic } from '#core/maths/logistic.ts';
import { areaUnderCurve } from '#core/models/evaluation/probability-metrics.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';
import { INPUT_GROUPS } from './ablation/extra-inputs.ts';
import { heldOutCutoffs, type PastRows, pastRows } from './ablation/past-rows.ts';
import { type AblationShop, cdnow, completejourney, madeUpShop, onlineRetail } from './ablation/shops.ts';
import { straight, type Variant, variantsOf } from './ablation/variants.ts';

const PEOPLE = Number(process.env['KAIROS_BRAND_PEOPLE'] ?? 2400);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function aucOf(scores: Float64Array, { heldOut: { labels } }: PastRows): number {
  return areaUnderCurve({ probability: Array.from(scores, logistic), outcome: Array.from(labels) }, [
    ...labels.keys(),
  ]);
}

const lossesOf = (scores: Float64Array, { heldOut: { labels } }: PastRows): Float64Array =>
  scores.map((score, row) => logLossOf(logistic(score), labels[row] === 1));

/** Gain over straight lines in nats a forecast, resampling customers with all their cut-offs. */
function gainLine(variant: Variant, cutoffs: readonly PastRows[], served: readonly Float64Array[]): string {
  const scores = cutoffs.map((rows) => variant.forecast(rows));
  const count = 1 + Math.max(...cutoffs.map(({ customers }) => Math.max(...customers)));
  const gained = new Float64Array(count);
  const seen = new Float64Array(count);
  cutoffs.forEach((rows, i) => {
    const before = lossesOf(served[i]!, rows);
    lossesOf(scores[i]!, rows).forEach((loss, row) => {
      gained[rows.customers[row]!]! += before[row]! - loss;
      seen[rows.customers[row]!]! += 1;
    });
  });
  const statistic = (customers: Int32Array): number => {
    const sums = customers.reduce(
      ([gain, n], customer) => [gain + gained[customer]!, n + seen[customer]!] as const,
      [0, 0] as readonly [number, number],
    );
    return sums[0] / sums[1];
  };
  const { estimate, low, high } = bootstrap(count, statistic, createRng('ablation'), { draws: 400 });
  const auc = mean(cutoffs.map((rows, i) => aucOf(scores[i]!, rows) - aucOf(served[i]!, rows)));
  const wins = cutoffs.filter(
    (rows, i) => mean([...lossesOf(scores[i]!, rows)]) < mean([...lossesOf(served[i]!, rows)]),
  ).length;
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(5)}`;
  return `  ${variant.name.padEnd(42)}${signed(estimate)} (${signed(low)} to ${signed(high)})  AUC ${signed(auc)}  better at ${wins} of ${cutoffs.length}\n`;
}

function ablate(shop: AblationShop, horizonDays: number): void {
  const groups = INPUT_GROUPS.filter((group) => group.isKnownTo(shop));
  const cutoffs = heldOutCutoffs(shop, horizonDays).flatMap(
    (day) => pastRows(shop, groups, day, horizonDays) ?? [],
  );
  const served = cutoffs.map((rows) => straight.forecast(rows));
  const loss = mean(cutoffs.map((rows, i) => mean([...lossesOf(served[i]!, rows)])));
  const auc = mean(cutoffs.map((rows, i) => aucOf(served[i]!, rows)));
  process.stdout.write(
    `${shop.name}, ${horizonDays} days, ${cutoffs.length} held-out cut-offs: log-loss ${loss.toFixed(4)}, AUC ${auc.toFixed(4)}\n`,
  );
  for (const variant of variantsOf(shop, groups)) process.stdout.write(gainLine(variant, cutoffs, served));
}

/** What else the propensity could read, and what it could be instead: gains on days that nobody saw. */
export function benchAblation(): void {
  process.stdout.write(
    'Propensity, ablation (gain in nats a forecast over straight lines; 95 % by customers)\n',
  );
  for (const shop of [cdnow, onlineRetail, completejourney, () => madeUpShop(PEOPLE)]) {
    const made = shop();
    for (const horizonDays of [7, 30]) ablate(made, horizonDays);
  }
}
