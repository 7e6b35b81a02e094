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
    const { reason, ids, limit = Number.POSITIVE_INFINITY } = request;
    const mended: { entry: QuarantineEntry; record: StreamRecord }[] = [];
    const refused = new Map<RejectionReason | 'not_mendable', number>();
    let knownCount = 0;
    for await (const entry of quarantine.list(reason && { reason })) {
      if (mended.length >= limit) break;
      if (ids?.has(entry.id) === false) continue;
      const outcome = entry.replayedAtMs ?? mendEntry(entry, ports.decode, request.mend);
      if (typeof outcome === 'number') knownCount += 1;
      else if (typeof outcome === 'string') refused.set(outcome, (refused.get(outcome) ?? 0) + 1);
      else mended.push({ entry, record: outcome });
    }
    // Listed newest first: put in the order of arrival.
    for (const chunk of chunksOf(mended.reverse(), ENTRIES_AT_ONCE)) {
      await stream.put(chunk.map(({ record }) => record));
      for (const { entry } of chunk) await quarantine.markReplayed(entry, clock.nowMs());
    }
    return { replayedCount: mended.length, knownCount, refused };
  };
}

/** The record to put, or why it would be refused again. */
function mendEntry(
  entry: QuarantineEntry,
  decode: DecodeRecord,
  mend: readonly PatchOperation[] | undefined,
): StreamRecord | RejectionReason | 'not_mendable' {
  // Its profile has moved on: only a change of the message can make it acceptable.
  if (entry.reason === 'late' && mend === undefined) return 'late';
  const data = contentOf(entry, mend);
  if (data === undefined) return 'not_mendable';
  const { shardId, sequenceNumber, partitionKey, arrivedAtMs } = entry;
  const messages = decode({ shardId, sequenceNumber, partitionKey, arrivedAtMs, data });
  const accepted = messages.find((message) => message.kind === 'event');
  if (accepted !== undefined) return { partitionKey: accepted.event.customerKey, data };
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
