import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { Campaign } from './campaign.ts';
import type { CopyShelf } from './choose-copies.ts';
import type { LaneKinds } from './lane-kinds.ts';
import type { createHomeFinder } from './stores/draw-stores.ts';
import type { TimeGrid } from './time-grid.ts';
import type { DefaultHours } from './value/answer-curve.ts';
import type { MeasuredUplift } from './value/measured-uplift.ts';
import type { PooledFacts } from './value/pooled-facts.ts';

/** Everything that is the same for everybody whom one plan considers. */
export interface PlanSetting {
  readonly campaign: Campaign;
  /** UTC epoch ms at which the plan is made. */
  readonly nowMs: number;
  /** ISO 4217, of the brand. */
  readonly currency: string;
  readonly time: TimeGrid;
  readonly facts: PooledFacts;
  readonly pooled: Float64Array | undefined;
  readonly defaultHours: DefaultHours;
  readonly uplift: MeasuredUplift;
  readonly shelf: CopyShelf;
  readonly kinds: LaneKinds;
  /** What a copy costs at the most to send once, millionths of the billing currency. */
  readonly priceOf: (copy: ApprovedCopy) => number;
  /** Where stores are held out: the store or region that a person counts for. */
  readonly homeOf?: ReturnType<typeof createHomeFinder> | undefined;
  /** Index of a copy, by which bids name it. */
  readonly tagOf: (copy: ApprovedCopy) => number;
}
