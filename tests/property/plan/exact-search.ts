import { CURVE_TOP } from '#core/plan/assign/best-bid.ts';
import type { PersonBids } from '#core/plan/assign/bid-block.ts';
import type { Market } from '#core/plan/assign/market.ts';

/** The best value there is, by trying everything: an oracle written apart from the assignment. */
export function exactValue(people: readonly PersonBids[], market: Market): number {
  const room = market.slotCapacity.slice();
  const stock = market.stock.slice();
  const options = people.map((person) => optionsOf(person, market));
  // What the rest could bring at most, nothing being scarce: prunes.
  const rest = new Float64Array(people.length + 1);
  for (let index = people.length - 1; index >= 0; index--)
    rest[index] = rest[index + 1]! + Math.max(0, ...options[index]!.map(({ value }) => value));
  const isFree = ({ at, product, costMicros }: Option, spent: number): boolean =>
    room[at]! >= 1 && spent + costMicros <= market.budgetMicros && (product < 0 || stock[product]! >= 1);
  let best = 0;
  const visit = (index: number, value: number, spent: number): void => {
    if (value > best) best = value;
    if (index === people.length || value + rest[index]! <= best) return;
    for (const option of options[index]!) {
      const { at, product, costMicros } = option;
      if (!isFree(option, spent)) continue;
      room[at]! -= 1;
      if (product >= 0) stock[product]! -= 1;
      visit(index + 1, value + option.value, spent + costMicros);
      room[at]! += 1;
      if (product >= 0) stock[product]! += 1;
    }
    visit(index + 1, value, spent);
  };
  visit(0, 0, 0);
  return best;
}

interface Option {
  readonly at: number;
  readonly product: number;
  readonly costMicros: number;
  readonly value: number;
}

function optionsOf(person: PersonBids, market: Market): readonly Option[] {
  const found = new Map<string, Option>();
  const grid = market.grids[person.grid]!;
  for (const lane of person.lanes) {
    const { channel, product, cost, costMicros, isNightAllowed } = market.kinds[lane.kind]!;
    for (let cell = person.firstCell; cell <= person.lastCell; cell++) {
      if (grid.isQuiet[channel]![cell] === 1 && !isNightAllowed) continue;
      const height = person.curve[grid.column[cell]!]! / CURVE_TOP;
      const value = Math.fround(lane.gain) * height - cost - Math.fround(person.fatigue);
      if (value <= 0) continue;
      for (let slot = grid.firstSlot[cell]!; slot < grid.endSlot[cell]!; slot++) {
        const at = channel * market.slotCount + slot;
        found.set(`${at}/${product}`, { at, product, costMicros, value });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.value - a.value);
}
