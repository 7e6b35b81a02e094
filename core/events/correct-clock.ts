import type { EventTimes } from './customer-event.ts';

/** An event this little ahead of its receipt is the two machines' clocks, not a wrong one. */
const FUTURE_TOLERANCE_MS = 60_000;

/** Devices that lost their clock say 1970 or 1980; shops' own histories begin later. 1990-01-01 UTC. */
const EARLIEST_EVENT_MS: number = Date.UTC(1990, 0, 1);

/**
 * When an event happened, UTC epoch ms. As Segment does: what the device's clock is wrong by is the same when it
 * sends as when it notes the event, so
 *
 *     at = received - (sent - device)
 *
 * Without `sentMs` the device is believed, without `deviceMs` the receipt counts. A time that cannot be (after
 * the receipt, or before 1990) becomes the time of receipt and is flagged.
 * @see segment.com/docs/connections/spec/common, "Timestamps".
 */
export function correctClock(
  times: EventTimes,
  earliestMs = EARLIEST_EVENT_MS,
): { readonly atMs: number; readonly isClamped: boolean } {
  const { deviceMs, sentMs, receivedMs } = times;
  if (deviceMs === undefined) return { atMs: receivedMs, isClamped: false };
  const correctedMs = sentMs === undefined ? deviceMs : receivedMs - (sentMs - deviceMs);
  const isPossible = correctedMs >= earliestMs && correctedMs <= receivedMs + FUTURE_TOLERANCE_MS;
  return isPossible ? { atMs: correctedMs, isClamped: false } : { atMs: receivedMs, isClamped: true };
}
