import type { CopyChannel } from '#core/copy/approved-copy.ts';
import type { SkipReason } from '#core/plan/audience/skip-reasons.ts';
import type { CostLine, Interval, PlanSummary } from '#core/plan/plan-summary.ts';
import type { Decided } from './decide-people.ts';
import type { PlanInput } from './plan-input.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Two-sided 95 %. */
const Z = 1.96;
/** How far an effect that nobody measured may be off, either way. */
const ASSUMPTION_SPREAD = 2;

/** What the summary counts; kept while partitions pass by. */
export type Counted = Pick<
  PlanSummary,
  | 'considered'
  | 'planned'
  | 'skipped'
  | 'localHours'
  | 'load'
  | 'evidence'
  | 'arms'
  | 'moved'
  | 'samples'
  | 'copies'
  | 'cost'
  | 'expected'
  | 'uplift'
  | 'finishesAtMs'
>;

const raise = <Key>(counts: Map<Key, number>, key: Key, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** Counts decisions one by one; `counted` says what they came to. */
export function createTally(input: PlanInput): { add(one: Decided): void; counted(): Counted } {
  const skipped = new Map<SkipReason, number>();
  const load = new Map<string, number>();
  const arms = new Map<string, { probability: number; planned: number }>();
  const copies = new Map<string, { id: string; hash: string; messages: number }>();
  const samples = new Map<string, PlanSummary['samples'][number]>();
  const channels = new Map<
    CopyChannel,
    { hours: number[]; messages: number; micros: number; lastMs: number }
  >();
  const evidence = { own: 0, pooled: 0, fallback: 0 };
  const bases = { person: 0, persona: 0, response: 0 };
  const expected = { orders: 0, variance: 0, assumed: 0 };
  let planned = 0;
  let moved = 0;

  const addMessage = ({ decision, note, copy, localHour, orders }: Decided): void => {
    if (!('message' in decision) || note === undefined || copy === undefined) return;
    const { channel, dueAtMs, worstCaseMicros } = decision.message;
    planned += 1;
    moved += Number(decision.wishedAtMs !== undefined);
    evidence[decision.evidence] += 1;
    raise(load, `${channel} ${Math.floor(dueAtMs / HOUR_MS) * HOUR_MS}`);
    const arm = arms.get(note.arm.name) ?? { probability: note.arm.probability, planned: 0 };
    arms.set(note.arm.name, { ...arm, planned: arm.planned + 1 });
    const used = copies.get(copy.id) ?? { id: copy.id, hash: copy.hash, messages: 0 };
    copies.set(copy.id, { ...used, messages: used.messages + 1 });
    const of = channels.get(channel) ?? {
      hours: Array.from({ length: 24 }, () => 0),
      messages: 0,
      micros: 0,
      lastMs: 0,
    };
    of.hours[localHour]! += 1;
    of.messages += 1;
    of.micros += worstCaseMicros;
    of.lastMs = Math.max(of.lastMs, dueAtMs + MINUTE_MS);
    channels.set(channel, of);
    expected.orders += orders;
    expected.variance += orders * (1 - Math.min(1, orders));
    expected.assumed += note.basis === 'response' ? orders : 0;
    bases[note.basis] += 1;
    const key = `${note.personaId ?? ''}/${copy.id}`;
    if (!samples.has(key))
      samples.set(key, {
        ...{ personaId: note.personaId, copyId: copy.id, channel, language: copy.language },
        ...input.render(copy),
      });
  };

  return {
    add(one) {
      if ('skip' in one.decision) raise(skipped, one.decision.skip);
      else addMessage(one);
    },
    counted() {
      const byName = [...arms].sort(([a], [b]) => (a < b ? -1 : 1));
      const sorted = [...channels].sort(([a], [b]) => (a < b ? -1 : 1));
      const skippedCount = [...skipped.values()].reduce((sum, count) => sum + count, 0);
      return {
        considered: planned + skippedCount,
        planned,
        skipped: Object.fromEntries(skipped),
        localHours: Object.fromEntries(sorted.map(([channel, { hours }]) => [channel, hours])),
        load: [...load]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, messages]) => {
            const [channel, hourMs] = key.split(' ') as [CopyChannel, string];
            return { channel, hourMs: Number(hourMs), messages };
          }),
        evidence,
        arms: byName.map(([name, arm]) => ({ name, ...arm })),
        moved,
        samples: [...samples.values()].sort((a, b) => (a.copyId < b.copyId ? -1 : 1)),
        copies: [...copies.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
        cost: sorted.map(([channel, { messages, micros }]) => costLine(input, channel, messages, micros)),
        expected: {
          orders: rounded(expected.orders),
          interval: intervalOf(expected),
          measuredShare: expected.orders === 0 ? 0 : rounded(1 - expected.assumed / expected.orders),
        },
        uplift: { messages: bases, standing: input.uplift.standing },
        finishesAtMs: Object.fromEntries(sorted.map(([channel, { lastMs }]) => [channel, lastMs])),
      };
    },
  };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Chance of single orders (95 %), widened by what an assumed effect may be off. */
function intervalOf({
  orders,
  variance,
  assumed,
}: {
  orders: number;
  variance: number;
  assumed: number;
}): Interval {
  const chance = Z * Math.sqrt(variance);
  const low = orders - assumed * (1 - 1 / ASSUMPTION_SPREAD) - chance;
  const high = orders + assumed * (ASSUMPTION_SPREAD - 1) + chance;
  return { low: rounded(Math.max(0, low)), high: rounded(high) };
}

/** From one part a message, to the worst case that claims will be charged. */
function costLine(input: PlanInput, channel: CopyChannel, messages: number, micros: number): CostLine {
  const price = input.price(channel, 1);
  const single = 'refused' in price ? { micros: 0, isEstimate: true } : price;
  return {
    channel,
    messages,
    micros: { low: Math.min(micros, messages * single.micros), high: micros },
    isEstimate: single.isEstimate,
  };
}
