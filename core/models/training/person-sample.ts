import { hash48 } from '#core/kernel/hash.ts';
import type { Learner } from '#core/models/learner.ts';
import type { TrainingBasket, TrainingPerson } from '#core/models/training/training-person.ts';

/** A sampled person's orders and hours, under a hash in place of the id. */
export interface SampledPerson {
  readonly hash: number;
  readonly days: readonly number[];
  readonly spend: readonly number[];
  readonly baskets: readonly TrainingBasket[];
  /** Hour of the week of each purchase that says one, oldest first. */
  readonly orderHours: readonly number[];
}

/** Baskets kept of one person: what follows what is told by the newest. */
const MOST_BASKETS = 64;

function sampled(person: TrainingPerson): SampledPerson {
  return {
    hash: hash48(person.personId),
    days: Array.from(person.timeline.days),
    spend: Array.from(person.timeline.spend),
    baskets: person.baskets.slice(-MOST_BASKETS),
    orderHours: person.orderHours.slice(-MOST_BASKETS),
  };
}

/**
 * The persons with the smallest hashes: a uniform sample that does not depend on how persons were split (a bottom-k
 * sketch). What needs whole histories at once (families of timing models, date calibration, next product, the width of
 * rhythms) learns from it; everybody, as long as the shop has no more than `size` buyers.
 *
 * @see Cohen & Kaplan, "Summarizing data using bottom-k sketches", PODC 2007.
 */
export function personSample(
  size: number,
): Learner<TrainingPerson, readonly SampledPerson[], readonly SampledPerson[]> {
  const keep = (persons: readonly SampledPerson[]): readonly SampledPerson[] =>
    persons.toSorted((a, b) => a.hash - b.hash).slice(0, size);
  return {
    summarise: (persons) => keep(persons.filter(({ timeline }) => timeline.days.length > 0).map(sampled)),
    merge: (a, b) => keep([...a, ...b]),
    solve: (persons) => persons,
  };
}
