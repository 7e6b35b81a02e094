import type { StoredPart } from '#app/ports/profile-store.ts';
import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { CustomerEvent, CustomerRecord, StreamPosition } from '#core/events/customer-event.ts';
import { hasNoPerson } from '#core/events/personless-event.ts';
import type { Folded, FoldProfile, FoldSettings, NeedsHistory } from '#core/profiles/fold.ts';
import type { HistoryPart } from '#core/profiles/history-part.ts';
import type { HotPart } from '#core/profiles/hot-part.ts';
import type { Tally } from './counts.ts';
import { type ArrivedEvent, entryOfEvent, wrongPartitionKey } from './group-records.ts';

/** How profiles are folded. */
export interface FoldRules {
  readonly needsHistory: NeedsHistory;
  readonly fold: FoldProfile;
  readonly settings: FoldSettings;
}

/** The parts of one customer key as loaded; the history is undefined where it is not needed. */
export interface LoadedParts {
  readonly hot: StoredPart<HotPart>;
  readonly history: StoredPart<HistoryPart> | undefined;
}

/** One customer key's share of a batch, after the gates: what is folded, and what is known once it was. */
export class CustomerBatch {
  readonly customerKey: string;
  private kept: readonly CustomerRecord[];
  private readonly arrived: ReadonlyMap<CustomerEvent, ArrivedEvent>;
  private readonly misrouted: readonly QuarantineEntry[];
  /** What sensors counted: kept in the lake, folded into no profile. */
  private readonly personless: readonly CustomerEvent[];
  /** Events that this batch has put into the lake, by message id; also those of an attempt that lost a race. */
  private readonly archived = new Map<string, CustomerEvent>();
  private conflictCount = 0;
  private erasedCount = 0;
  private loaded: LoadedParts | undefined;
  private folded: Folded | undefined;

  constructor(customerKey: string, kept: readonly ArrivedEvent[]) {
    this.customerKey = customerKey;
    const routed = kept.filter((each) => !each.isMisrouted);
    this.kept = recordsOf(routed.filter(({ event }) => !hasNoPerson(event.name)));
    this.personless = routed.map(({ event }) => event).filter(({ name }) => hasNoPerson(name));
    this.arrived = new Map(kept.map((each) => [each.event, each]));
    this.misrouted = kept
      .filter((each) => each.isMisrouted)
      .map((each) => entryOfEvent(each, wrongPartitionKey));
  }

  /** The records that may be folded. */
  get records(): readonly CustomerRecord[] {
    return this.kept;
  }

  /** Every event that may be folded, in order. */
  get events(): readonly CustomerEvent[] {
    return this.records.flatMap((record) => record.events);
  }

  fold(loaded: LoadedParts, rules: FoldRules): void {
    this.loaded = loaded;
    this.folded = undefined;
    this.dropBefore(loaded.hot.erasedUntilMs);
    if (this.records.length === 0) return;
    const parts = { hot: loaded.hot.value, history: loaded.history?.value };
    this.folded = rules.fold(parts, this.records, rules.settings);
  }

  /** Events of an erased person that were still on their way: they leave no trace but a number. */
  private dropBefore(erasedUntilMs: number | undefined): void {
    if (erasedUntilMs === undefined) return;
    const before = this.events.length;
    this.kept = this.kept
      .map((record) => ({ ...record, events: record.events.filter(({ atMs }) => atMs >= erasedUntilMs) }))
      .filter(({ events }) => events.length > 0);
    this.erasedCount += before - this.events.length;
  }

  /** Another writer was first. */
  markConflict(): void {
    this.conflictCount += 1;
  }

  /** Accepted events that are not in the lake yet. */
  get unarchived(): readonly CustomerEvent[] {
    const accepted = [...this.personless, ...(this.folded?.accepted ?? [])];
    return accepted.filter((event) => !this.archived.has(event.messageId));
  }

  markArchived(events: readonly CustomerEvent[]): void {
    for (const event of events) this.archived.set(event.messageId, event);
  }

  /** What must be in quarantine before the profile may say that it has seen these records. */
  get quarantined(): readonly QuarantineEntry[] {
    const rejected = (this.folded?.rejected ?? []).flatMap(({ event, rejection }) => {
      const arrived = this.arrived.get(event);
      return arrived === undefined ? [] : [entryOfEvent(arrived, rejection)];
    });
    return [...this.misrouted, ...rejected];
  }

  /** The new hot part with the version it replaces; undefined if nothing changed. */
  get changedHot(): { readonly version: number; readonly next: HotPart } | undefined {
    if (this.loaded === undefined || this.folded === undefined) return undefined;
    const { value, version } = this.loaded.hot;
    return this.folded.hot === value ? undefined : { version, next: this.folded.hot };
  }

  /** The new history part with the version it replaces; undefined if nothing changed. */
  get changedHistory(): { readonly version: number; readonly next: HistoryPart } | undefined {
    const next = this.folded?.history;
    const stored = this.loaded?.history;
    if (next === undefined || stored === undefined || next === stored.value) return undefined;
    return { version: stored.version, next };
  }

  /** Every event of this batch that counted for the first time, over all attempts. */
  get accepted(): readonly CustomerEvent[] {
    // An attempt whose answer was lost finds its own events as duplicates: they were accepted all the same. What a
    // later attempt rejects was not.
    const rejected = new Set(this.folded?.rejected.map(({ event }) => event));
    return [...this.archived.values()].filter((event) => !rejected.has(event));
  }

  /** Every event of this batch that had counted before. */
  get duplicates(): readonly CustomerEvent[] {
    const others = new Set([...this.accepted, ...(this.folded?.rejected ?? []).map(({ event }) => event)]);
    return this.events.filter((event) => !others.has(event));
  }

  /** Adds what became of this customer key once everything is stored. */
  countInto(tally: Tally): void {
    const { accepted } = this;
    const ownCount = accepted.length - this.personless.length - (this.folded?.accepted.length ?? 0);
    tally.add('EventsAccepted', accepted.length);
    tally.add('EventsDuplicate', (this.folded?.duplicateCount ?? 0) - ownCount);
    tally.add('TimesClamped', accepted.filter((event) => event.isClamped).length);
    tally.add('ProfilesWritten', Number(this.changedHot !== undefined));
    tally.add('HistoriesWritten', Number(this.changedHistory !== undefined));
    tally.add('EventsErased', this.erasedCount);
    tally.add('WriteConflicts', this.conflictCount);
    for (const entry of this.quarantined) tally.addQuarantined(entry.reason);
  }
}

/** Events with the record that they came in, one record after the other. */
function recordsOf(arrived: readonly ArrivedEvent[]): CustomerRecord[] {
  const records: { readonly position: StreamPosition; readonly events: CustomerEvent[] }[] = [];
  for (const { record, event } of arrived) {
    const { shardId, sequenceNumber } = record;
    const last = records.at(-1);
    if (last?.position.sequenceNumber === sequenceNumber && last.position.shardId === shardId) {
      last.events.push(event);
    } else {
      records.push({ position: { shardId, sequenceNumber }, events: [event] });
    }
  }
  return records;
}
