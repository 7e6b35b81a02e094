import {
  decodeHistoryPart,
  decodeHotPart,
  encodeHistoryPart,
  encodeHotPart,
  type PartBytes,
} from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import { type Folded, type FoldSettings, foldProfile, needsHistory } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { rebuildProfile } from '#tests/support/rebuild-profile.ts';
import { recordOf } from './customer-event.ts';

export const settings: FoldSettings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };

/** What stands in the table for one customer key. */
export interface StoredProfile {
  hot: PartBytes;
  history: PartBytes;
}

export function emptyProfile(): StoredProfile {
  return { hot: encodeHotPart(emptyHotPart), history: encodeHistoryPart(emptyHistoryPart) };
}

/** Where an attempt at a batch stops. */
export type Outcome = 'written' | 'crash_first' | 'crash_between' | 'conflict' | 'response_lost';

/**
 * One attempt at a batch as the ingest use case makes it: read, fold, history first, then hot.
 * @returns what was folded if the hot part was written, else undefined.
 */
export function attempt(
  stored: StoredProfile,
  records: readonly CustomerRecord[],
  outcome: Outcome,
): Folded | undefined {
  const parts = {
    hot: decodeHotPart(stored.hot),
    history: needsHistory(records, settings) ? decodeHistoryPart(stored.history) : undefined,
  };
  const folded = foldProfile(parts, records, settings);
  if (outcome === 'crash_first') return undefined;
  if (folded.history !== undefined && folded.history !== parts.history)
    stored.history = encodeHistoryPart(folded.history);
  if (outcome === 'crash_between' || outcome === 'conflict') return undefined;
  if (folded.hot !== parts.hot) stored.hot = encodeHotPart(folded.hot);
  return folded;
}

/** The two `state` attributes, in hexadecimal. */
export function stateBytes(parts: StoredProfile): readonly string[] {
  return [parts.hot.state, parts.history.state].map((bytes) => Buffer.from(bytes).toString('hex'));
}

/** The state attributes that the reference fold gives. */
export function referenceBytes(events: readonly CustomerEvent[]): readonly string[] {
  const { hot, history } = rebuildProfile(events, settings);
  return stateBytes({
    hot: encodeHotPart({ ...emptyHotPart, state: hot }),
    history: encodeHistoryPart({ ...emptyHistoryPart, state: history }),
  });
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

/** Every third event becomes a row of one imported file: rows of a customer always arrive ascending. */
function withImports(events: readonly CustomerEvent[], next: () => number): readonly CustomerEvent[] {
  if (next() < 0.5) return events;
  return events.map((event, index) =>
    index % 3 === 0 ? { ...event, messageId: `import:f00d:${index + 1}` } : event,
  );
}

/** What producers put on the stream: shuffled, now and then again with a new sequence number, over a split shard. */
export function streamOf(
  distinct: readonly CustomerEvent[],
  next: () => number,
): { readonly events: readonly CustomerEvent[]; readonly records: readonly CustomerRecord[] } {
  const events = withImports(shuffled(distinct, next), next);
  const sent: CustomerEvent[] = [];
  for (const event of events) {
    sent.push(event);
    const again = sent[Math.floor(next() * sent.length)];
    if (next() < 0.3 && again !== undefined) sent.push(again);
  }
  // A file imported twice, whole.
  if (next() < 0.3) sent.push(...events.filter(({ messageId }) => messageId.startsWith('import:')));
  const splitAt = Math.floor(next() * sent.length * 2);
  const records: CustomerRecord[] = [];
  for (let start = 0; start < sent.length; ) {
    const size = 1 + Math.floor(next() * 3);
    const shardId = start < splitAt ? 'shardId-000000000000' : 'shardId-000000000002';
    records.push(recordOf(sent.slice(start, start + size), 100 + start, shardId));
    start += size;
  }
  return { events, records };
}

const outcomes: readonly Outcome[] = ['crash_first', 'crash_between', 'conflict', 'response_lost'];

/** Delivers a stream in batches that crash, come again, whole or from the failed record on, in other sizes. */
export function deliver(
  records: readonly CustomerRecord[],
  next: () => number,
): { readonly stored: StoredProfile; readonly folded: readonly Folded[] } {
  const stored = emptyProfile();
  const folded: Folded[] = [];
  let done = 0;
  while (done < records.length) {
    const batch = records.slice(done, done + 1 + Math.floor(next() * 8));
    const outcome =
      next() < 0.4 ? (outcomes[Math.floor(next() * outcomes.length)] as Outcome) : ('written' as const);
    const result = attempt(stored, batch, outcome);
    if (result !== undefined) folded.push(result);
    if (outcome !== 'written') continue;
    // Partial failure: everything from the lowest failed record on comes again, though it was folded.
    done += next() < 0.2 ? Math.ceil(next() * batch.length) : batch.length;
  }
  return { stored, folded };
}
