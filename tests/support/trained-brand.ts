import { createScorer } from '#app/models/train/score-person.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import { lastSeenDay } from '#core/kernel/time.ts';
import type { Predictions } from '#core/models/predictions.ts';
import { type TrainingPerson, trainingPerson } from '#core/models/training/training-person.ts';
import type { Brand } from '#demo/index.ts';
import { cardAccountOf, tillAccountOf } from '#demo/stream/till.ts';
import { demoPersons } from './demo-persons.ts';

const DAY_MS = 86_400_000;
const WATCHED_DAYS = 30;

type Customer = Brand['hidden']['customers'][number];

/** A customer of the made-up shop: what is true, and what the models said at the end of its days. */
export interface KnownCustomer {
  readonly truth: Customer;
  readonly person: TrainingPerson;
  readonly said: Predictions;
  /** Days from the snapshot to orders in the next 30 days that the shop could know and that feed a rhythm. */
  readonly nextOrderDays: readonly number[];
}

/** The made-up shop's records and days through the real main lane, trained on and scored: predictions beside the truth. */
export async function trainedBrand(brand: Brand) {
  const { rows, atMs } = await demoPersons(brand);
  const snapshotDay = lastSeenDay(brand.config.zone, atMs);
  const products = brand.products.map(({ id, category }) => {
    return { productId: id, category, brand: '', isSoldOut: false };
  });
  const people = rows.flatMap((row) => {
    const person = trainingPerson(row, brand.config.currency);
    return person === undefined ? [] : [{ person, keys: row.customerKeys }];
  });
  const request = { atMs, snapshotDay, currency: brand.config.currency, products };
  const models = trainInProcess([people.map(({ person }) => person)], request);
  const score = createScorer(models, { modelHash: '', atMs, snapshotDay, products });
  const byKey = new Map(people.flatMap((one) => one.keys.map((key) => [key, one] as const)));
  const customers = brand.hidden.customers.flatMap((truth): readonly KnownCustomer[] => {
    const known = byKey.get(truth.id);
    if (known === undefined) return [];
    const { person, keys } = known;
    return [
      { truth, person, said: score(person), nextOrderDays: nextOrderDays(brand, { truth, keys }, atMs) },
    ];
  });
  return { models, customers, atMs, snapshotDay };
}

/** A store's sale is known to be somebody's where they showed a card that was linked to them by the snapshot. */
function nextOrderDays(
  brand: Brand,
  { truth, keys }: { readonly truth: Customer; readonly keys: readonly string[] },
  fromMs: number,
): readonly number[] {
  const { loyaltyNumber = '' } = truth;
  const hasLinkedCard = keys.includes(cardAccountOf(brand.seed, loyaltyNumber));
  return brand.hidden
    .purchasesOf(truth)
    .filter(({ atMs, gift, outcome }) => !gift && outcome !== 'cancelled' && atMs >= fromMs)
    .filter(
      (purchase) =>
        purchase.channel !== 'store' ||
        (hasLinkedCard && tillAccountOf(brand.seed, truth, purchase).kind === 'card'),
    )
    .map(({ atMs }) => Math.floor((atMs - fromMs) / DAY_MS) + 1)
    .filter((day) => day <= WATCHED_DAYS);
}
