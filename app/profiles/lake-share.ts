import type { LakeLine } from '#app/ports/lake.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { hasNoPerson } from '#core/events/personless-event.ts';

interface Applied {
  readonly event: CustomerEvent;
  readonly appliedAtMs: number;
}

/** The distinct events of a share of the customer keys, as the lake holds them. */
export class LakeShare {
  eventCount = 0;
  repeatedEventCount = 0;
  private readonly byCustomer = new Map<string, Map<string, Applied>>();
  private readonly newest = new Map<string, number>();

  /** Of an event that lies in the lake more than once, the one applied first counts, as it did for the profile. */
  add({ customerKey, appliedAtMs, events: all }: LakeLine): void {
    const events = all.filter(({ name }) => !hasNoPerson(name));
    if (events.length === 0) return;
    const known = this.byCustomer.get(customerKey) ?? new Map<string, Applied>();
    this.byCustomer.set(customerKey, known);
    this.newest.set(customerKey, Math.max(appliedAtMs, this.newestAtMs(customerKey)));
    for (const event of events) {
      const first = known.get(event.messageId);
      if (first === undefined) this.eventCount += 1;
      else this.repeatedEventCount += 1;
      if (first === undefined || appliedAtMs < first.appliedAtMs) {
        known.set(event.messageId, { event, appliedAtMs });
      }
    }
  }

  get customerKeys(): readonly string[] {
    return [...this.byCustomer.keys()];
  }

  /** When the newest line of this customer key was applied, UTC epoch ms. */
  newestAtMs(customerKey: string): number {
    return this.newest.get(customerKey) ?? 0;
  }

  /** Its events in the order in which they were applied. */
  eventsOf(customerKey: string): readonly CustomerEvent[] {
    const applied = [...(this.byCustomer.get(customerKey)?.values() ?? [])];
    return applied.sort((a, b) => a.appliedAtMs - b.appliedAtMs).map(({ event }) => event);
  }
}
