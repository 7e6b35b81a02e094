import type { ProfileCodec } from '#adapters/node/profile-codec.ts';
import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import { compareSequenceNumbers } from '#core/events/stream-position.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { Delivery } from '#core/profiles/delivery.ts';
import type { FoldProfile, NeedsHistory } from '#core/profiles/fold.ts';
import type { HistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotState, type HotPart } from '#core/profiles/hot-part.ts';

/** A profile that only counts: the smallest state in which a lost or doubled event shows. */
interface CountingHot {
  readonly delivery: Delivery;
  readonly counts: Readonly<Record<string, number>>;
}
interface CountingHistory {
  readonly orders: readonly string[];
}

const empty: CountingHot = { delivery: { shardMarks: [], messageRing: [], importMarks: [] }, counts: {} };
const hotPart = (hot: CountingHot) => ({ ...hot, state: emptyHotState }) as unknown as HotPart;
const historyPart = (history: CountingHistory) => history as unknown as HistoryPart;

export const countsOf = (hot: HotPart) => (hot as unknown as CountingHot).counts;
export const ordersOf = (history: HistoryPart) => (history as unknown as CountingHistory).orders;

export const needsHistory: NeedsHistory = (records) =>
  records.some(({ events }) => events.some((event) => event.name === 'Order Completed'));

/** Folds by the rules of delivery alone: a mark per shard, a ring of 64 message ids, orders as a set. */
export const countingFold: FoldProfile = (parts, records) => {
  const hot = parts.hot as unknown as CountingHot;
  const marks = new Map(hot.delivery.shardMarks.map((mark) => [mark.shardId, mark.sequenceNumber]));
  const ring = [...hot.delivery.messageRing];
  const isBehind = ({ shardId, sequenceNumber }: CustomerRecord['position']) =>
    compareSequenceNumbers(sequenceNumber, marks.get(shardId) ?? '') <= 0;

  const accepted: CustomerEvent[] = [];
  const rejected: { event: CustomerEvent; rejection: { reason: 'late'; path: string; detail: string } }[] =
    [];
  let duplicateCount = 0;
  const take = (event: CustomerEvent) => {
    const id = hash48(event.messageId);
    if (ring.includes(id)) duplicateCount += 1;
    else if (isLate(event, hot)) rejected.push({ event, rejection: late });
    else accepted.push(event);
    if (accepted.at(-1) === event) ring.push(id);
  };
  let isMoved = false;
  for (const { position, events } of records) {
    if (isBehind(position)) {
      duplicateCount += events.length;
      continue;
    }
    isMoved = true;
    marks.delete(position.shardId);
    marks.set(position.shardId, position.sequenceNumber);
    events.forEach(take);
  }

  const shardMarks = [...marks].slice(-4).map(([shardId, sequenceNumber]) => ({ shardId, sequenceNumber }));
  const delivery = { ...hot.delivery, shardMarks, messageRing: ring.slice(-64) };
  return {
    hot: isMoved ? hotPart({ delivery, counts: addCounts(hot.counts, accepted) }) : parts.hot,
    history: addOrders(parts.history, accepted),
    accepted,
    duplicateCount,
    rejected,
  };
};

function addCounts(known: CountingHot['counts'], accepted: readonly CustomerEvent[]): CountingHot['counts'] {
  const counts = { ...known };
  for (const { name } of accepted) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function addOrders(
  part: HistoryPart | undefined,
  accepted: readonly CustomerEvent[],
): HistoryPart | undefined {
  const known = (part as unknown as CountingHistory | undefined)?.orders ?? [];
  const placed = accepted.filter(({ name }) => name === 'Order Completed').map(({ messageId }) => messageId);
  const orders = [...new Set([...known, ...placed])].sort();
  return orders.length === known.length ? part : historyPart({ orders });
}

/** Told by the message: late in any case, or only for a profile that has seen something before. */
function isLate({ properties }: CustomerEvent, hot: CountingHot): boolean {
  return (
    properties['late'] === true || (properties['late'] === 'if_seen' && Object.keys(hot.counts).length > 0)
  );
}

const late = { reason: 'late', path: '', detail: 'too old' } as const;

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const parsed = (state: Uint8Array): unknown => JSON.parse(Buffer.from(state).toString());

/** The counting profile as JSON. */
export const countingCodec: ProfileCodec = {
  emptyHot: () => hotPart(empty),
  emptyHistory: () => historyPart({ orders: [] }),
  encodeHot: (part) => {
    const { delivery, counts } = part as unknown as CountingHot;
    return { state: bytes(counts), delivery: bytes(delivery) };
  },
  decodeHot: ({ state, delivery }) =>
    hotPart({
      counts: parsed(state) as CountingHot['counts'],
      delivery: parsed(delivery ?? Buffer.of()) as Delivery,
    }),
  encodeHistory: (part) => ({ state: bytes((part as unknown as CountingHistory).orders) }),
  decodeHistory: ({ state }) => historyPart({ orders: parsed(state) as string[] }),
};
