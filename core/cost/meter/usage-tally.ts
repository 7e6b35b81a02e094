import { shareWhole } from '../ledger/share-exactly.ts';
import type { Usage, UsageTags } from './usage.ts';
import { keyOf, mergeUsageSums, type UsageSum } from './usage-sum.ts';

/** Units of one kind. */
export type Units = Pick<Usage, 'service' | 'unit' | 'quantity'>;

/** Counts what a run uses, and for whom. */
export interface UsageTally {
  /** Units for whom the tags name; without a campaign they are for all whom the run serves. */
  count(units: Units, tags?: UsageTags): void;
  /** Says whom the run serves: so many parts of it, a whole number from 0 up. */
  serve(tags: UsageTags, parts?: number): void;
  /** Did the run serve anybody until now? */
  isServing(): boolean;
  /**
   * Ends the run: what it used for all is split over those whom it served, by largest remainder; nothing is lost, and
   * what served nobody stays shared.
   */
  endRun(): void;
  /** What ended runs used, added up; it is then no longer here. */
  take(): readonly UsageSum[];
}

/** A tally in one Region; `stage` is the station that pays where tags name none. */
export function createUsageTally({
  region,
  stage,
}: {
  readonly region: string;
  readonly stage?: string;
}): UsageTally {
  const station: UsageTags = stage === undefined ? {} : { stage };
  let own: UsageSum[] = [];
  let forAll: UsageSum[] = [];
  let ended: UsageSum[] = [];
  const served = new Map<string, { readonly tags: UsageTags; parts: number }>();
  const sumOf = ({ service, unit, quantity }: Units, tags: UsageTags): UsageSum => {
    return { service, unit, region, tags: { ...station, ...tags }, quantity: BigInt(quantity) };
  };
  return {
    count(units, tags = {}) {
      if (units.quantity === 0) return;
      (tags.campaign === undefined ? forAll : own).push(sumOf(units, tags));
    },
    serve(tags, parts = 1) {
      const key = keyOf({ service: '', unit: '', region, tags });
      const known = served.get(key);
      if (known === undefined) served.set(key, { tags: { ...station, ...tags }, parts });
      else known.parts += parts;
    },
    isServing: () => served.size > 0,
    endRun() {
      const cells = [...served.values()].filter(({ parts }) => parts > 0);
      const shared = mergeUsageSums(forAll);
      ended = mergeUsageSums([...ended, ...own, ...(cells.length === 0 ? shared : split(shared, cells))]);
      [own, forAll] = [[], []];
      served.clear();
    },
    take() {
      const taken = ended;
      ended = [];
      return taken;
    },
  };
}

function split(
  sums: readonly UsageSum[],
  cells: readonly { readonly tags: UsageTags; readonly parts: number }[],
): UsageSum[] {
  const weights = cells.map(({ parts }) => BigInt(parts));
  return sums.flatMap((sum) =>
    shareWhole(sum.quantity, weights).flatMap((quantity, index) =>
      quantity === 0n ? [] : [{ ...sum, tags: { ...sum.tags, ...cells[index]?.tags }, quantity }],
    ),
  );
}
