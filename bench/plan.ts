import { createRng } from '#core/kernel/rng.ts';
import { assign } from '#core/plan/assign/assign.ts';
import { type BidBlock, createBlockBuilder } from '#core/plan/assign/bid-block.ts';
import type { LaneKind, Market } from '#core/plan/assign/market.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { createTimeGrid, slotMinutes } from '#core/plan/time-grid.ts';

/**
 * The assignment at the standing test size: `node bench/plan.ts [PEOPLE …]`, else 100,000, 1 and 4 million. Four
 * channels in one process over a day in Seoul, a quarter of the rate that everybody would need at once, a budget for
 * six in ten, stock for three products in four. Each size should run in a process of its own: the peak is the process's.
 */
const sizes = process.argv.slice(2).map(Number);
const CHANNELS = 4;
const PARTITION = 20_000;
const FROM_MS = Date.parse('2026-12-01T00:00:00+09:00');

function createMarket(people: number, time: ReturnType<typeof createTimeGrid>): Market {
  const kinds: LaneKind[] = [];
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let product = 0; product < 4; product++) {
      for (const isNightAllowed of [false, true]) {
        const costMicros = [1, 160, 20_000, 9_000][channel]!;
        kinds.push({
          channel,
          product: product - 1,
          costMicros,
          cost: (costMicros / 1e6) * 1400,
          isNightAllowed,
        });
      }
    }
  }
  const slotCount = time.slotStartsMs.length - 1;
  const perMinute = Math.ceil(people / (slotCount * 60) / 4 / CHANNELS) * 4;
  return {
    grids: time.grids.map((grid) => ({
      ...grid,
      isQuiet: Array.from({ length: CHANNELS }, (_, channel) => grid.isQuiet[channel === 1 ? 1 : 0]!),
    })),
    kinds,
    channelCount: CHANNELS,
    slotCount,
    slotCapacity: Float64Array.from(
      { length: CHANNELS * slotCount },
      (_, at) => perMinute * slotMinutes(time, at % slotCount),
    ),
    stock: Float64Array.from({ length: 3 }, () => people / 4),
    budgetMicros: people * 5000,
  };
}

function createBlocks(people: number, columns: number): readonly BidBlock[] {
  const rng = createRng('bench');
  const curve = new Uint8Array(columns);
  const blocks: BidBlock[] = [];
  for (let first = 0; first < people; first += PARTITION) {
    const count = Math.min(PARTITION, people - first);
    const builder = createBlockBuilder(count, CHANNELS, columns);
    for (let index = 0; index < count; index++) {
      const peak = rng.integer(columns);
      for (let hour = 0; hour < columns; hour++) {
        const away = Math.min(Math.abs(hour - peak), columns - Math.abs(hour - peak));
        curve[hour] = Math.round(255 * Math.exp(-away / 4) * (0.7 + 0.3 * rng.uniform()));
      }
      const night = Number(rng.uniform() < 0.2);
      const gain = 300 * rng.uniform() ** 2;
      const lanes = Array.from({ length: CHANNELS }, (_, channel) => ({
        kind: channel * 8 + rng.integer(4) * 2 + night,
        gain: rng.uniform() < 0.6 ? gain * (0.5 + rng.uniform()) : 0,
      }));
      const personId = `customer-${first + index}`;
      builder.add({ personId, grid: 0, firstCell: 0, lastCell: columns - 1, curve, fatigue: 0, lanes });
    }
    blocks.push(builder.build());
  }
  return blocks;
}

for (const people of sizes.length > 0 ? sizes : [100_000, 1_000_000, 4_000_000]) {
  const window = { fromMs: FROM_MS, toMs: FROM_MS + 86_400_000 };
  const time = createTimeGrid(['Asia/Seoul'], window, { law: lawPacks['KR']!, channels: ['push', 'email'] });
  const startMs = performance.now();
  const blocks = createBlocks(people, time.hoursOfWeek.length);
  const builtMs = performance.now();
  const assigned = await assign(blocks, createMarket(people, time));
  const doneMs = performance.now();
  let seated = 0;
  for (let person = 0; person < people; person++) seated += Number(assigned.crowd.isSeated(person));
  const line = {
    people,
    channels: CHANNELS,
    seated,
    gap: Number(assigned.gap.toFixed(5)),
    buildSeconds: Number(((builtMs - startMs) / 1000).toFixed(1)),
    assignSeconds: Number(((doneMs - builtMs) / 1000).toFixed(1)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(line));
}
