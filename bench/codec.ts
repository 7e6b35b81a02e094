/**
 * What reading and writing a stored profile costs, and how long it is. `node bench/codec.ts`
 * Profiles of the session model after twelve days; the least of some rounds, on one core.
 */
import {
  decodeHistoryPart,
  decodeHotPart,
  encodeHistoryPart,
  encodeHotPart,
  type PartBytes,
} from '#adapters/aws/profile-codec.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { recordsOf } from '#tests/support/customer-event.ts';
import { sessionEvents, standingModel } from '#tests/support/session-model.ts';
import { leastNs } from './least-time.ts';

const CUSTOMERS = 200;
const ROUNDS = 300;

const parts = Array.from({ length: CUSTOMERS }, (_, seed) => {
  const events = sessionEvents(seed, { ...standingModel, days: 12 });
  const { hot, history } = foldProfile({ hot: emptyHotPart, history: emptyHistoryPart }, recordsOf(events), {
    brandZone: 'Asia/Seoul',
    brandCurrency: 'KRW',
  });
  return { hot, history: history ?? emptyHistoryPart };
});
const stored = parts.map(({ hot, history }) => ({
  hot: encodeHotPart(hot),
  history: encodeHistoryPart(history),
}));

const microseconds = (run: () => void): number =>
  Number((leastNs(ROUNDS, run) / CUSTOMERS / 1_000).toFixed(2));

function medianBytes(all: readonly PartBytes[]): number {
  const sizes = all.map(({ delivery, state }) => delivery.length + state.length).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}

console.table([
  {
    part: 'hot',
    decodeUs: microseconds(() => {
      for (const { hot } of stored) decodeHotPart(hot);
    }),
    encodeUs: microseconds(() => {
      for (const { hot } of parts) encodeHotPart(hot);
    }),
    medianBytes: medianBytes(stored.map(({ hot }) => hot)),
  },
  {
    part: 'history',
    decodeUs: microseconds(() => {
      for (const { history } of stored) decodeHistoryPart(history);
    }),
    encodeUs: microseconds(() => {
      for (const { history } of parts) encodeHistoryPart(history);
    }),
    medianBytes: medianBytes(stored.map(({ history }) => history)),
  },
]);
