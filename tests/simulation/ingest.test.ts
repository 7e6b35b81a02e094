import { describe, expect, it } from '@jest/globals';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { Message } from '#core/events/message.ts';
import { compareSequenceNumbers } from '#core/events/stream-position.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import { countsOf, ordersOf } from './counting-fold.ts';
import { dice, pick, shuffle } from './dice.ts';
import {
  type Between,
  collect,
  createIngestWorld,
  type IngestWorld,
  recordOf,
  track,
} from './ingest-world.ts';

const RUNS = Number(process.env['KAIROS_RUNS'] ?? 60);

/** The faults of a run, each a probability per call. */
interface Faults {
  readonly throttled: number;
  /** The write happened; its answer did not arrive. */
  readonly lost: number;
  /** The write happened, the answer was lost, and the SDK's own repeat met the condition it had made false. */
  readonly repeated: number;
  /** The read shows what was stored before the first write: nothing. */
  readonly stale: number;
}

const NO_FAULTS: Faults = { throttled: 0, lost: 0, repeated: 0, stale: 0 };

/** Puts faults at every call of every port; `state.isOn` ends them, so that a run comes to its end. */
function faulty(faults: Faults, random: () => number, state: { isOn: boolean }): Between {
  const happens = (probability: number) => state.isOn && random() < probability;
  return (site, port) =>
    new Proxy(port, {
      get(target, property, receiver) {
        const value: unknown = Reflect.get(target, property, receiver);
        if (typeof value !== 'function') return value;
        const call = value as (...args: unknown[]) => unknown;
        return async (...args: unknown[]) => {
          // Lets writers of other shards in between.
          for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await Promise.resolve();
          if (happens(faults.throttled)) throw new UnavailableError('throttled');
          if (site === 'profiles' && property === 'get' && happens(faults.stale)) return [];
          const answer = await call.apply(target, args);
          if (happens(faults.lost)) throw new UnavailableError('answer lost');
          if (site === 'profiles' && property === 'put' && happens(faults.repeated)) {
            throw new ConflictError('its own write');
          }
          return answer;
        };
      },
    });
}

/** One shard as an event source mapping delivers it: in order, and again from the lowest failed record on. */
async function deliver(
  world: IngestWorld,
  shard: readonly ArrivedRecord[],
  random: () => number,
  whileFailing: (attempt: number) => void,
) {
  let start = 0;
  for (let attempt = 0; start < shard.length; attempt += 1) {
    whileFailing(attempt);
    const batch = shard.slice(start, start + 1 + Math.floor(random() * 12));
    const { failed } = await world.ingest(batch);
    const lowest = failed[0]?.sequenceNumber;
    if (lowest === undefined) {
      // Fault 1: a whole batch comes again although it succeeded.
      if (random() < 0.1) await world.ingest(batch);
      start += batch.length;
    } else {
      start = shard.findIndex((record) => record.sequenceNumber === lowest);
    }
  }
}

interface Story {
  readonly shards: readonly (readonly ArrivedRecord[])[];
  /** Every distinct message by customer key. */
  readonly sent: ReadonlyMap<string, readonly Message[]>;
  readonly poisonCount: number;
}

/** Customers' messages, shuffled, doubled, poisoned and spread over shards that split half-way. */
function tell(random: () => number): Story {
  const names = ['Product Viewed', 'Order Completed', 'identify', 'Store Entered', 'Cart Viewed'];
  const sent = new Map<string, Message[]>();
  const records: { content: Message[] | string; key: string }[] = [];
  const customers = 1 + Math.floor(random() * 6);
  let next = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const key = `customer-${customer}`;
    const messages = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
      next += 1;
      return track(key, `m${next}`, pick(random, names), { context: { location: { city: 'canary' } } });
    });
    sent.set(key, messages);
    // Fault 2: the producer put some of them twice. Fault 3: any order, also late by hours.
    const put = shuffle(random, [...messages, ...messages.filter(() => random() < 0.3)]);
    while (put.length > 0) records.push({ content: put.splice(0, 1 + Math.floor(random() * 3)), key });
  }
  // Fault 5: poison at any position.
  const poison = Array.from({ length: Math.floor(random() * 4) }, () => ({
    content: '{"type":',
    key: 'customer-0',
  }));
  const all = shuffle(random, [...records, ...poison]);
  return { shards: spread(all, random), sent, poisonCount: poison.length };
}

/** Fault 4: the shard of every key splits at some point; its children start after their parent has ended. */
function spread(
  records: readonly { content: Message[] | string; key: string }[],
  random: () => number,
): (readonly ArrivedRecord[])[] {
  const split = Math.floor(random() * records.length);
  const parents: ArrivedRecord[][] = [[], []];
  const children: ArrivedRecord[][] = [[], [], [], []];
  records.forEach(({ content, key }, index) => {
    const half = key.charCodeAt(key.length - 1) % 2;
    const quarter = key.charCodeAt(key.length - 1) % 4;
    const [name, into] =
      index < split ? [`parent-${half}`, parents[half]] : [`child-${quarter}`, children[quarter]];
    into?.push(recordOf(content, { sequence: index + 1, partitionKey: key, shardId: `shardId-${name}` }));
  });
  return [...parents, ...children];
}

async function play(seed: number, faults: Faults) {
  const random = dice(seed);
  const story = tell(random);
  const state = { isOn: true };
  const world = createIngestWorld(faulty(faults, random, state), random);
  const run = (shards: Story['shards']) =>
    Promise.all(
      shards.map((shard) =>
        deliver(world, shard, random, (attempt) => {
          if (attempt > 40) state.isOn = false;
        }),
      ),
    );
  await run(story.shards.slice(0, 2));
  await run(story.shards.slice(2));
  state.isOn = false;
  return { story, world };
}

async function expectExact({ story, world }: Awaited<ReturnType<typeof play>>, seed: number) {
  for (const [key, messages] of story.sent) {
    // Nobody consented to location: those events are nowhere, the others are counted once.
    const kept = messages.filter((message) => message.event !== 'Store Entered');
    const expected: Record<string, number> = {};
    for (const { event = '' } of kept) expected[event] = (expected[event] ?? 0) + 1;
    const hot = (await world.profiles.loadHot([key])).get(key);
    const history = (await world.profiles.loadHistory([key])).get(key);
    const orders = kept.filter(({ event }) => event === 'Order Completed').map(({ messageId }) => messageId);
    expect({ seed, key, counts: hot && countsOf(hot.value) }).toEqual({ seed, key, counts: expected });
    expect({ seed, key, orders: history && ordersOf(history.value) }).toEqual({
      seed,
      key,
      orders: orders.sort(),
    });
  }
  const lake = (await collect(world.lake.read())).flatMap((line) => line.events);
  const sent = [...story.sent.values()].flat().filter((message) => message.event !== 'Store Entered');
  expect([...new Set(lake.map((event) => event.messageId))].sort()).toEqual(
    sent.map((message) => message.messageId).sort(),
  );
  expect(JSON.stringify(lake)).not.toContain('canary');
  const quarantined = await collect(world.quarantine.list());
  expect(quarantined.map(({ reason }) => reason)).toEqual(Array(story.poisonCount).fill('not_json'));
}

describe('ingest under faults', () => {
  const cases: readonly (readonly [string, Faults])[] = [
    ['repeats, reordering, splits, poison and partial failures (1-6)', NO_FAULTS],
    ['throttled calls (8)', { ...NO_FAULTS, throttled: 0.15 }],
    ['stale reads (12)', { ...NO_FAULTS, stale: 0.3 }],
    ['answers lost after the commit, at every call (13)', { ...NO_FAULTS, lost: 0.15 }],
    ['conditions that its own repeated write made false (13)', { ...NO_FAULTS, repeated: 0.3 }],
    ['all of them at once', { throttled: 0.05, lost: 0.05, repeated: 0.1, stale: 0.1 }],
  ];

  it.each(cases)('profiles, lake and quarantine are exact under %s', async (_, faults) => {
    for (let seed = 1; seed <= RUNS; seed += 1) await expectExact(await play(seed, faults), seed);
  });

  it('many writers of one profile all get through (10)', async () => {
    const random = dice(10);
    const world = createIngestWorld(faulty(NO_FAULTS, random, { isOn: true }), random);
    const writers = Array.from({ length: 6 }, (_, shard) =>
      world.ingest([
        recordOf(track('ann', `m${shard}`, 'Seen'), { sequence: 1, shardId: `shardId-${shard}` }),
      ]),
    );
    const results = await Promise.all(writers);
    expect(results.flatMap(({ failed }) => failed)).toEqual([]);
    const hot = (await world.profiles.loadHot(['ann'])).get('ann');
    expect(hot && countsOf(hot.value)).toEqual({ Seen: 6 });
    expect(results.some(({ counts }) => (counts.total.WriteConflicts ?? 0) > 0)).toBe(true);
  });

  it('a lost answer at any single call loses and doubles nothing (13)', async () => {
    const records = [
      recordOf([track('ann', 'm1', 'Order Completed'), track('ann', 'm2', 'Seen')], { sequence: 1 }),
      recordOf('{', { sequence: 2, partitionKey: 'ann' }),
      recordOf(track('bob', 'm3', 'Seen', { properties: { late: true } }), { sequence: 3 }),
    ];
    for (let site = 0; ; site += 1) {
      let calls = 0;
      const loseOne: Between = (_, port) =>
        new Proxy(port, {
          get(target, property, receiver) {
            const value: unknown = Reflect.get(target, property, receiver);
            if (typeof value !== 'function') return value;
            return async (...args: unknown[]) => {
              const answer: unknown = await (value as (...given: unknown[]) => unknown).apply(target, args);
              calls += 1;
              if (calls === site + 1) throw new UnavailableError('answer lost');
              return answer;
            };
          },
        });
      const world = createIngestWorld(loseOne);
      const { failed } = await world.ingest(records);
      const again = failed[0]?.sequenceNumber;
      const rest = records.filter(
        ({ sequenceNumber }) => again !== undefined && compareSequenceNumbers(sequenceNumber, again) >= 0,
      );
      expect((await world.ingest(rest)).failed).toEqual([]);
      const hot = (await world.profiles.loadHot(['ann'])).get('ann');
      expect({ site, counts: hot && countsOf(hot.value) }).toEqual({
        site,
        counts: { 'Order Completed': 1, Seen: 1 },
      });
      expect((await collect(world.quarantine.list())).map(({ reason }) => reason)).toEqual([
        'late',
        'not_json',
      ]);
      if (calls <= site) {
        expect(site).toBeGreaterThan(8);
        return;
      }
    }
  });
});
