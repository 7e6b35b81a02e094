import { expect, it } from '@jest/globals';
import { createLoadFreshPredictions } from '#app/models/load-fresh-predictions.ts';
import type { Predictions } from '#core/models/predictions.ts';

const DAY_MS = 86_400_000;

it('leaves out what models past their age have said', async () => {
  const said = (atMs: number) => ({ atMs }) as Predictions;
  const stored = new Map([
    ['old', said(0)],
    ['new', said(DAY_MS)],
  ]);
  let nowMs = 30 * DAY_MS;
  const load = createLoadFreshPredictions({ load: async () => stored }, { nowMs: () => nowMs });
  expect([...(await load(['old', 'new'])).keys()]).toEqual(['old', 'new']);
  nowMs += 1;
  expect([...(await load(['old', 'new'])).keys()]).toEqual(['new']);
});
