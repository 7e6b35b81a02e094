import { logistic } from '#core/maths/logistic.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';
import { earliestCutoff, pastRows } from './ablation/past-rows.ts';
import { type AblationShop, cdnow, completejourney, madeUpShop, onlineRetail } from './ablation/shops.ts';
import { waysToPutRight } from './ablation/variants.ts';

const PEOPLE = Number(process.env['KAIROS_BRAND_PEOPLE'] ?? 2400);
const MOST_CUTOFFS = 16;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The newest cut-offs, two weeks apart. */
function cutoffsOf(shop: AblationShop, horizonDays: number): readonly number[] {
  const newest = shop.lastDay - horizonDays;
  return Array.from({ length: MOST_CUTOFFS }, (_, i) => newest - 14 * i).filter(
    (day) => day >= earliestCutoff(shop, horizonDays),
  );
}

function measure(shop: AblationShop, horizonDays: number): void {
  const cutoffs = cutoffsOf(shop, horizonDays).flatMap((day) => {
    const rows = pastRows(shop, [], day, horizonDays);
    return rows === undefined ? [] : [{ ways: waysToPutRight(rows), labels: rows.heldOut.labels }];
  });
  process.stdout.write(`${shop.name}, ${horizonDays} days, ${cutoffs.length} held-out cut-offs\n`);
  for (const name of Object.keys(cutoffs[0]?.ways ?? {})) {
    const each = cutoffs.map(({ ways, labels }) => ({ said: Array.from(ways[name]!, logistic), labels }));
    const loss = mean(
      each.map(({ said, labels }) => mean(said.map((p, row) => logLossOf(p, labels[row] === 1)))),
    );
    const off = mean(each.map(({ said, labels }) => Math.abs(mean(said.map((p, row) => p - labels[row]!)))));
    process.stdout.write(
      `  ${name.padEnd(34)}log-loss ${loss.toFixed(5)}  share of buyers off by ${(100 * off).toFixed(3)} points\n`,
    );
  }
}

/** How far the forecast share of buyers is off on days that nobody saw, by how the newest week is trusted. */
export function benchLevel(): void {
  process.stdout.write('Level of the propensity (mean over cut-offs)\n');
  for (const shop of [cdnow, onlineRetail, completejourney, () => madeUpShop(PEOPLE)]) {
    const made = shop();
    for (const horizonDays of [7, 30]) measure(made, horizonDays);
  }
}
