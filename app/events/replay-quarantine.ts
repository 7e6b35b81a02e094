import type { Clock } from '#app/ports/clock.ts';
import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import type { Quarantine, QuarantineEntry } from '#app/ports/quarantine.ts';
import type { RejectionReason } from '#core/events/rejection.ts';
import { chunksOf } from '#core/kernel/concurrency.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import { applyJsonPatch, type PatchOperation } from '#core/kernel/json-patch.ts';
import type { DecodeRecord } from './decode-record.ts';
import { stampReceived, stampReceivedBytes } from './stamp-received.ts';

/** Which entries to replay and how to mend them. */
export interface ReplayRequest {
  readonly reason?: RejectionReason;
  /** Ids of entries; undefined for all. */
  readonly ids?: ReadonlySet<string>;
  readonly limit?: number;
  /** Applied to every message first; without it, only what would be accepted today goes on. */
  readonly mend?: readonly PatchOperation[];
}

/** What a replay did. */
export interface ReplayReport {
  readonly replayedCount: number;
  /** Replayed by an earlier run. */
  readonly knownCount: number;
  /** Would be refused again, by today's reason; `not_mendable` where the patch does not fit. */
  readonly refused: ReadonlyMap<RejectionReason | 'not_mendable', number>;
}

/** Puts mended entries on the stream again. */
export type ReplayQuarantine = (request?: ReplayRequest) => Promise<ReplayReport>;

const ENTRIES_AT_ONCE = 500;

/**
 * Replays what was refused, with its own message ids and its first time of arrival, and marks it afterwards. Cut off
 * in between, an entry comes a second time: the profile knows its message id then, and nothing changes.
 */
export function createReplayQuarantine(ports: {
  readonly quarantine: Quarantine;
  readonly stream: EventStream;
  readonly decode: DecodeRecord;
  readonly clock: Clock;
}): ReplayQuarantine {
  const { quarantine, stream, clock } = ports;
  return async (request = {}) => {
    const report = new Report();
    const mended: { entry: QuarantineEntry; record: StreamRecord }[] = [];
    const limit = request.limit ?? Number.POSITIVE_INFINITY;
    for await (const entry of wanted(quarantine, request)) {
      if (mended.length >= limit) break;
      const record = report.note(entry.replayedAtMs ?? mendEntry(entry, ports.decode, request.mend));
      if (record !== undefined) mended.push({ entry, record });
    }
    // Listed newest first: put in the order of arrival.
    for (const chunk of chunksOf(mended.reverse(), ENTRIES_AT_ONCE)) {
      await stream.put(chunk.map(({ record }) => record));
      for (const { entry } of chunk) await quarantine.markReplayed(entry, clock.nowMs());
    }
    return report;
  };
}

async function* wanted(
  quarantine: Quarantine,
  { reason, ids }: ReplayRequest,
): AsyncIterable<QuarantineEntry> {
  for await (const entry of quarantine.list(reason && { reason })) {
    if (ids === undefined || ids.has(entry.id)) yield entry;
  }
}

/** Why an entry is not put again. */
type Refusal = RejectionReason | 'not_mendable';

class Report implements ReplayReport {
  replayedCount = 0;
  knownCount = 0;
  readonly refused = new Map<Refusal, number>();

  /** Counts one entry: a record to put, the time of an earlier replay, or a refusal. */
  note(outcome: StreamRecord | number | Refusal): StreamRecord | undefined {
    if (typeof outcome === 'object') {
      this.replayedCount += 1;
      return outcome;
    }
    if (typeof outcome === 'number') this.knownCount += 1;
    else this.refused.set(outcome, (this.refused.get(outcome) ?? 0) + 1);
    return undefined;
  }
}

/** The record to put, or why it would be refused again. */
function mendEntry(
  entry: QuarantineEntry,
  decode: DecodeRecord,
  mend: readonly PatchOperation[] | undefined,
): StreamRecord | Refusal {
  // Its profile has moved on: only a change of the message can make it acceptable.
  if (entry.reason === 'late' && mend === undefined) return 'late';
  const data = contentOf(entry, mend);
  if (data === undefined) return 'not_mendable';
  const { shardId, sequenceNumber, partitionKey, arrivedAtMs } = entry;
  const messages = decode({ shardId, sequenceNumber, partitionKey, arrivedAtMs, data });
  const accepted = messages.find((message) => message.kind === 'event');
  if (accepted !== undefined) return { partitionKey: accepted.partitionKey, data };
  const [first] = messages;
  return first?.kind === 'refused' ? first.rejection.reason : 'not_a_message';
}

function contentOf(
  { body, arrivedAtMs }: QuarantineEntry,
  mend: readonly PatchOperation[] | undefined,
): Uint8Array | undefined {
  if (body.kind === 'bytes') {
    return mend === undefined ? stampReceivedBytes(bytesOf(body.base64), arrivedAtMs) : undefined;
  }
  try {
    const message = applyJsonPatch(JSON.parse(body.text) as Json, mend ?? []);
    return new TextEncoder().encode(JSON.stringify(stampReceived(message, arrivedAtMs)));
  } catch (error) {
    if (error instanceof InputError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
