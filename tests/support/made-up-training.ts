import { createRng } from '#core/kernel/rng.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { lastWholeWeekEnd } from '#core/profiles/signals.ts';

/** The last day of the made-up shop. */
export const SNAPSHOT_DAY = 20_400;

/** Persons who buy at rates of their own, some of whom left, whose signals rise in the week before they buy. */
export function madeUpPersons(count: number, seed = 7): readonly TrainingPerson[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, (_, index) => {
    const own = rng.split(index);
    const gapDays = 8 + 60 * own.uniform() ** 2;
    const firstDay = SNAPSHOT_DAY - 60 - own.integer(340);
    const leavesDay = own.uniform() < 0.3 ? firstDay + own.integer(300) : Infinity;
    const days: number[] = [];
    for (let day = firstDay; day < Math.min(SNAPSHOT_DAY + 20, leavesDay); )
      day += (days.push(day), Math.max(1, Math.round(-gapDays * Math.log(1 - own.uniform()))));
    const past = days.filter((day) => day <= SNAPSHOT_DAY);
    const favourite = own.integer(50);
    const weekUpTo = (end: number) => {
      const isNear = days.some((day) => day > end && day <= end + 7);
      const level = (isNear ? 3 : 0.3) * own.uniform();
      return { interest: 4 * level, consideration: level, imminent: 2 * level, activeDays: own.integer(3) };
    };
    const signalWeeks = [0, 1, 2, 3, 4].map((week) => weekUpTo(SNAPSHOT_DAY - 7 * week));
    const wholeSignalWeeks = [0, 1, 2, 3].map((week) => weekUpTo(lastWholeWeekEnd(SNAPSHOT_DAY) - 7 * week));
    const hours = Array.from({ length: 168 }, (_h, hour) => (hour % 24 === index % 12 ? own.integer(5) : 0));
    return {
      personId: `person-${index}`,
      firstDay,
      timeline: { days: past, spend: past.map(() => 10_000 + favourite * 900 + own.integer(5000)) },
      baskets: past.map((day) => ({
        day,
        products: [`p${own.uniform() < 0.6 ? favourite : own.integer(50)}`],
      })),
      signalWeeks,
      wholeSignalWeeks,
      storeDays: [],
      hours,
      orderHours: past.map(() => (own.uniform() < 0.7 ? index % 12 : own.integer(168))),
    };
  });
}

/** What the made-up shop lists: fifty products in five categories. */
export const madeUpProducts = Array.from({ length: 50 }, (_, i) => ({
  productId: `p${i}`,
  category: `c${i % 5}`,
  brand: '',
  isSoldOut: false,
}));

/** A request for training on that shop. */
export const madeUpRequest = {
  atMs: (SNAPSHOT_DAY + 1) * 86_400_000,
  snapshotDay: SNAPSHOT_DAY,
  currency: 'KRW',
  products: madeUpProducts,
};
