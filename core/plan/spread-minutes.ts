import type { Crowd } from './assign/crowd.ts';
import type { Market } from './assign/market.ts';
import { kindOf } from './assign/place.ts';
import { slotMinutes, type TimeGrid } from './time-grid.ts';

const MINUTE_MS = 60_000;

/**
 * A minute for each seated person, UTC epoch ms: the people of a slot are spread evenly over its minutes, in order of
 * hash. A slot never holds more than its minutes' rate times their number, so no minute does either.
 */
export function spreadMinutes(crowd: Crowd, market: Market, time: TimeGrid): Float64Array {
  const dueAtMs = new Float64Array(crowd.personCount);
  const ranks = new Float64Array(market.slotCapacity.length);
  const counts = new Float64Array(market.slotCapacity.length);
  const seatAt = (person: number): number => {
    const seat = crowd.seatOf(person);
    if (seat === undefined) return -1;
    const { channel } = kindOf(market, crowd.blockOf(person), crowd.rowOf(person), seat.lane);
    return channel * market.slotCount + seat.slot;
  };
  for (let person = 0; person < crowd.personCount; person++) {
    const at = seatAt(person);
    if (at >= 0) counts[at]! += 1;
  }
  for (const person of crowd.ordered(new Float32Array(crowd.personCount).fill(1))) {
    const at = seatAt(person);
    if (at < 0) continue;
    const slot = at % market.slotCount;
    const minute = Math.floor((ranks[at]! * slotMinutes(time, slot)) / counts[at]!);
    dueAtMs[person] = Math.ceil(time.slotStartsMs[slot]! / MINUTE_MS) * MINUTE_MS + minute * MINUTE_MS;
    ranks[at]! += 1;
  }
  return dueAtMs;
}
