import { quantile } from '#core/maths/quantile.ts';
import { type Behaviour, type BehaviourValues, behaviours } from './behaviour.ts';
import type { PersonaPortrait, Trait } from './portrait.ts';
import type { Catalogue, Shopper } from './shopper.ts';

/** Cohen's own bound for a small effect. */
const SMALL_EFFECT = 0.2;
const MOST_TRAITS = 6;

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, values.length - 1) };
}

/**
 * How a group differs from everyone else, largest effect first.
 *
 * @see Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd ed., 1988, chapter 2.
 */
export function traitsOf(
  own: readonly BehaviourValues[],
  others: readonly BehaviourValues[],
): readonly Trait[] {
  const known = (people: readonly BehaviourValues[], behaviour: Behaviour): number[] =>
    people.flatMap((values) => values[behaviour] ?? []);
  const traits = behaviours.flatMap((behaviour): Trait[] => {
    const inside = known(own, behaviour);
    const outside = known(others, behaviour);
    if (inside.length < 2 || outside.length < 2) return [];
    const a = moments(inside);
    const b = moments(outside);
    const spread = Math.sqrt(
      ((inside.length - 1) * a.variance + (outside.length - 1) * b.variance) /
        (inside.length + outside.length - 2),
    );
    return spread === 0
      ? []
      : [{ behaviour, mean: a.mean, others: b.mean, effect: (a.mean - b.mean) / spread }];
  });
  return traits
    .filter(({ effect }) => Math.abs(effect) >= SMALL_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_TRAITS);
}

/** The category that most lines of a basket belong to; undefined if the shop names none. */
function mainCategory(basket: Shopper['baskets'][number], catalogue: Catalogue): string | undefined {
  const counts = new Map<string, number>();
  for (const { productId } of basket.products) {
    const category = catalogue.get(productId)?.category ?? '';
    if (category !== '') counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

const MOST_STEPS = 5;

/** The most frequent steps between main categories of one basket and the next, with their share of all steps. */
export function stepsOf(people: readonly Shopper[], catalogue: Catalogue): PersonaPortrait['steps'] {
  const counts = new Map<string, { from: string; to: string; count: number }>();
  let all = 0;
  for (const { baskets } of people) {
    const categories = baskets.flatMap((basket) => mainCategory(basket, catalogue) ?? []);
    for (let at = 1; at < categories.length; at++) {
      const [from, to] = [categories[at - 1]!, categories[at]!];
      const known = counts.get(`${from}\n${to}`) ?? { from, to, count: 0 };
      counts.set(`${from}\n${to}`, { from, to, count: known.count + 1 });
      all += 1;
    }
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
    .slice(0, MOST_STEPS)
    .map(({ from, to, count }) => ({ from, to, share: count / all }));
}

/** When a group buys. */
export function rhythmOf(
  people: readonly Shopper[],
  values: readonly BehaviourValues[],
): PersonaPortrait['rhythm'] {
  const hours = new Float64Array(24);
  let weekend = 0;
  let all = 0;
  for (const { buyHours } of people) {
    buyHours.forEach((count, hour) => {
      hours[hour % 24]! += count;
      if (hour >= 120) weekend += count;
      all += count;
    });
  }
  const gaps = Float64Array.from(values.flatMap(({ days_between }) => days_between ?? [])).sort();
  const ranked = Array.from(hours.keys()).sort((a, b) => hours[b]! - hours[a]! || a - b);
  return {
    daysBetween: gaps.length === 0 ? undefined : Math.expm1(quantile(gaps, 0.5)),
    peakHours: ranked.filter((hour) => hours[hour]! > 0).slice(0, 3),
    weekendShare: all === 0 ? undefined : weekend / all,
  };
}

/** Share of baskets by channel, largest first; baskets without one are left out. */
export function channelsOf(people: readonly Shopper[]): PersonaPortrait['channels'] {
  const counts = new Map<string, number>();
  let all = 0;
  for (const { channel } of people.flatMap(({ baskets }) => baskets)) {
    if (channel === '') continue;
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
    all += 1;
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([channel, count]) => ({ channel, share: count / all }));
}
