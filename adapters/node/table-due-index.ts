import { createHash } from 'node:crypto';
import type { Clock } from '#app/ports/clock.ts';
import { allOf, anyOf, attributeAtMost, attributeIs, notExists, versionIs } from '#app/ports/condition.ts';
import type { DueIndex, DueShard } from '#app/ports/due-index.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';

/** Shares of the persons: a minute's messages are worked on by up to that many workers. */
const DUE_SHARDS = 16;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** The cursor stays that far behind, so that clocks minutes apart cannot make it pass what is being put. */
const BEHIND_MS = 2 * HOUR_MS;
/** A message is kept that long after its window, for whoever asks why. */
const KEPT_MS = 7 * DAY_MS;
const WRITES_AT_ONCE = 16;
const ATTEMPTS = 8;

const CURSOR = { slot: 'cursor', entry: 'hour' };

/**
 * The due index over one table: messages under `m#<minute>#<shard>`, open shards under `open#<hour>`, and a cursor
 * at the oldest hour that may hold an open shard.
 */
export function createTableDueIndex(table: Table, clock: Clock): DueIndex {
  const hourNow = (): number => floorTo(clock.nowMs(), HOUR_MS);

  const cursor = async (): Promise<{ hourMs: number; version: number } | undefined> => {
    const [item] = await table.get([CURSOR]);
    return item && { hourMs: item['hourMs'] as number, version: item['version'] as number };
  };
  const moveCursor = (hourMs: number, version: number): Promise<void> =>
    table.put({ ...CURSOR, hourMs, version: version + 1 }, versionIs(version));

  /** Whoever opens a shard of the past writes the cursor, even in vain: a move decided before then fails. */
  const keepCursorAtMost = async (hourMs: number): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await cursor();
      const isPast = hourMs < hourNow() - HOUR_MS;
      if (found !== undefined && !isPast) return;
      const next = Math.min(hourMs, found?.hourMs ?? hourNow() - BEHIND_MS);
      if (await isWritten(moveCursor(next, found?.version ?? 0))) return;
    }
    throw new ConflictError('the due index is written by too many at once');
  };

  const openShard = async (messages: readonly PlannedMessage[], shard: number): Promise<void> => {
    const minuteMs = floorTo(messages[0]?.dueAtMs ?? 0, MINUTE_MS);
    const keys = messages.map(({ messageKey }) => messageKey).sort();
    const stamp = createHash('sha256').update(JSON.stringify(keys)).digest('base64url').slice(0, 16);
    await table.put({ ...markerKey({ minuteMs, shard }), minuteMs, shard, stamp, leasedUntilMs: 0 });
    await keepCursorAtMost(floorTo(minuteMs, HOUR_MS));
  };

  const markersOf = async (hourMs: number): Promise<DueShard[]> => {
    const shards: DueShard[] = [];
    for await (const item of table.query(hourSlot(hourMs))) shards.push(shardOfMarker(item));
    return shards;
  };

  /** Passes over hours behind us in which nothing is open any more. */
  const advance = async (from: { hourMs: number; version: number }, emptyUntilMs: number): Promise<void> => {
    const target = Math.min(emptyUntilMs, hourNow() - BEHIND_MS);
    if (target > from.hourMs) await isWritten(moveCursor(target, from.version));
  };

  return {
    async put(messages) {
      await mapConcurrently(messages, WRITES_AT_ONCE, (message) => table.put(messageItem(message)));
      const groups = Map.groupBy(messages, (message) => slotOf(shardOf(message)));
      for (const group of groups.values()) {
        const [first] = group;
        if (first !== undefined) await openShard(group, shardOf(first).shard);
      }
    },
    async open(untilMs) {
      const from = await cursor();
      if (from === undefined) return [];
      const open: DueShard[] = [];
      let emptyUntilMs: number | undefined;
      for (let hourMs = from.hourMs; hourMs <= untilMs; hourMs += HOUR_MS) {
        const shards = await markersOf(hourMs);
        if (shards.length > 0) emptyUntilMs ??= hourMs;
        open.push(...shards.filter(({ minuteMs }) => minuteMs <= untilMs));
      }
      await advance(from, emptyUntilMs ?? Number.POSITIVE_INFINITY);
      return open.sort((a, b) => a.minuteMs - b.minuteMs || a.shard - b.shard);
    },
    async *read(shard) {
      for await (const { message } of table.query(slotOf(shard))) {
        yield JSON.parse(message as string) as PlannedMessage;
      }
    },
    lease: (shard, untilMs) =>
      isWritten(
        table.put(
          { ...marker(shard), leasedUntilMs: untilMs },
          allOf(attributeIs('stamp', shard.stamp), attributeAtMost('leasedUntilMs', clock.nowMs())),
        ),
      ),
    async release(shard) {
      await isWritten(table.put({ ...marker(shard), leasedUntilMs: 0 }, attributeIs('stamp', shard.stamp)));
    },
    close: (shard) =>
      isWritten(table.remove(markerKey(shard), anyOf(notExists(), attributeIs('stamp', shard.stamp)))),
  };
}

/** Whether a conditional write was made. */
async function isWritten(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return false;
  }
}

function messageItem(message: PlannedMessage): Item {
  return {
    slot: slotOf(shardOf(message)),
    entry: message.messageKey,
    message: JSON.stringify(message),
    expiresAt: Math.ceil((message.expiresAtMs + KEPT_MS) / 1000),
  };
}

function shardOf({ dueAtMs, personId }: PlannedMessage): Pick<DueShard, 'minuteMs' | 'shard'> {
  return { minuteMs: floorTo(dueAtMs, MINUTE_MS), shard: hash48(personId) % DUE_SHARDS };
}

function marker({ minuteMs, shard, stamp }: DueShard): Item & { slot: string; entry: string } {
  return { ...markerKey({ minuteMs, shard }), minuteMs, shard, stamp };
}

function markerKey({ minuteMs, shard }: Pick<DueShard, 'minuteMs' | 'shard'>): {
  slot: string;
  entry: string;
} {
  return { slot: hourSlot(floorTo(minuteMs, HOUR_MS)), entry: slotOf({ minuteMs, shard }) };
}

function shardOfMarker(item: Item): DueShard {
  return {
    minuteMs: item['minuteMs'] as number,
    shard: item['shard'] as number,
    stamp: item['stamp'] as string,
  };
}

function slotOf({ minuteMs, shard }: Pick<DueShard, 'minuteMs' | 'shard'>): string {
  return `m#${new Date(minuteMs).toISOString().slice(0, 16)}#${shard}`;
}

function hourSlot(hourMs: number): string {
  return `open#${new Date(hourMs).toISOString().slice(0, 13)}`;
}

function floorTo(ms: number, unitMs: number): number {
  return Math.floor(ms / unitMs) * unitMs;
}
