import type { ModelArtefact } from '#app/models/train/model-artefact.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { trainingPerson } from '#core/models/training/training-person.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { createBrand } from '#demo/index.ts';
import { demoSnapshots } from '#tests/support/demo-persons.ts';

/** Everybody of the standing day: so many people as made-up ones recur, each with an id of their own. */
export interface StandingPeople {
  readonly atMs: number;
  readonly artefact: ModelArtefact;
  readonly snapshotDay: number;
  readonly products: readonly { readonly id: string; readonly name: string; readonly category: string }[];
  readonly samples: readonly PersonRow[];
  /** The rows, made anew whenever they are read; with `bought`, some have ordered since. */
  rows(count: number, bought?: { readonly atMs: number }): AsyncGenerator<PersonRow>;
}

const SAMPLES = 300;
const DAYS = 3;
/** One in so many orders within the answer window. */
const BUYERS = 25;

/** Made-up people who went through the real main lane, and models trained on them. */
export async function standingPeople(): Promise<StandingPeople> {
  const brand = createBrand(7, { startsOn: '2026-11-01', days: DAYS, customers: SAMPLES, reviews: 20 });
  const [snapshot] = await demoSnapshots(brand, [brand.days]);
  const { rows: samples, atMs } = snapshot!;
  const products = brand.products.map(({ id, nameKo, category }) => ({ id, name: nameKo, category }));
  const snapshotDay = Math.floor(atMs / DAY_MS) - 1;
  const persons = samples.flatMap((row) => trainingPerson(row, 'KRW') ?? []);
  const artefact = trainInProcess([persons], {
    ...{ atMs, snapshotDay, currency: 'KRW' },
    products: products.map(({ id, category }) => ({ productId: id, category, brand: '', isSoldOut: false })),
  });
  return {
    ...{ atMs, artefact, snapshotDay, products, samples },
    async *rows(count, bought) {
      for (let index = 0; index < count; index += 1) {
        const sample = samples[index % samples.length]!;
        const personId = `p-${String(index).padStart(8, '0')}`;
        // Everybody has the app: what is measured is a whole day.
        const profile = { ...sample.profile, reach: { push: new Date(atMs).toISOString() } };
        const row = { ...sample, profile, personId, customerKeys: [personId] };
        yield bought !== undefined && index % BUYERS === 0 ? ordered(row, bought.atMs) : row;
      }
    },
  };
}

function ordered(row: PersonRow, atMs: number): PersonRow {
  const order = {
    ...{
      at: new Date(atMs).toISOString(),
      localDay: 0,
      hourOfWeek: 0,
      channel: 'web',
      storeId: '',
      currency: 'KRW',
    },
    ...{ amountMinor: 32_000, refundedMinor: 0, discountMinor: 0, coupon: '', isGift: false },
    ...{ isCancelled: false, units: 1, lines: [] },
  };
  const { orders, orderCount } = row.profile;
  return { ...row, profile: { ...row.profile, orders: [order, ...orders], orderCount: orderCount + 1 } };
}
