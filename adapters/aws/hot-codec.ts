import { type Activity, CELLS, emptyActivity } from '#core/profiles/activity.ts';
import type { HotPart, HotState, ThirdPartyTrait } from '#core/profiles/hot-part.ts';
import { HOURS_PER_WEEK } from '#core/profiles/hours.ts';
import type { Register } from '#core/profiles/register.ts';
import { decodeFormat, encodeFormat } from './format.ts';
import {
  readArray,
  readBinaryEnd,
  readNumber,
  readText,
  writeArray,
  writeBinaryOf,
  writeNumber,
  writeText,
} from './message-pack.ts';
import { packAddresses, unpackAddresses } from './packed-addresses.ts';
import { type ByteReader, type ByteWriter, packSparse, unpackSparse } from './packed-bytes.ts';
import { packDelivery, unpackDelivery } from './packed-delivery.ts';
import { packTouches, unpackTouches } from './packed-touches.ts';

const FORMAT = 1;
/** Before addresses were looked for there were twelve. */
const FIELDS = 13;

/** A part of a profile as two binary attributes; `state` alone is what delivery must not change. */
export interface PartBytes {
  readonly delivery: Uint8Array;
  readonly state: Uint8Array;
}

/** Times are kept as seconds before the last event: small numbers are short. */
function packRegister(writer: ByteWriter, register: Register | undefined, last: number): void {
  if (register === undefined) {
    writeNumber(writer, undefined);
    return;
  }
  writeArray(writer, 2);
  writeText(writer, register.value);
  writeNumber(writer, last - register.atSeconds);
}

function unpackRegister(reader: ByteReader, last: number): Register | undefined {
  if (readArray(reader) === undefined) return undefined;
  return { value: readText(reader), atSeconds: last - number(reader) };
}

const number = (reader: ByteReader): number => readNumber(reader) ?? 0;

/** Per kind that ever occurred: its position, its total, how many cells follow, the cells. */
function packCounts(writer: ByteWriter, { totals, cells }: Activity): void {
  for (let kind = 0; kind < totals.length; kind += 1) {
    const total = totals[kind] as number;
    if (total === 0) continue;
    let length = CELLS;
    while (length > 0 && cells[kind * CELLS + length - 1] === 0) length -= 1;
    writer.byte(kind);
    writer.integer(total);
    writer.byte(length);
    for (let cell = 0; cell < length; cell += 1) writer.integer(cells[kind * CELLS + cell] as number);
  }
}

function unpackActivity(newestDay: number, activeDays: number, reader: ByteReader): Activity {
  const totals = emptyActivity.totals.slice();
  const cells = emptyActivity.cells.slice();
  const end = readBinaryEnd(reader);
  while (reader.at < end) {
    const kind = reader.byte();
    totals[kind] = reader.integer();
    const length = reader.byte();
    for (let cell = 0; cell < length; cell += 1) cells[kind * CELLS + cell] = reader.integer();
  }
  return { newestDay, activeDays, totals, cells };
}

function packThirdParty(writer: ByteWriter, traits: readonly ThirdPartyTrait[], last: number): void {
  writeArray(writer, traits.length);
  for (const { provider, segments, atSeconds } of traits) {
    writeArray(writer, 3);
    writeText(writer, provider);
    writeNumber(writer, last - atSeconds);
    writeArray(writer, segments.length);
    for (const segment of segments) writeText(writer, segment);
  }
}

function unpackThirdParty(reader: ByteReader, last: number): readonly ThirdPartyTrait[] {
  const traits: ThirdPartyTrait[] = [];
  for (let left = readArray(reader) ?? 0; left > 0; left -= 1) {
    readArray(reader);
    const provider = readText(reader);
    const atSeconds = last - number(reader);
    const segments: string[] = [];
    for (let more = readArray(reader) ?? 0; more > 0; more -= 1) segments.push(readText(reader));
    traits.push({ provider, segments, atSeconds });
  }
  return traits;
}

function packState(writer: ByteWriter, state: HotState): void {
  const { firstSeenSeconds, lastSeenSeconds, activity } = state;
  const last = lastSeenSeconds ?? 0;
  writeArray(writer, FIELDS);
  writeNumber(writer, lastSeenSeconds);
  writeNumber(writer, last - (firstSeenSeconds ?? last));
  writeNumber(writer, state.joinedSeconds);
  const registers = [state.zone, state.locale, state.city, state.region, state.nearStore];
  writeArray(writer, registers.length);
  for (const register of registers) packRegister(writer, register, last);
  writeNumber(writer, lastSeenSeconds === undefined ? 0 : activity.newestDay);
  writeNumber(writer, activity.activeDays);
  writeBinaryOf(writer, () => packCounts(writer, activity));
  writeBinaryOf(writer, () => packSparse(writer, state.browseHours));
  const touches = [state.views, state.intents, state.searches, state.mentions];
  writeArray(writer, touches.length);
  for (const list of touches) writeBinaryOf(writer, () => packTouches(writer, list, last));
  writeArray(writer, 2);
  writeNumber(writer, state.pointsEarned);
  writeNumber(writer, state.pointsRedeemed);
  writeNumber(writer, state.clampedCount);
  packThirdParty(writer, state.thirdParty, last);
  packAddresses(writer, state.addresses, last);
}

/** Fields in the order in which `packState` wrote them: an object literal is evaluated from top to bottom. */
function unpackState(reader: ByteReader): HotState {
  const fields = readArray(reader) ?? 0;
  const lastSeenSeconds = readNumber(reader);
  const last = lastSeenSeconds ?? 0;
  const firstSeenAge = number(reader);
  return {
    lastSeenSeconds,
    firstSeenSeconds: lastSeenSeconds === undefined ? undefined : last - firstSeenAge,
    joinedSeconds: readNumber(reader),
    ...unpackRegisters(reader, last),
    activity: unpackSeen(reader, lastSeenSeconds !== undefined),
    browseHours: unpackSparse(reader, readBinaryEnd(reader), HOURS_PER_WEEK),
    ...unpackLists(reader, last),
    ...unpackPoints(reader),
    clampedCount: number(reader),
    thirdParty: unpackThirdParty(reader, last),
    addresses: fields < FIELDS ? undefined : unpackAddresses(reader, last),
  };
}

function unpackRegisters(reader: ByteReader, last: number) {
  readArray(reader);
  return {
    zone: unpackRegister(reader, last),
    locale: unpackRegister(reader, last),
    city: unpackRegister(reader, last),
    region: unpackRegister(reader, last),
    nearStore: unpackRegister(reader, last),
  };
}

function unpackSeen(reader: ByteReader, isSeen: boolean): Activity {
  const activity = unpackActivity(number(reader), number(reader), reader);
  return isSeen ? activity : emptyActivity;
}

function unpackLists(reader: ByteReader, last: number) {
  readArray(reader);
  return {
    views: unpackTouches(reader, readBinaryEnd(reader), last),
    intents: unpackTouches(reader, readBinaryEnd(reader), last),
    searches: unpackTouches(reader, readBinaryEnd(reader), last),
    mentions: unpackTouches(reader, readBinaryEnd(reader), last),
  };
}

function unpackPoints(reader: ByteReader) {
  readArray(reader);
  return { pointsEarned: number(reader), pointsRedeemed: number(reader) };
}

/** The hot part as bytes. The same state gives the same `state` bytes. */
export function encodeHotPart({ delivery, state }: HotPart): PartBytes {
  return {
    delivery: encodeFormat(FORMAT, (writer) => packDelivery(writer, delivery)),
    state: encodeFormat(FORMAT, (writer) => packState(writer, state)),
  };
}

/** @throws NewerFormatError if either attribute is of a format that this program does not know. */
export function decodeHotPart({ delivery, state }: PartBytes): HotPart {
  return {
    delivery: unpackDelivery(decodeFormat('delivery of a hot part', FORMAT, delivery)),
    state: unpackState(decodeFormat('state of a hot part', FORMAT, state)),
  };
}
