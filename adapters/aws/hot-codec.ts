import { type Activity, CELLS, emptyActivity } from '#core/profiles/activity.ts';
import type { Delivery, ImportMark, ShardMark } from '#core/profiles/delivery.ts';
import type { HotPart, HotState, ThirdPartyTrait } from '#core/profiles/hot-part.ts';
import { HOURS_PER_WEEK } from '#core/profiles/hours.ts';
import type { Register } from '#core/profiles/register.ts';
import { decodeTuple, encodeTuple } from './format.ts';
import {
  ByteReader,
  ByteWriter,
  packDecimal,
  packHashes,
  packSparse,
  unpackDecimal,
  unpackHashes,
  unpackSparse,
} from './packed-bytes.ts';
import { packTouches, unpackTouches } from './packed-touches.ts';

const FORMAT = 1;

/** A part of a profile as two binary attributes; `state` alone is what delivery must not change. */
export interface PartBytes {
  readonly delivery: Uint8Array;
  readonly state: Uint8Array;
}

type MarkTuple = readonly [shard: number | string, sequence: Uint8Array | string];
type DeliveryTuple = readonly [
  marks: readonly MarkTuple[],
  ring: Uint8Array,
  imports: readonly (readonly [fileId: string, row: number])[],
];

const SHARD_ID = /^shardId-(\d{12})$/;

/** Marks with the name of a shard as the number that it holds. */
export function packMarks(marks: readonly ShardMark[]): readonly MarkTuple[] {
  return marks.map(({ shardId, sequenceNumber }) => {
    const number = SHARD_ID.exec(shardId)?.[1];
    return [number === undefined ? shardId : Number(number), packDecimal(sequenceNumber)];
  });
}

/** Reads what `packMarks` wrote. */
export function unpackMarks(tuples: readonly MarkTuple[]): readonly ShardMark[] {
  return tuples.map(([shard, sequence]) => ({
    shardId: typeof shard === 'string' ? shard : `shardId-${String(shard).padStart(12, '0')}`,
    sequenceNumber: unpackDecimal(sequence),
  }));
}

function encodeDelivery({ shardMarks, messageRing, importMarks }: Delivery): Uint8Array {
  const imports = importMarks.map(({ fileId, row }): readonly [string, number] => [fileId, row]);
  const tuple: DeliveryTuple = [packMarks(shardMarks), packHashes(messageRing), imports];
  return encodeTuple(FORMAT, tuple);
}

function decodeDelivery(bytes: Uint8Array): Delivery {
  const [marks, ring, imports] = decodeTuple('delivery of a hot part', FORMAT, bytes) as DeliveryTuple;
  const importMarks = imports.map(([fileId, row]): ImportMark => ({ fileId, row }));
  return { shardMarks: unpackMarks(marks), messageRing: unpackHashes(ring), importMarks };
}

type RegisterTuple = readonly [value: string, ageSeconds: number] | null;

/** Times are kept as seconds before the last event: small numbers are short. */
type HotTuple = readonly [
  lastSeen: number | null,
  firstSeenAge: number,
  joined: number | null,
  registers: readonly RegisterTuple[],
  newestDay: number,
  activeDays: number,
  counts: Uint8Array,
  browseHours: Uint8Array,
  touches: readonly Uint8Array[],
  points: readonly [earned: number, redeemed: number],
  clampedCount: number,
  thirdParty: readonly (readonly [provider: string, ageSeconds: number, segments: readonly string[]])[],
];

function packRegister(register: Register | undefined, last: number): RegisterTuple {
  return register === undefined ? null : [register.value, last - register.atSeconds];
}

function unpackRegister(tuple: RegisterTuple | undefined, last: number): Register | undefined {
  return tuple ? { value: tuple[0], atSeconds: last - tuple[1] } : undefined;
}

/** Per kind that ever occurred: its position, its total, how many cells follow, the cells. */
function packCounts({ totals, cells }: Activity): Uint8Array {
  const writer = new ByteWriter();
  totals.forEach((total, kind) => {
    if (total === 0) return;
    let length = CELLS;
    while (length > 0 && cells[kind * CELLS + length - 1] === 0) length -= 1;
    writer.byte(kind);
    writer.integer(total);
    writer.byte(length);
    for (let cell = 0; cell < length; cell += 1) writer.integer(cells[kind * CELLS + cell] as number);
  });
  return writer.toBytes();
}

function unpackActivity(newestDay: number, activeDays: number, counts: Uint8Array): Activity {
  const totals = emptyActivity.totals.slice();
  const cells = emptyActivity.cells.slice();
  const reader = new ByteReader(counts);
  while (reader.hasMore) {
    const kind = reader.byte();
    totals[kind] = reader.integer();
    const length = reader.byte();
    for (let cell = 0; cell < length; cell += 1) cells[kind * CELLS + cell] = reader.integer();
  }
  return { newestDay, activeDays, totals, cells };
}

function encodeState(state: HotState): Uint8Array {
  const { firstSeenSeconds, lastSeenSeconds, activity } = state;
  const last = lastSeenSeconds ?? 0;
  const registers = [state.zone, state.locale, state.city, state.region, state.nearStore];
  const touches = [state.views, state.intents, state.searches, state.mentions];
  const tuple: HotTuple = [
    lastSeenSeconds ?? null,
    last - (firstSeenSeconds ?? last),
    state.joinedSeconds ?? null,
    registers.map((register) => packRegister(register, last)),
    lastSeenSeconds === undefined ? 0 : activity.newestDay,
    activity.activeDays,
    packCounts(activity),
    packSparse(state.browseHours),
    touches.map((list) => packTouches(list, last)),
    [state.pointsEarned, state.pointsRedeemed],
    state.clampedCount,
    state.thirdParty.map(({ provider, segments, atSeconds }) => [provider, last - atSeconds, segments]),
  ];
  return encodeTuple(FORMAT, tuple);
}

function decodeState(bytes: Uint8Array): HotState {
  const tuple = decodeTuple('state of a hot part', FORMAT, bytes) as HotTuple;
  const [lastSeen, firstSeenAge, joined, registers, newestDay, activeDays, counts, hours, touches] = tuple;
  const [, , , , , , , , , points, clampedCount, thirdParty] = tuple;
  const last = lastSeen ?? 0;
  const [zone, locale, city, region, nearStore] = registers.map((register) => unpackRegister(register, last));
  return {
    firstSeenSeconds: lastSeen === null ? undefined : last - firstSeenAge,
    lastSeenSeconds: lastSeen ?? undefined,
    joinedSeconds: joined ?? undefined,
    zone,
    locale,
    city,
    region,
    nearStore,
    activity: lastSeen === null ? emptyActivity : unpackActivity(newestDay, activeDays, counts),
    browseHours: unpackSparse(hours, HOURS_PER_WEEK),
    views: unpackTouches(touches[0], last),
    intents: unpackTouches(touches[1], last),
    searches: unpackTouches(touches[2], last),
    mentions: unpackTouches(touches[3], last),
    pointsEarned: points[0],
    pointsRedeemed: points[1],
    clampedCount,
    thirdParty: thirdParty.map(
      ([provider, age, segments]): ThirdPartyTrait => ({ provider, segments, atSeconds: last - age }),
    ),
  };
}

/** The hot part as bytes. The same state gives the same `state` bytes. */
export function encodeHotPart(part: HotPart): PartBytes {
  return { delivery: encodeDelivery(part.delivery), state: encodeState(part.state) };
}

/** @throws NewerFormatError if either attribute is of a format that this program does not know. */
export function decodeHotPart(bytes: PartBytes): HotPart {
  return { delivery: decodeDelivery(bytes.delivery), state: decodeState(bytes.state) };
}
