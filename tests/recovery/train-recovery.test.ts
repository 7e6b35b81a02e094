import { beforeAll, describe, expect, it } from '@jest/globals';
import { areaUnderCurve } from '#core/models/evaluation/probability-metrics.ts';
import { type Brand, createBrand, noDirt, purchasesCsv, usualDirt } from '#demo/index.ts';
import { hourFit } from '#demo/people/hours.ts';
import { type KnownCustomer, trainedBrand } from '#tests/support/trained-brand.ts';

/** `npm run torture -- brand` makes a larger shop, and one without dirt too. */
const PEOPLE = Number(process.env['KAIROS_BRAND_PEOPLE'] ?? 400);
const SEED = 7;
const STARTS_ON = '2026-10-01';
const LIMIT_MS = 2 * 240_000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Seasons that the days before did not show, as a share of what happened. */
const SEASON = 0.2;

/** Five standard errors of a mean of so many shares (false alarms below 1e-6), and the season. */
const tolerance = (shares: readonly number[]): number =>
  5 * Math.sqrt(mean(shares.map((p) => p * (1 - p))) / shares.length) + SEASON * mean(shares);

describe.each(['effect', 'null', 'reversed', 'drifting'] as const)(
  'the made-up shop in world %s',
  (world) => {
    it('shows the models what it shows in every other: worlds differ in how people answer to messages', () => {
      const made = (of: typeof world) => createBrand(SEED, { startsOn: STARTS_ON, customers: 60, world: of });
      const seen = (brand: Brand) => [purchasesCsv(brand), ...brand.eventsOfDay(4).map(({ json }) => json)];
      expect(seen(made(world))).toEqual(seen(made('effect')));
    });
  },
);

const dirts = process.env['KAIROS_BRAND_PEOPLE'] === undefined ? ['usual'] : ['usual', 'no'];

describe.each(dirts)('the made-up shop, with %s dirt', (dirt) => {
  let trained: Awaited<ReturnType<typeof trainedBrand>>;
  let known: readonly KnownCustomer[];

  beforeAll(async () => {
    const options = {
      startsOn: STARTS_ON,
      days: 60,
      customers: PEOPLE,
      dirt: dirt === 'no' ? noDirt : usualDirt,
    };
    trained = await trainedBrand(createBrand(SEED, options));
    known = trained.customers;
  }, LIMIT_MS);

  const buysWithin =
    (days: number) =>
    ({ nextOrderDays }: KnownCustomer): boolean =>
      (nextOrderDays[0] ?? Infinity) <= days;

  const auc = (
    pick: (one: KnownCustomer) => number | undefined,
    isTrue: (one: KnownCustomer) => boolean,
  ): number => {
    const cases = known.filter((one) => pick(one) !== undefined);
    const forecasts = {
      probability: cases.map((one) => pick(one)!),
      outcome: cases.map((one) => (isTrue(one) ? 1 : 0)),
    };
    return areaUnderCurve(forecasts, [...cases.keys()]);
  };

  it('is told apart into customers who left and who did not', () => {
    const left = auc(
      ({ said }) => said.alive,
      ({ truth }) => truth.latent.lapsesMs > trained.atMs,
    );
    expect(left).toBeGreaterThan(0.85);
  });

  it.each([7, 30] as const)('buys within %p days as many and as those of whom it was said', (days) => {
    const probability = ({ said }: KnownCustomer) => said.buyWithin?.[`days${days}`];
    const cases = known.filter((one) => probability(one) !== undefined);
    const shares = cases.map((one) => probability(one)!);
    const bought = mean(cases.map((one) => (buysWithin(days)(one) ? 1 : 0)));
    expect(cases.length).toBeGreaterThan(0.9 * PEOPLE);
    expect(Math.abs(mean(shares) - bought)).toBeLessThan(tolerance(shares));
    expect(auc(probability, buysWithin(days))).toBeGreaterThan(0.65);
  });

  it.each([25, 50] as const)('has ordered by the %p %% date as often as that says', (percent) => {
    const dated = known.flatMap(({ said, nextOrderDays: [next = Infinity] }) => {
      const date = (said.nextPurchase?.[`p${percent}`] ?? Infinity) - trained.snapshotDay;
      return date > 30 ? [] : [{ share: (said.alive! * percent) / 100, hasOrdered: next <= date ? 1 : 0 }];
    });
    const shares = dated.map(({ share }) => share);
    expect(dated.length).toBeGreaterThan(PEOPLE / 4);
    expect(Math.abs(mean(shares) - mean(dated.map(({ hasOrdered }) => hasOrdered)))).toBeLessThan(
      tolerance(shares),
    );
  });

  it('buys most within a week where the stage is high intent, least where there is none', () => {
    const share = (of: readonly KnownCustomer[]) => mean(of.map((one) => (buysWithin(7)(one) ? 1 : 0)));
    const staged = (stage: string | undefined) => known.filter(({ said }) => said.stage === stage);
    expect(share(staged('high_intent'))).toBeGreaterThan(2 * share(staged(undefined)));
    const monthly = (of: readonly KnownCustomer[]) => mean(of.map((one) => (buysWithin(30)(one) ? 1 : 0)));
    expect(monthly(staged('loyal'))).toBeGreaterThan(monthly(known));
  });

  it('is at hours of its own where the rhythm says so', () => {
    const { group } = trained.models.rhythm!;
    const best = (hours: ArrayLike<number>) => Array.from(hours).indexOf(Math.max(...Array.from(hours)));
    // The middle of that hour in the week after the snapshot, which is a Saturday's first minute in Seoul.
    const at = (hour: number) => trained.atMs + ((hour - 120 + 168) % 168) * 3_600_000 + 1_800_000;
    const local = known.filter(
      ({ truth, said }) => truth.zone === 'Asia/Seoul' && said.rhythm!.ownShare > 0.5,
    );
    const fitOf = ({ truth }: KnownCustomer, hour: number) =>
      hourFit(truth.latent.hours, at(hour), truth.zone);
    const week = Array.from({ length: 168 }, (_, hour) => hour);
    const gains = local.map((one) => {
      const everybodys = fitOf(one, best(group));
      const possible = Math.max(...week.map((hour) => fitOf(one, hour))) - everybodys;
      return { won: fitOf(one, best(one.said.rhythm!.hours)) - everybodys, possible };
    });
    const won = gains.map((gain) => gain.won);
    const error = Math.sqrt(mean(won.map((each) => (each - mean(won)) ** 2)) / won.length);
    expect(local.length).toBeGreaterThan(PEOPLE / 10);
    // A third of the way from everybody's best hour to the person's own, and five standard errors from none.
    expect(mean(won)).toBeGreaterThan(mean(gains.map(({ possible }) => possible)) / 3);
    expect(mean(won)).toBeGreaterThan(5 * error);
  });
});
