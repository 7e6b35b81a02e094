import { HOUR_MS, seoulClock, seoulIso } from '../calendar.ts';
import { randomOf } from '../random.ts';
import type { Store } from '../stores.ts';
import { type Emission, emit, sensorSender, track } from './message.ts';

/** Each counter reports twice a day: the hours before and after four o'clock. */
const halves = [
  [10.5, 16],
  [16, 21.5],
] as const;
const BUSIEST_COUNT = 900;

/** How many passed each zone of a store on a day that starts at `dayMs`; nobody's name. */
export function renderFootfall(store: Store, dayMs: number, seed: number): readonly Emission[] {
  const random = randomOf(seed, 'footfall', store.id, dayMs);
  const weekday = seoulClock(dayMs).getUTCDay();
  const busy = weekday === 0 || weekday === 6 ? 1.6 : 1;
  return store.zones.flatMap((zone, index) =>
    halves.map(([from, to]) => {
      const fromMs = dayMs + from * HOUR_MS;
      const toMs = dayMs + to * HOUR_MS;
      const evening = from === 16 ? 1.3 : 0.9;
      const share = index === 0 ? 1 : 0.25;
      const count = random.poisson(Math.min(500, BUSIEST_COUNT * store.share * busy * evening * share));
      const draft = track(toMs, 'Footfall Counted', {
        store_id: store.id,
        zone_id: zone.id,
        from: seoulIso(fromMs),
        to: seoulIso(toMs),
        count,
      });
      return emit(draft, sensorSender(store.id), random);
    }),
  );
}
