import { DAY_MS } from '#core/kernel/time.ts';
import { combinations } from '#core/maths/combinations.ts';
import { saltedShare } from '#core/plan/draw-arm.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { homeUnit, type StoreHoldout, type StoreUnit } from './home-unit.ts';

/** One store or region before anything was sent. */
export interface UnitBefore {
  readonly id: string;
  readonly people: number;
  /** What its people paid for orders of the eight weeks before the plan, less refunds, minor units. */
  readonly revenueMinor: number;
}

/** Stores alike in revenue, of which some were drawn. */
export interface StoreStratum {
  readonly units: readonly UnitBefore[];
  readonly heldOut: readonly string[];
  /** With which each of its stores was held out, (0, 1). */
  readonly probability: number;
}

/** Which stores get nothing: drawn once, kept by every later plan of the campaign. */
export interface StoreDraw extends StoreHoldout {
  /** Start of the first window under this draw, UTC epoch ms: the period before ends here. */
  readonly sinceMs: number;
  readonly strata: readonly StoreStratum[];
}

/** Fewer people make no store of their own: they could be told apart, and their mean says nothing. */
export const FEWEST_UNIT_PEOPLE = 10;
/** With fewer equally likely draws no difference is rarer than the 5 % that it must be, either way. */
export const FEWEST_DRAWS = 40;
/** Strata are made coarser until there are so many: with few draws a rare difference must be very large. */
const GOOD_DRAWS = 200;
const BEFORE_DAYS = 56;

/** People and revenue of each store, one person after the other. */
export class UnitTally {
  readonly #units = new Map<string, { people: number; revenueMinor: number }>();
  readonly #by: StoreUnit;
  readonly #at: { readonly nowMs: number; readonly currency: string };

  /** @param at.currency ISO 4217; orders of others do not count. */
  constructor(by: StoreUnit, at: { readonly nowMs: number; readonly currency: string }) {
    this.#by = by;
    this.#at = at;
  }

  add(row: PersonRow): void {
    const id = homeUnit(row, this.#by);
    if (id === undefined || row.profile.isSuspectedBot) return;
    const unit = this.#units.get(id) ?? { people: 0, revenueMinor: 0 };
    this.#units.set(id, unit);
    unit.people += 1;
    for (const { at, currency, amountMinor = 0, refundedMinor } of row.profile.orders) {
      const ageMs = this.#at.nowMs - Date.parse(at);
      if (currency === this.#at.currency && ageMs >= 0 && ageMs < BEFORE_DAYS * DAY_MS)
        unit.revenueMinor += amountMinor - refundedMinor;
    }
  }

  /** Stores of ten people or more, most revenue first. */
  units(): readonly UnitBefore[] {
    return [...this.#units]
      .map(([id, unit]) => ({ id, ...unit }))
      .filter(({ people }) => people >= FEWEST_UNIT_PEOPLE)
      .sort((a, b) => b.revenueMinor - a.revenueMinor || (a.id < b.id ? -1 : 1));
  }
}

/**
 * Draws the stores that get nothing: strata of stores alike in revenue, as fine as leaves two hundred equally likely
 * draws (where half is held out: matched pairs from sixteen stores on, fours from twelve); within a stratum by salted hash.
 *
 * @returns undefined for fewer than two stores.
 */
export function drawStores(
  units: readonly UnitBefore[],
  { by, share }: StoreHoldout,
  { campaignId, sinceMs }: { readonly campaignId: string; readonly sinceMs: number },
): StoreDraw | undefined {
  if (units.length < 2) return undefined;
  const strata = strataOf(units, share).map((members) => {
    const count = heldOutCount(members.length, share);
    const dice = ({ id }: UnitBefore): number => saltedShare(`${campaignId}/stores`, id);
    const heldOut = members.toSorted((a, b) => dice(a) - dice(b)).slice(0, count);
    return {
      units: members,
      heldOut: heldOut.map(({ id }) => id).sort(),
      probability: count / members.length,
    };
  });
  return { by, share, sinceMs, strata };
}

/** How many of a stratum are held out: at least one, and never more than the others. */
function heldOutCount(size: number, share: number): number {
  return Math.max(1, Math.min(Math.floor(size / 2), Math.round(size * share)));
}

function strataOf(units: readonly UnitBefore[], share: number): readonly (readonly UnitBefore[])[] {
  const least = Math.round(1 / share);
  for (let size = least; size < units.length; size += least) {
    const strata = chopped(units, size);
    const draws = strata.map(({ length }) => combinations(length, heldOutCount(length, share)));
    if (draws.reduce((product, count) => product * count, 1) >= GOOD_DRAWS) return strata;
  }
  return [units];
}

/** Runs of `size`; what is left over at the end belongs to the last. */
function chopped<One>(list: readonly One[], size: number): readonly (readonly One[])[] {
  const count = Math.max(1, Math.floor(list.length / size));
  return Array.from({ length: count }, (_, at) =>
    list.slice(at * size, at === count - 1 ? list.length : (at + 1) * size),
  );
}

/** A store or region that is in a draw, and whether its people get messages. */
export interface DrawnHome {
  readonly id: string;
  readonly isHeldOut: boolean;
}

/** Finds the store that a person counts for; undefined where it was not in the draw. */
export function createHomeFinder({ by, strata }: StoreDraw): (row: PersonRow) => DrawnHome | undefined {
  const homes = new Map(
    strata.flatMap(({ units, heldOut }) =>
      units.map(({ id }) => [id, { id, isHeldOut: heldOut.includes(id) }]),
    ),
  );
  return (row) => homes.get(homeUnit(row, by) ?? '');
}

/** The fewest stores of which a difference can be told at this share. */
export function fewestStores(share: number): number {
  let count = 2;
  while (combinations(count, heldOutCount(count, share)) < FEWEST_DRAWS) count += 1;
  return count;
}
