import { DAY_MS } from '#core/kernel/time.ts';
import type { Predictions } from '#core/models/predictions.ts';

const NOTHING_SAID: Predictions = {
  atMs: 0,
  modelHash: 'm',
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

/** What a model says of the person of a number. */
export function saidOf(personId: string) {
  const index = Number(personId.slice(2));
  return {
    days7: 0.1 + 0.04 * (index % 10),
    /** On the person's calendar; without a zone of their own that of UTC. */
    day: Date.UTC(2026, 11, 2 + (index % 15)) / DAY_MS,
  };
}

/** The same as predictions of many. */
export function predictionsSaid(personIds: readonly string[]): ReadonlyMap<string, Predictions> {
  return new Map(
    personIds.map((id) => {
      const { days7, day } = saidOf(id);
      const nextPurchase = { p10: day, p25: day, p50: day, p75: day, p90: day };
      return [id, { ...NOTHING_SAID, buyWithin: { days7, days30: 0.5 }, nextPurchase }];
    }),
  );
}
