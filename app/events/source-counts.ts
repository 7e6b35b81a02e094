import type { CustomerEvent } from '#core/events/customer-event.ts';

/** What one source sent in a batch: whose silence or lag the quality rules watch. */
export interface SourceCount {
  readonly eventCount: number;
  /** When its newest event happened and when we received its newest, UTC epoch ms. */
  readonly lastEventAtMs: number;
  readonly lastReceivedAtMs: number;
}

/** Sources named in one batch; more than these are counted under `other`, for names come from outside. */
const SOURCES_AT_MOST = 64;
const NAME_LENGTH = 64;

/** The name of an event's source: `context.source` (a till, a write key), else its library, else `unknown`. */
export function sourceOf(event: CustomerEvent): string {
  const { source, library } = event.context;
  if (typeof source === 'string' && source !== '') return source.slice(0, NAME_LENGTH);
  const name =
    typeof library === 'object' && library !== null && 'name' in library ? library.name : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, NAME_LENGTH) : 'unknown';
}

/** Adds accepted events to the counts of their sources. */
export function countSources(counts: Map<string, SourceCount>, events: readonly CustomerEvent[]): void {
  for (const event of events) {
    const named = sourceOf(event);
    const source = counts.has(named) || counts.size < SOURCES_AT_MOST ? named : 'other';
    const known = counts.get(source) ?? { eventCount: 0, lastEventAtMs: 0, lastReceivedAtMs: 0 };
    counts.set(source, {
      eventCount: known.eventCount + 1,
      lastEventAtMs: Math.max(known.lastEventAtMs, event.atMs),
      lastReceivedAtMs: Math.max(known.lastReceivedAtMs, event.times.receivedMs),
    });
  }
}
