import { consentRules } from '#app/events/consent-rules.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';

/** How often a person's location was taken in on one day, by the event that told it. */
export interface LocationUse {
  /** UTC date. */
  readonly day: string;
  readonly event: string;
  readonly count: number;
}

/**
 * The record of collection and use that the Location Information Act asks for, made of the archived events: only
 * what was consented to is among them. It is erased with them, as Article 24 wants. Nothing is provided to others.
 */
export function locationUse(events: Iterable<CustomerEvent>): readonly LocationUse[] {
  const counts = new Map<string, LocationUse>();
  const { isLocationSignal, stripLocation } = consentRules;
  for (const event of events) {
    if (!isLocationSignal(event) && stripLocation(event) === event) continue;
    const day = new Date(event.atMs).toISOString().slice(0, 10);
    const key = `${day} ${event.name}`;
    counts.set(key, { day, event: event.name, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}
