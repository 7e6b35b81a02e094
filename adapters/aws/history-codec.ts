import type { EarlierOrders, HistoryPart, HistoryState } from '#core/profiles/history-part.ts';
import { HOURS_PER_WEEK } from '#core/profiles/hours.ts';
import type { Attendance, OfflineTouch } from '#core/profiles/offline.ts';
import type { Completion, Order, OrderKey, OrderLine, Refund } from '#core/profiles/order.ts';
import { decodeFormat, decodeTuple, encodeFormat, encodeTuple } from './format.ts';
import type { PartBytes } from './hot-codec.ts';
import { readArray, readValue, writeArray, writeValue } from './message-pack.ts';
import {
  ByteReader,
  ByteWriter,
  packHashes,
  packSparse,
  unpackHashes,
  unpackSparse,
} from './packed-bytes.ts';
import { packMarks, unpackMarks } from './packed-delivery.ts';

const FORMAT = 1;

/** Texts that recur (stores, coupons, products), each written once. */
class TextTable {
  readonly texts: string[] = [];
  readonly #positions = new Map<string, number>();

  add(text: string): number {
    const known = this.#positions.get(text);
    if (known !== undefined) return known;
    this.#positions.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

type Value = number | boolean | null | readonly (number | null)[];
type OrderTuple = readonly Value[];
type EarlierTuple = readonly [
  counts: readonly number[],
  first: number | null,
  spend: readonly (readonly [currency: string, paid: number, refunded: number])[],
  stores: readonly (readonly [storeId: string, orderCount: number])[],
  buyHours: Uint8Array,
];
type HistoryTuple = readonly [
  texts: readonly string[],
  orderHashes: Uint8Array,
  messageHashes: Uint8Array,
  orders: readonly OrderTuple[],
  earlier: EarlierTuple,
  touches: readonly number[],
  attendances: readonly number[],
  goals?: readonly number[],
];

const touchKinds: readonly OfflineTouch['kind'][] = ['entered', 'exited', 'dwelled'];
/** Flags of an order, added up. */
const GIFT = 1;
const HOUR_UNKNOWN = 2;
const LINE_FIELDS = 3;
const REFUND_FIELDS = 3;
const TOUCH_FIELDS = 6;
const ATTENDANCE_FIELDS = 4;
const GOAL_FIELDS = 2;

function packLines(lines: readonly OrderLine[], texts: TextTable): readonly (number | null)[] {
  return lines.flatMap(({ productId, quantity, amountMinor }) => [
    texts.add(productId),
    quantity,
    amountMinor ?? null,
  ]);
}

function packCompletion(completion: Completion, texts: TextTable): OrderTuple {
  return [
    completion.atSeconds,
    completion.offsetQuarters,
    texts.add(completion.channel),
    texts.add(completion.storeId),
    texts.add(completion.currency),
    completion.amountMinor ?? null,
    completion.discountMinor,
    texts.add(completion.coupon),
    (completion.isGift ? GIFT : 0) + (completion.isHourKnown ? 0 : HOUR_UNKNOWN),
    completion.units,
    completion.lineCount,
    packLines(completion.lines, texts),
  ];
}

/** Completion's fields, if any; then, only if the order was undone, cancellation and refunds. */
function packOrder({ completion, cancelledSeconds, refunds }: Order, texts: TextTable): OrderTuple {
  const completed = completion === undefined ? [] : packCompletion(completion, texts);
  if (cancelledSeconds === undefined && refunds.length === 0) return completed;
  const money = refunds.flatMap(({ atSeconds, currency, amountMinor }) => [
    atSeconds,
    texts.add(currency),
    amountMinor ?? null,
  ]);
  return [...completed, cancelledSeconds ?? null, money];
}

/** Hashes in the order in which `unpackOrder` asks for them. */
function messageHashesOf({ completion, refunds }: Order): readonly number[] {
  const hashes = refunds.map(({ messageHash }) => messageHash);
  return completion === undefined ? hashes : [completion.messageHash, ...hashes];
}

interface OrderReader {
  readonly texts: readonly string[];
  readonly nextHash: () => number;
}

const textAt = (texts: readonly string[], index: Value | undefined): string => texts[index as number] ?? '';

function unpackLines(flat: readonly (number | null)[], texts: readonly string[]): readonly OrderLine[] {
  return groupsOf(flat, LINE_FIELDS).map(([productId, quantity, amount]) => ({
    productId: textAt(texts, productId),
    quantity: quantity as number,
    amountMinor: amount ?? undefined,
  }));
}

function groupsOf<T>(flat: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: flat.length / size }, (_, index) =>
    flat.slice(index * size, (index + 1) * size),
  );
}

const COMPLETION_FIELDS = 12;

function unpackCompletion(fields: OrderTuple, { texts, nextHash }: OrderReader): Completion {
  const [at, offset, channel, store, currency, amount, discount, coupon, flags, units, count, lines] = fields;
  return {
    atSeconds: at as number,
    messageHash: nextHash(),
    offsetQuarters: offset as number,
    isHourKnown: ((flags as number) & HOUR_UNKNOWN) === 0,
    channel: textAt(texts, channel),
    storeId: textAt(texts, store),
    currency: textAt(texts, currency),
    amountMinor: (amount as number | null) ?? undefined,
    discountMinor: discount as number,
    coupon: textAt(texts, coupon),
    isGift: ((flags as number) & GIFT) !== 0,
    units: units as number,
    lineCount: count as number,
    lines: unpackLines(lines as readonly (number | null)[], texts),
  };
}

function unpackOrder(orderHash: number, fields: OrderTuple, reader: OrderReader): Order {
  const isCompleted = fields.length >= COMPLETION_FIELDS;
  const completion = isCompleted ? unpackCompletion(fields, reader) : undefined;
  const [cancelled = null, money = []] = fields.slice(isCompleted ? COMPLETION_FIELDS : 0);
  const refunds = groupsOf(money as readonly (number | null)[], REFUND_FIELDS).map(
    ([at, currency, amount]): Refund => ({
      atSeconds: at as number,
      messageHash: reader.nextHash(),
      currency: textAt(reader.texts, currency),
      amountMinor: amount ?? undefined,
    }),
  );
  return { orderHash, completion, cancelledSeconds: (cancelled as number | null) ?? undefined, refunds };
}

const hoursWriter = new ByteWriter();

function packHours(hours: readonly number[]): Uint8Array {
  packSparse(hoursWriter, hours);
  return hoursWriter.take();
}

function packEarlier(earlier: EarlierOrders): EarlierTuple {
  return [
    [earlier.entryCount, earlier.orderCount, earlier.cancelledCount, earlier.units],
    earlier.firstOrderSeconds ?? null,
    earlier.spend.map(({ currency, paidMinor, refundedMinor }) => [currency, paidMinor, refundedMinor]),
    earlier.stores.map(({ storeId, orderCount }) => [storeId, orderCount]),
    packHours(earlier.buyHours),
  ];
}

function unpackEarlier([counts, first, spend, stores, hours]: EarlierTuple): EarlierOrders {
  const [entryCount = 0, orderCount = 0, cancelledCount = 0, units = 0] = counts;
  return {
    entryCount,
    orderCount,
    cancelledCount,
    units,
    firstOrderSeconds: first ?? undefined,
    spend: spend.map(([currency, paidMinor, refundedMinor]) => ({ currency, paidMinor, refundedMinor })),
    stores: stores.map(([storeId, count]) => ({ storeId, orderCount: count })),
    buyHours: unpackSparse(new ByteReader(hours), hours.length, HOURS_PER_WEEK),
  };
}

function encodeState(state: HistoryState): Uint8Array {
  const table = new TextTable();
  const orders = state.orders.map((order) => packOrder(order, table));
  const touches = state.offlineTouches.flatMap((touch) => [
    touchKinds.indexOf(touch.kind),
    table.add(touch.storeId),
    table.add(touch.zoneId),
    table.add(touch.category),
    touch.atSeconds,
    touch.dwellSeconds,
  ]);
  const attendances = state.attendances.flatMap(({ storeId, eventId, kind, atSeconds }) => [
    table.add(storeId),
    table.add(eventId),
    table.add(kind),
    atSeconds,
  ]);
  const goals = state.goals.flatMap(({ name, atSeconds }) => [table.add(name), atSeconds]);
  const tuple = [
    table.texts,
    packHashes(state.orders.map(({ orderHash }) => orderHash)),
    packHashes(state.orders.flatMap(messageHashesOf)),
    orders,
    packEarlier(state.earlier),
    touches,
    attendances,
  ] as const;
  // Most people have none, and items of before this list end without it.
  return encodeTuple(FORMAT, goals.length === 0 ? tuple : [...tuple, goals]);
}

function decodeState(bytes: Uint8Array): HistoryState {
  const tuple = decodeTuple('state of a history part', FORMAT, bytes) as HistoryTuple;
  const [texts, orderHashes, messageHashes, orders, earlier, touches, attendances, goals = []] = tuple;
  const hashes = unpackHashes(messageHashes).values();
  const reader: OrderReader = { texts, nextHash: () => hashes.next().value ?? 0 };
  const ids = unpackHashes(orderHashes);
  return {
    orders: orders.map((fields, index) => unpackOrder(ids[index] ?? 0, fields, reader)),
    earlier: unpackEarlier(earlier),
    offlineTouches: groupsOf(touches, TOUCH_FIELDS).map(
      ([kind = 0, storeId, zoneId, category, atSeconds = 0, dwellSeconds = 0]): OfflineTouch => ({
        kind: touchKinds[kind] ?? 'entered',
        storeId: textAt(texts, storeId),
        zoneId: textAt(texts, zoneId),
        category: textAt(texts, category),
        atSeconds,
        dwellSeconds,
      }),
    ),
    attendances: groupsOf(attendances, ATTENDANCE_FIELDS).map(
      ([storeId, eventId, kind, atSeconds = 0]): Attendance => ({
        storeId: textAt(texts, storeId),
        eventId: textAt(texts, eventId),
        kind: textAt(texts, kind),
        atSeconds,
      }),
    ),
    goals: groupsOf(goals, GOAL_FIELDS).map(([name, atSeconds = 0]) => ({
      name: textAt(texts, name),
      atSeconds,
    })),
  };
}

type KeyTuple = readonly [atSeconds: number, orderHash: Uint8Array] | null;

function packKey(key: OrderKey | undefined): KeyTuple {
  return key === undefined ? null : [key.atSeconds, packHashes([key.orderHash])];
}

function unpackKey(tuple: KeyTuple): OrderKey | undefined {
  return tuple === null ? undefined : { atSeconds: tuple[0], orderHash: unpackHashes(tuple[1])[0] ?? 0 };
}

/** The history part as bytes. The same state gives the same `state` bytes. */
export function encodeHistoryPart({ delivery, state }: HistoryPart): PartBytes {
  return {
    delivery: encodeFormat(FORMAT, (writer) => {
      writeArray(writer, 2);
      packMarks(writer, delivery.shardMarks);
      writeValue(writer, packKey(delivery.lateBefore));
    }),
    state: encodeState(state),
  };
}

/** @throws NewerFormatError if either attribute is of a format that this program does not know. */
export function decodeHistoryPart(bytes: PartBytes): HistoryPart {
  const reader = decodeFormat('delivery of a history part', FORMAT, bytes.delivery);
  readArray(reader);
  return {
    delivery: {
      shardMarks: unpackMarks(reader),
      lateBefore: unpackKey(readValue(reader) as KeyTuple),
    },
    state: decodeState(bytes.state),
  };
}
