import { logGamma } from '#core/maths/log-gamma.ts';

/** What was done to one person, and how well they were foretold. Groups are those that the operator names. */
export interface TreatedPerson {
  /** The operator's word, e.g. an age band that customers stated; never used by any model. */
  readonly group: string;
  readonly wasContacted: boolean;
  readonly gotOffer: boolean;
  /** Share of price taken off, 0-1; undefined without an offer. */
  readonly discountShare: number | undefined;
  /** |probability foretold − what happened|, 0-1; undefined if nothing was foretold. */
  readonly error: number | undefined;
}

/** What is compared. */
export const treatments = ['contact_rate', 'offer_rate', 'discount', 'error'] as const;

/** One of them. */
export type Treatment = (typeof treatments)[number];

/** Count, mean and squares of one treatment in one group: a sum. */
interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** Sums by group and treatment; merging adds them. */
export type TreatmentSums = ReadonlyMap<string, Readonly<Record<Treatment, Moments>>>;

const NOTHING: Moments = { count: 0, sum: 0, squares: 0 };
const nothingYet = (): Record<Treatment, Moments> => ({
  contact_rate: NOTHING,
  offer_rate: NOTHING,
  discount: NOTHING,
  error: NOTHING,
});

const add = (a: Moments, b: Moments): Moments => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
});

function valuesOf(person: TreatedPerson): Readonly<Record<Treatment, number | undefined>> {
  return {
    contact_rate: Number(person.wasContacted),
    offer_rate: Number(person.gotOffer),
    discount: person.discountShare,
    error: person.error,
  };
}

/** Adds up what was done to some people. */
export function summariseTreatments(people: Iterable<TreatedPerson>): TreatmentSums {
  const sums = new Map<string, Record<Treatment, Moments>>();
  for (const person of people) {
    const own = sums.get(person.group) ?? nothingYet();
    sums.set(person.group, own);
    const values = valuesOf(person);
    for (const treatment of treatments) {
      const value = values[treatment];
      if (value === undefined) continue;
      own[treatment] = add(own[treatment], { count: 1, sum: value, squares: value * value });
    }
  }
  return sums;
}

/** Both groups of people together. */
export function mergeTreatments(a: TreatmentSums, b: TreatmentSums): TreatmentSums {
  const merged = new Map<string, Record<Treatment, Moments>>();
  for (const sums of [a, b]) {
    for (const [group, own] of sums) {
      const into = merged.get(group) ?? nothingYet();
      merged.set(group, into);
      for (const treatment of treatments) into[treatment] = add(into[treatment], own[treatment]);
    }
  }
  return merged;
}

/** One group against everybody else, for one treatment. */
export interface TreatmentGap {
  readonly group: string;
  readonly treatment: Treatment;
  readonly mean: number;
  readonly others: number;
  readonly count: number;
  /** Chance of a difference as large if there were none, after Holm's correction over the whole report, 0-1. */
  readonly chance: number;
  /** Not by chance, and large enough to matter. */
  readonly isGap: boolean;
}

/** Groups below this size are not judged: a difference could be one person's. */
const LEAST_GROUP = 30;
/** Differences below this, in shares, are no matter however sure. */
const LEAST_DIFFERENCE = 0.01;
const LEVEL = 0.001;

const mean = ({ sum, count }: Moments): number => sum / count;
const variance = (m: Moments): number => Math.max(0, m.squares / m.count - mean(m) ** 2);

/** P(|Z| > z) of a standard normal, by the continued fraction or series of the incomplete gamma function Γ(½, z²/2). */
function twoSided(z: number): number {
  const x = (z * z) / 2;
  const front = Math.exp(-x + 0.5 * Math.log(x) - logGamma(0.5));
  if (x < 1.5) {
    let term = 2;
    let sum = 2;
    for (let a = 1.5; term > 1e-16 * sum; a++) sum += term *= x / a;
    return x === 0 ? 1 : 1 - front * sum;
  }
  let fraction = 0;
  for (let i = 60; i > 0; i--) fraction = (i * (i - 0.5)) / (x + 2 * i + 0.5 - fraction);
  return front / (x + 0.5 - fraction);
}

/**
 * Chance of a mean as far off if dice had made the group. The spread is that of everybody, since a few people who all
 * fared alike show none of their own, and it is widened by Bernstein's term, since of rare things a small group meets
 * several more often than a normal distribution says.
 *
 * @see Bardenet, Maillard, "Concentration inequalities for sampling without replacement", Bernoulli 21(3), 2015.
 */
function compare(group: Moments, others: Moments): number {
  const all = add(group, others);
  const sample = group.count <= others.count ? group : others;
  const away = Math.abs(mean(sample) - mean(all));
  if (away === 0) return 1;
  const left = 1 - sample.count / all.count;
  return twoSided(away * Math.sqrt(sample.count / (left * (variance(all) + away / 3))));
}

/**
 * Compares how each group is treated with how everybody else is; of two groups the first with the second. A gap is reported where the difference of means is
 * at least one point and its chance, corrected for all comparisons (Holm), is below one in a thousand.
 *
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
 */
export function biasReport(sums: TreatmentSums): readonly TreatmentGap[] {
  // Of two groups the second says what the first has said.
  const groups = [...sums.keys()].sort();
  const compared = (groups.length === 2 ? groups.slice(0, 1) : groups).flatMap((group) =>
    treatments.flatMap((treatment) => {
      const own = sums.get(group)![treatment];
      const rest = [...sums].filter(([other]) => other !== group).map(([, each]) => each[treatment]);
      const others = rest.reduce(add, NOTHING);
      if (own.count < LEAST_GROUP || others.count < LEAST_GROUP) return [];
      return [{ group, treatment, own, others, chance: compare(own, others) }];
    }),
  );
  const byChance = compared.toSorted((a, b) => a.chance - b.chance);
  let highest = 0;
  const corrected = new Map(
    byChance.map((each, rank) => {
      highest = Math.max(highest, Math.min(1, each.chance * (byChance.length - rank)));
      return [each, highest] as const;
    }),
  );
  return compared.map((each) => {
    const chance = corrected.get(each)!;
    const difference = Math.abs(mean(each.own) - mean(each.others));
    return {
      group: each.group,
      treatment: each.treatment,
      mean: mean(each.own),
      others: mean(each.others),
      count: each.own.count,
      chance,
      isGap: chance < LEVEL && difference >= LEAST_DIFFERENCE,
    };
  });
}
