import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { type ArmSums, mergeArms, noPeople } from '#core/outcomes/experiments/arm-sums.ts';
import type { Cell, OutcomeTable } from '#core/outcomes/outcome-table.ts';
import { askEmpathy } from '#core/outcomes/questions/standing-questions.ts';
import { believeEffects } from '#core/outcomes/uplift/persona-effects.ts';
import { answerTo, createBrand } from '#demo/index.ts';

const SEEDS = Number(process.env['KAIROS_EMPATHY_SEEDS'] ?? 20);
const PEOPLE = 24_000;
/** Customers whose traits those people share, each by so many. */
const CUSTOMERS = 400;
/** Days of a week's window and of the week in which answers count: one look each. */
const LOOKS = 14;
const BASE_RATE = 0.2;
const HELD_OUT = 0.3;
const MINIMUM_EFFECT = 0.02;
const registered = { alpha: 0.05, comparisonCount: 1, minimumEffect: MINIMUM_EFFECT };
const worlds = ['effect', 'null', 'reversed', 'drifting'] as const;
const appeals = ['context', 'price'] as const;

type World = (typeof worlds)[number];
type Brand = ReturnType<typeof brandOf>;
const brandOf = (seed: number) =>
  createBrand(seed, { startsOn: '2026-11-01', customers: CUSTOMERS, historyDays: 10 });

/** True effect of a message of each appeal on each customer, orders; known to this test alone. */
function effectsOf(
  brand: Brand,
  world: World,
): readonly { persona: string; context: number; price: number }[] {
  const situation = { seed: brand.seed, world, startMs: brand.startMs - 45 * 86_400_000, recentCount: 0 };
  return brand.hidden.customers.map((customer) => {
    const [context, price] = appeals.map((appeal) => {
      const message = {
        messageKey: `empathy/once/${customer.id}`,
        customerId: customer.id,
        atMs: brand.startMs + 10 * 3_600_000,
        channel: 'push' as const,
        appeal,
        author: 'person' as const,
        discountShare: 0,
        productId: brand.products[0]!.id,
      };
      return answerTo(message, customer, situation).trueEffect;
    });
    return { persona: customer.latent.response.persona, context: context!, price: price! };
  });
}

/** People of one persona and arm: their sums until a look, and what their difference truly comes to. */
interface Group {
  readonly cell: Cell;
  sums: ArmSums;
  trueEffects: number;
}

const cellOf = (arm: string, personaId: string): Cell => ({
  timing: arm === 'holdout' ? 'holdout' : 'own_time',
  content: arm,
  appealType: arm === 'holdout' ? '' : (arm as (typeof appeals)[number]),
  appealAuthor: '',
  copyAuthor: '',
  offerId: '',
  armProducts: '',
  armChannels: '',
  armCap: '',
  channel: 'push',
  personaId,
});

/** Everybody's groups on each day: people are drawn on the first, and order on whatever day they do. */
class Days {
  readonly groups = new Map<string, Group>();
  /** By day: which group somebody is in, how many orders they had before, and what was known of them. */
  readonly #orders: { group: Group; before: number; covariate: number }[][] = Array.from(
    { length: LOOKS },
    () => [],
  );
  /** True effect of each appeal on everybody of a persona, summed; of nobody's arm in particular. */
  readonly truth = new Map<string, { people: number; context: number; price: number }>();

  constructor(brand: Brand, world: World) {
    const random = createRng(`empathy-${brand.seed}-${world}`);
    const customers = effectsOf(brand, world);
    for (let at = 0; at < PEOPLE; at += 1) {
      const person = customers[at % CUSTOMERS]!;
      const dice = random.uniform();
      const arm = dice < HELD_OUT ? 'holdout' : dice < (1 + HELD_OUT) / 2 ? 'context' : 'price';
      const effect = arm === 'holdout' ? 0 : person[arm];
      const isBuyer = random.uniform() < BASE_RATE;
      // Of what is known beforehand half tells who buys anyway; in eighths, so that sums are exact.
      const covariate = (Number(isBuyer) * 4 + random.integer(8)) / 8;
      const group = this.#groupOf(arm, person.persona);
      group.sums = mergeArms(group.sums, { ...noPeople, count: 1, x: covariate, xx: covariate ** 2 });
      group.trueEffects += effect;
      const days = [isBuyer, random.uniform() < effect]
        .flatMap((isOrder) => (isOrder ? [random.integer(LOOKS)] : []))
        .sort((a, b) => a - b);
      for (const [before, day] of days.entries()) this.#orders[day]!.push({ group, before, covariate });
      const all = this.truth.get(person.persona) ?? { people: 0, context: 0, price: 0 };
      this.truth.set(person.persona, {
        people: all.people + 1,
        context: all.context + person.context,
        price: all.price + person.price,
      });
    }
  }

  #groupOf(arm: string, persona: string): Group {
    const key = `${arm}/${persona}`;
    const group = this.groups.get(key) ?? { cell: cellOf(arm, persona), sums: noPeople, trueEffects: 0 };
    this.groups.set(key, group);
    return group;
  }

  /** One day on: the table of outcomes as a report would have it. */
  pass(day: number): OutcomeTable {
    for (const { group, before, covariate } of this.#orders[day]!)
      group.sums = mergeArms(group.sums, {
        ...noPeople,
        nonZeroCount: Number(before === 0),
        y: 1,
        yy: 2 * before + 1,
        xy: covariate,
      });
    return new Map([...this.groups].map(([key, { cell, sums }]) => [key, { cell, sums }]));
  }

  /** Context less price until the end of a day, orders per person; of everybody where the persona is empty. */
  trueDifference(personaId: string, day: number): number {
    const own = personaId === '' ? [...this.truth.values()] : [this.truth.get(personaId)!];
    const people = own.reduce((sum, one) => sum + one.people, 0);
    const difference = own.reduce((sum, { context, price }) => sum + context - price, 0) / people;
    return (difference * (day + 1)) / LOOKS;
  }
}

interface Tally {
  rows: number;
  covered: number;
  families: number;
  coveredFamilies: number;
  verdicts: number;
  wrong: number;
  found: number;
}

const nothing = (): Tally => ({
  rows: 0,
  covered: 0,
  families: 0,
  coveredFamilies: 0,
  verdicts: 0,
  wrong: 0,
  found: 0,
});

/** Reads the empathy map on every day; verdicts count on the last, intervals on all. */
function readDaily(days: Days, tally: Tally, byPersona: Map<string, Tally>): void {
  const missed = new Map<string, boolean>();
  for (let day = 0; day < LOOKS; day += 1) {
    const looks = { days: LOOKS, day: day + 1 };
    for (const { personaId, answer } of askEmpathy(days.pass(day), { ...registered, looks })) {
      if (answer.kind === 'no_answer') continue;
      const { interval, verdict } = answer.comparison;
      const truth = days.trueDifference(personaId, day);
      const own = byPersona.get(personaId) ?? nothing();
      byPersona.set(personaId, own);
      if (day === LOOKS - 1) [tally, own].forEach((one) => addVerdict(one, verdict, truth));
      if (Number.isFinite(interval[0]))
        missed.set(personaId, missed.get(personaId) === true || isOutside(truth, interval));
    }
  }
  for (const [personaId, isMissed] of missed)
    for (const one of [tally, byPersona.get(personaId)!]) {
      one.rows += 1;
      one.covered += Number(!isMissed);
    }
  tally.families += 1;
  tally.coveredFamilies += Number(![...missed.values()].includes(true));
}

const isOutside = (truth: number, [low, high]: readonly [number, number]): boolean =>
  truth < low || truth > high;

function addVerdict(tally: Tally, verdict: string, truth: number): void {
  const isWrong =
    (verdict === 'better' && truth <= 0) ||
    (verdict === 'worse' && truth >= 0) ||
    (verdict === 'no_difference_that_matters' && Math.abs(truth) >= MINIMUM_EFFECT);
  tally.verdicts += 1;
  tally.wrong += Number(isWrong);
  tally.found += Number(!isWrong && (verdict === 'better' || verdict === 'worse'));
}

/** What plans would believe of sending, beside the plain difference: squared errors, and beliefs of the wrong sign. */
interface Belief {
  personas: number;
  squared: number;
  plainSquared: number;
  wrongSign: number;
  total: number;
}

function judgeBelief(days: Days, belief: Belief): void {
  const ids = [...days.truth.keys()];
  const sumsOf = (id: string, arms: readonly string[]): ArmSums =>
    arms.map((arm) => days.groups.get(`${arm}/${id}`)?.sums ?? noPeople).reduce(mergeArms);
  const personas = ids.map((personaId) => {
    const sent = sumsOf(personaId, appeals);
    return { personaId, sent, heldOut: sumsOf(personaId, ['holdout']), reachedCount: sent.count };
  });
  const believed = believeEffects([{ atMs: 0, personas }], 0)!;
  for (const { personaId, sent, heldOut } of personas) {
    const truths = appeals.map((arm) => days.groups.get(`${arm}/${personaId}`)!.trueEffects);
    const truth = truths.reduce((sum, one) => sum + one, 0) / sent.count;
    const value = believed.ordersPerMessage(personaId);
    belief.personas += 1;
    belief.squared += (value - truth) ** 2;
    belief.plainSquared += (sent.y / sent.count - heldOut.y / heldOut.count - truth) ** 2;
    belief.wrongSign += Number(truth > 0 && value < 0);
    belief.total += value;
  }
}

describe('the empathy map of made-up people whose truth is known', () => {
  const brands = Array.from({ length: SEEDS }, (_, seed) => brandOf(seed + 1));

  it.each(worlds)(
    'in the %s world: its rows are right together, and each persona’s own is not wrong more often than its share',
    (world) => {
      const tally = nothing();
      const byPersona = new Map<string, Tally>();
      const belief: Belief = { personas: 0, squared: 0, plainSquared: 0, wrongSign: 0, total: 0 };
      for (const brand of brands) {
        const days = new Days(brand, world);
        readDaily(days, tally, byPersona);
        judgeBelief(days, belief);
      }
      const worst = [...byPersona].sort(([, a], [, b]) => b.wrong / b.verdicts - a.wrong / a.verdicts)[0]!;
      const least = [...byPersona].sort(([, a], [, b]) => a.covered / a.rows - b.covered / b.rows)[0]!;
      if (process.env['KAIROS_EMPATHY_SEEDS'] !== undefined)
        process.stderr.write(`${world}: ${JSON.stringify({ tally, worst, least, belief })}\n`);
      // 5 % over all rows and days of a map together.
      const chance = 3 * Math.sqrt((0.05 * 0.95) / tally.families);
      expect(tally.coveredFamilies / tally.families).toBeGreaterThan(0.95 - chance);
      expect(tally.wrong).toBeLessThanOrEqual(tally.families * (0.05 + chance));
      // One row of a map has a thirteenth of that; no persona is wrong more often than chance makes the worst of them.
      const share = (SEEDS * 0.05) / 13;
      const most = share + 4 * Math.sqrt(share) + 1;
      expect(least[1].rows - least[1].covered).toBeLessThan(most);
      expect(worst[1].wrong).toBeLessThan(most);
      // What plans go by is nearer to the truth than the plain difference, and turns nobody's good into harm.
      expect(belief.squared).toBeLessThan(belief.plainSquared);
      expect(belief.wrongSign / belief.personas).toBeLessThan(0.05);
    },
    3_600_000,
  );
});
