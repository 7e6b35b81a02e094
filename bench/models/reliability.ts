import { createBrand } from '#demo/index.ts';
import { type KnownCustomer, trainedBrand } from '#tests/support/trained-brand.ts';

/** Days on which the made-up shop's streams start: one in each season. */
const STARTS = ['2026-01-05', '2026-04-06', '2026-07-06', '2026-10-01'];
const PEOPLE = Number(process.env['KAIROS_BRAND_PEOPLE'] ?? 2400);
const SEED = 7;

interface Case {
  readonly said: number;
  readonly happened: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

function ordersWithin({ nextOrderDays }: KnownCustomer, days: number): number {
  return new Set(nextOrderDays.filter((day) => day <= days)).size;
}

function casesOf(
  known: readonly KnownCustomer[],
  said: (one: KnownCustomer) => number | undefined,
  happened: (one: KnownCustomer) => number,
): readonly Case[] {
  return known.flatMap((one) => {
    const value = said(one);
    return value === undefined ? [] : [{ said: value, happened: happened(one) }];
  });
}

/** Five groups of equal size by what was said: what was said of each, and what happened. */
function table(what: string, cases: readonly Case[]): void {
  if (cases.length === 0) {
    process.stdout.write(`  ${what}: refused\n`);
    return;
  }
  const sorted = [...cases].sort((a, b) => a.said - b.said);
  const groups = [0, 1, 2, 3, 4].map((group) =>
    sorted.slice((group * sorted.length) / 5, ((group + 1) * sorted.length) / 5),
  );
  const row = (of: (one: Case) => number) => [cases, ...groups].map((group) => percent(mean(group.map(of))));
  process.stdout.write(`  ${what.padEnd(22)} said     ${row(({ said }) => said).join('')}\n`);
  process.stdout.write(
    `  ${`${cases.length} persons`.padEnd(22)} happened ${row(({ happened }) => happened).join('')}\n`,
  );
}

/** What was said of the made-up shop's people and what they did then, in each season. */
export async function benchReliability(): Promise<void> {
  process.stdout.write(
    `Reliability (${PEOPLE} made-up people; all, then fifths from the least to the most)\n`,
  );
  for (const startsOn of STARTS) {
    const { customers, models } = await trainedBrand(
      createBrand(SEED, { startsOn, days: 60, customers: PEOPLE }),
    );
    process.stdout.write(
      `stream from ${startsOn}; shift ${models.propensity7?.shift.toFixed(2) ?? '-'} ${models.propensity30?.shift.toFixed(2) ?? '-'}\n`,
    );
    for (const days of [7, 30] as const) {
      const said = (one: KnownCustomer) => one.said.buyWithin?.[`days${days}`];
      table(
        `buys within ${days} days`,
        casesOf(customers, said, (one) => Math.min(1, ordersWithin(one, days))),
      );
    }
    table(
      'orders in 30 days',
      casesOf(
        customers,
        ({ said }) => said.expectedOrders30,
        (one) => ordersWithin(one, 30),
      ),
    );
  }
}
