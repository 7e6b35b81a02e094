import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { logistic } from '#core/maths/logistic.ts';
import type { Predictions } from '#core/models/predictions.ts';
import { expectNoticed, withoutConditions } from './without-conditions.ts';

const NOW_MS = Date.parse('2026-11-20T00:00:00Z');
const DAY_MS = 86_400_000;

/** Nothing refuses. */
const whole: Predictions = {
  atMs: NOW_MS,
  modelHash: 'ab'.repeat(32),
  alive: 0.75,
  // What the contributions add up to.
  buyWithin: { days7: 0.125, days30: logistic(-1.5) },
  because: {
    base: -2.5,
    contributions: [
      { feature: 'silenceInOwnGaps', logOdds: 0.75 },
      { feature: 'repeatPurchases', logOdds: 0.25 },
    ],
  },
  expectedOrders30: 0.5,
  nextPurchase: { p10: 20_780, p25: 20_785, p50: 20_790, p75: 20_800, p90: 20_830 },
  expectedOrderMinor: 32_900,
  stage: 'loyal',
  stageSince: { atMs: NOW_MS - 3 * DAY_MS, before: undefined },
  nextProducts: [{ productId: '세럼-1', score: 1.25 }],
  cycles: [{ category: 'toner', days: 42, count: 3 }],
  rhythm: { hours: Array.from({ length: 168 }, (_, hour) => (hour === 22 ? 8.5 : 0.9375)), ownShare: 0.5 },
};

/** Everything refuses. */
const nothing: Predictions = {
  atMs: NOW_MS,
  modelHash: 'cd'.repeat(32),
  alive: undefined,
  buyWithin: undefined,
  because: undefined,
  expectedOrders30: undefined,
  nextPurchase: undefined,
  expectedOrderMinor: undefined,
  stage: undefined,
  nextProducts: [],
  cycles: [],
  rhythm: undefined,
};

const at = (daysLater: number): Predictions => ({ ...nothing, atMs: NOW_MS + daysLater * DAY_MS });

async function snapshotOf(store: PredictionStore, person: string): Promise<number | undefined> {
  return (await store.load([person])).get(person)?.atMs;
}

/** A run that started earlier and ends later changes nothing. */
async function keepsNewer(store: PredictionStore) {
  await store.save('slow', at(1));
  await store.save('slow', at(0));
  expect(await snapshotOf(store, 'slow')).toBe(at(1).atMs);
}

/** What every prediction store promises. */
export function describePredictionStore(createTable: (schema: TableSchema) => Promise<Table>) {
  let table: Table;
  let store: PredictionStore;
  beforeAll(async () => {
    table = await createTable(tables.profile);
    store = createTablePredictionStore(table);
  });

  it.each([
    ['everything that models can say', whole],
    ['that no model may say anything', nothing],
  ])('gives back %s', async (_, predictions) => {
    await store.save('손님', predictions);
    const stored = (await store.load(['손님'])).get('손님');
    expect(stored).toEqual(predictions);
  });

  it('leaves out who has none and gives the others, more than one call holds', async () => {
    const persons = Array.from({ length: 120 }, (_, n) => `p${n}`);
    for (const person of persons) await store.save(person, at(0));
    const found = await store.load([...persons, 'nobody', 'p0']);
    expect([...found.keys()].sort()).toEqual(persons.toSorted());
  });

  it('takes predictions of the same snapshot again, and those of a later one', async () => {
    for (const days of [0, 0, 1]) await store.save('again', at(days));
    expect(await snapshotOf(store, 'again')).toBe(at(1).atMs);
  });

  it('keeps what a later snapshot said', () => keepsNewer(store));

  it('leaves the other parts of the profile alone', async () => {
    const other = { customerKey: 'parts', part: 'hot', version: 4 };
    await table.put(other);
    await store.save('parts', whole);
    expect(await table.get([{ customerKey: 'parts', part: 'hot' }])).toEqual([other]);
  });

  describe('without its condition', () => {
    it('the suite notices that a slow run overwrites a newer one', async () => {
      const careless = withoutConditions(await createTable(tables.profile));
      await expectNoticed(() => keepsNewer(createTablePredictionStore(careless)));
    });
  });
}
