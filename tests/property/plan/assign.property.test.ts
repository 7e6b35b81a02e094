import { describe, expect, it } from '@jest/globals';
import { createRng, type Rng } from '#core/kernel/rng.ts';
import { type Assigned, assign } from '#core/plan/assign/assign.ts';
import type { PersonBids } from '#core/plan/assign/bid-block.ts';
import type { Market } from '#core/plan/assign/market.ts';
import { exactValue } from './exact-search.ts';
import { blocksOf, type MarketSize, randomMarket, randomPeople } from './random-market.ts';

const TINY: MarketSize = { people: 6, channels: 2, cells: 3, products: 2, capacity: 0.6, budgetShare: 0 };
const CROWD: MarketSize = {
  people: 3000,
  channels: 3,
  cells: 24,
  products: 4,
  capacity: 50,
  budgetShare: 0.3,
};
const INSTANCES = 120;

const tinyOf = (rng: Rng): MarketSize => ({
  ...TINY,
  people: 3 + rng.integer(5),
  budgetShare: rng.uniform() < 0.5 ? 0 : 0.2 + 0.5 * rng.uniform(),
  isHalfHour: rng.uniform() < 0.3,
});

/** Seats by person, in words that do not depend on partitions. */
const seatsOf = ({ crowd }: Assigned) => {
  const seats = Array.from({ length: crowd.personCount }, (_, person) => {
    const seat = crowd.seatOf(person);
    return [crowd.blockOf(person).personIds[crowd.rowOf(person)], seat] as const;
  });
  return new Map([...seats].sort(([a], [b]) => (a! < b! ? -1 : 1)));
};

function expectFeasible(people: readonly PersonBids[], market: Market, assigned: Assigned): void {
  const used = new Float64Array(market.slotCapacity.length);
  const stock = new Float64Array(market.stock.length);
  const seats = seatsOf(assigned);
  let spent = 0;
  for (const person of people) {
    const seat = seats.get(person.personId);
    if (seat === undefined) continue;
    const kind = market.kinds[person.lanes[seat.lane]!.kind]!;
    const grid = market.grids[person.grid]!;
    used[kind.channel * market.slotCount + seat.slot]! += 1;
    if (kind.product >= 0) stock[kind.product]! += 1;
    spent += kind.costMicros;
    expect(seat.cell).toBeGreaterThanOrEqual(person.firstCell);
    expect(seat.cell).toBeLessThanOrEqual(person.lastCell);
    expect(grid.firstSlot[seat.cell]! <= seat.slot && seat.slot < grid.endSlot[seat.cell]!).toBe(true);
    expect(grid.isQuiet[kind.channel]![seat.cell] === 1 && !kind.isNightAllowed).toBe(false);
  }
  expect(used.every((count, at) => count <= market.slotCapacity[at]!)).toBe(true);
  expect(stock.every((count, product) => count <= market.stock[product]!)).toBe(true);
  expect(spent).toBeLessThanOrEqual(market.budgetMicros);
}

describe('assign', () => {
  it('is within 1 % of the optimum on instances small enough for exact search', async () => {
    let worst = 1;
    for (let seed = 0; seed < INSTANCES; seed++) {
      const rng = createRng(seed);
      const size = tinyOf(rng);
      const market = randomMarket(rng, size);
      const people = randomPeople(rng, market, size);
      const exact = exactValue(people, market);
      const assigned = await assign(blocksOf(people, [people.length]), market);
      expectFeasible(people, market, assigned);
      // Values are summed in 1024ths.
      expect(assigned.value).toBeLessThanOrEqual(exact + people.length / 1024);
      expect(assigned.bound).toBeGreaterThanOrEqual(exact - people.length / 1024);
      if (exact > 0) worst = Math.min(worst, assigned.value / exact);
    }
    expect(worst).toBeGreaterThanOrEqual(0.99);
  });

  it.each([
    ['hours that fit', CROWD, 0.005],
    ['hours that overlap by half', { ...CROWD, isHalfHour: true, capacity: 25 }, 0.05],
  ])(
    'never breaks a constraint and states a small gap when thousands compete: %s',
    async (...[, size, most]) => {
      for (const seed of [1]) {
        const rng = createRng(`crowd ${seed}`);
        const market = randomMarket(rng, size);
        const people = randomPeople(rng, market, size);
        const assigned = await assign(blocksOf(people, [people.length]), market);
        expectFeasible(people, market, assigned);
        expect(assigned.gap).toBeLessThan(most);
      }
    },
  );

  it('gives everybody the same seat however people are ordered and partitioned', async () => {
    const rng = createRng('partitions');
    const size = { ...CROWD, people: 600, capacity: 5 };
    const market = randomMarket(rng, size);
    const people = randomPeople(rng, market, size);
    const whole = seatsOf(await assign(blocksOf(people, [600]), market));
    const shuffled = people.toSorted((a, b) => (a.personId > b.personId ? -1 : 1));
    const parted = seatsOf(await assign(blocksOf(shuffled, [1, 250, 349]), market));
    expect(parted).toEqual(whole);
  });
});
