import { createRng, type Rng } from '#core/kernel/rng.ts';
import { valueOf } from './best-bid.ts';
import type { Crowd } from './crowd.ts';
import type { Market } from './market.ts';
import { kindOf } from './place.ts';
import type { Seat, Seats } from './seats.ts';

/** Above this many people each single one matters too little for trials to pay. */
const MOST_PEOPLE = 200;
const TRIALS = 2000;
/** How often somebody passes over the best seat left, for the sake of the others. */
const PASS_SHARE = 0.25;
/** How many give up their seats in one trial, at most. */
const MOST_LEAVE = 6;
/** A gain below this is rounding. */
const LEAST_GAIN = 1e-9;

/**
 * A few people, where each one is a large part of the whole: again and again some give up their seats, everybody
 * without one chooses anew in another order, and what is worth more stays. The trials are drawn from a fixed seed.
 */
export function improveByTrial(crowd: Crowd, market: Market, seats: Seats): void {
  if (crowd.personCount > MOST_PEOPLE) return;
  const people = [...crowd.ordered(new Float32Array(crowd.personCount).fill(1))];
  const rng = createRng('improve');
  const trial = createTrial(crowd, market, seats);
  for (let count = 0; count < TRIALS; count++) trial(people, rng);
}

function createTrial(
  crowd: Crowd,
  market: Market,
  seats: Seats,
): (people: readonly number[], rng: Rng) => void {
  const worth = (person: number, seat: Seat): number =>
    valueOf(crowd.blockOf(person), crowd.rowOf(person), market, seat);
  const kind = (person: number, { lane }: Seat) =>
    kindOf(market, crowd.blockOf(person), crowd.rowOf(person), lane);
  const leave = (person: number): number => {
    const seat = crowd.seatOf(person);
    if (seat === undefined) return 0;
    seats.giveBack(kind(person, seat), seat.slot);
    crowd.seat(person, undefined);
    return worth(person, seat);
  };
  const sit = (person: number, seat: Seat): number => {
    seats.take(kind(person, seat), seat.slot);
    crowd.seat(person, seat);
    return worth(person, seat);
  };
  const options = new Map<number, readonly Seat[]>();
  const optionsOf = (person: number): readonly Seat[] => {
    const known = options.get(person);
    if (known !== undefined) return known;
    const list = seatsOf(crowd, person, market).filter((seat) => worth(person, seat) > 0);
    options.set(
      person,
      list.sort((a, b) => worth(person, b) - worth(person, a)),
    );
    return list;
  };
  const chooseIn = (order: readonly number[], rng: Rng): readonly (readonly [number, Seat])[] =>
    order.flatMap((person) => {
      const seat = optionsOf(person).find(
        (open) => seats.hasRoom(kind(person, open), open.slot) && rng.uniform() >= PASS_SHARE,
      );
      if (seat === undefined) return [];
      sit(person, seat);
      return [[person, seat] as const];
    });

  return (people, rng) => {
    const seated = people.filter((person) => crowd.isSeated(person));
    const leaving = shuffled(seated, rng).slice(0, 1 + rng.integer(MOST_LEAVE));
    const before = leaving.map((person) => [person, crowd.seatOf(person)!] as const);
    const lost = leaving.reduce((sum, person) => sum + leave(person), 0);
    const standing = people.filter((person) => !crowd.isSeated(person));
    const chosen = chooseIn(shuffled(standing, rng), rng);
    const won = chosen.reduce((sum, [person, seat]) => sum + worth(person, seat), 0);
    if (won > lost + LEAST_GAIN) return;
    for (const [person] of chosen) leave(person);
    for (const [person, seat] of before) sit(person, seat);
  };
}

function shuffled(people: readonly number[], rng: Rng): readonly number[] {
  const order = [...people];
  for (let last = order.length - 1; last > 0; last--) {
    const other = rng.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Every seat that the law and the person's window allow, taken or not. */
function seatsOf(crowd: Crowd, person: number, market: Market): Seat[] {
  const block = crowd.blockOf(person);
  const row = crowd.rowOf(person);
  const grid = market.grids[block.grids[row]!]!;
  const found: Seat[] = [];
  for (let lane = 0; lane < block.laneCount; lane++) {
    if (block.gains[row * block.laneCount + lane]! <= 0) continue;
    const { channel, isNightAllowed } = kindOf(market, block, row, lane);
    for (let cell = block.firstCells[row]!; cell <= block.lastCells[row]!; cell++) {
      if (!isNightAllowed && grid.isQuiet[channel]![cell] === 1) continue;
      for (let slot = grid.firstSlot[cell]!; slot < grid.endSlot[cell]!; slot++)
        found.push({ lane, cell, slot });
    }
  }
  return found;
}
