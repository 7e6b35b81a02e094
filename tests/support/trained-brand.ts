import { createScorer } from '#app/models/train/score-person.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import { lastSeenDay } from '#core/kernel/time.ts';
import type { Predictions } from '#core/models/predictions.ts';
import { type TrainingPerson, trainingPerson } from '#core/models/training/training-person.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import type { Brand } from '#demo/index.ts';
import { demoSnapshots } from './demo-persons.ts';

const WATCHED_DAYS = 30;

type Customer = Brand['hidden']['customers'][number];

/** A customer of the made-up shop: what is true, and what the models said at the end of its days. */
export interface KnownCustomer {
  readonly truth: Customer;
  readonly person: TrainingPerson;
  readonly said: Predictions;
  /** Days from the snapshot to orders in the next 30 days that the shop saw and that feed a rhythm. */
  readonly nextOrderDays: readonly number[];
}

/**
 * The made-up shop's records and days through the real main lane; what was known a month before the end is trained on and
 * scored, and stands beside the truth and what the shop had seen of everybody by the end.
 */
export async function trainedBrand(brand: Brand) {
  const [before, after] = await demoSnapshots(brand, [brand.days - WATCHED_DAYS, brand.days]);
  const { rows, atMs } = before!;
  const snapshotDay = lastSeenDay(brand.config.zone, atMs);
  const products = brand.products.map(({ id, category }) => {
    return { productId: id, category, brand: '', isSoldOut: false };
  });
  const { currency } = brand.config;
  const people = personsByKey(rows, currency);
  const later = personsByKey(after!.rows, currency);
  const models = trainInProcess([[...new Set(people.values())]], { atMs, snapshotDay, currency, products });
  const score = createScorer(models, { modelHash: '', atMs, snapshotDay, products });
  const customers = brand.hidden.customers.flatMap((truth): readonly KnownCustomer[] => {
    const person = people.get(truth.id);
    if (person === undefined) return [];
    const nextOrderDays = Array.from(later.get(truth.id)?.timeline.days ?? [])
      .map((day) => day - snapshotDay)
      .filter((day) => day > 0 && day <= WATCHED_DAYS);
    return [{ truth, person, said: score(person), nextOrderDays }];
  });
  return { models, customers, atMs, snapshotDay };
}

function personsByKey(rows: readonly PersonRow[], currency: string): ReadonlyMap<string, TrainingPerson> {
  return new Map(
    rows.flatMap((row) => {
      const person = trainingPerson(row, currency);
      return person === undefined ? [] : row.customerKeys.map((key) => [key, person] as const);
    }),
  );
}
