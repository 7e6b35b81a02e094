import { signalKinds } from './signal-kinds.ts';

/** Days counted one by one: the newest day and the six before it. */
const DAILY_CELLS = 7;
/** Weeks counted as wholes before those days; weeks are days since 1970 divided by seven. */
const WEEKLY_CELLS = 4;
/** Cells per kind. */
export const CELLS = DAILY_CELLS + WEEKLY_CELLS;
const KINDS = signalKinds.length;
/** Where counting stops: adding and stopping is the same in every order. */
const CELL_LIMIT = 65_535;
const TOTAL_LIMIT = 4_294_967_295;

/**
 * How much of what, when: counts per signal kind, by day for the newest week and by week for the four before. What is
 * older than that, counted from the newest day, is not counted, whether it came early or late.
 */
export interface Activity {
  /** Newest local day with an event, days since 1970-01-01. */
  readonly newestDay: number;
  /** Bit i is set if there was an event i days before the newest day; 32 days. */
  readonly activeDays: number;
  /** Events ever, per kind; stops at 2^32 - 1. */
  readonly totals: readonly number[];
  /** Events per kind and cell, `kind * 11 + cell`; stops at 65,535. */
  readonly cells: readonly number[];
}

/** An activity being changed. */
export interface ActivityDraft extends Activity {
  newestDay: number;
  activeDays: number;
  readonly totals: number[];
  cells: number[];
}

/** Counts that are all zero. Plain arrays: a copy takes a sixth of the time that a typed array's does. */
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** Before the first event. */
export const emptyActivity: Activity = {
  newestDay: Number.NEGATIVE_INFINITY,
  activeDays: 0,
  totals: zeros(KINDS),
  cells: zeros(KINDS * CELLS),
};

/** A copy that may be changed. */
export function draftActivity(activity: Activity): ActivityDraft {
  const { newestDay, activeDays, totals, cells } = activity;
  return { newestDay, activeDays, totals: totals.slice(), cells: cells.slice() };
}

/** The cell of a day, or -1 if it lies outside the window; `day` is not after `newestDay`. */
function cellOf(newestDay: number, day: number): number {
  const ageDays = newestDay - day;
  if (ageDays < DAILY_CELLS) return ageDays;
  const ageWeeks = Math.floor(newestDay / 7) - Math.floor(day / 7);
  return ageWeeks <= WEEKLY_CELLS ? DAILY_CELLS - 1 + ageWeeks : -1;
}

/** The days that a cell counts, both included, days since 1970-01-01. */
export function cellDays(newestDay: number, cell: number): { readonly from: number; readonly to: number } {
  if (cell < DAILY_CELLS) return { from: newestDay - cell, to: newestDay - cell };
  const from = (Math.floor(newestDay / 7) - (cell - DAILY_CELLS + 1)) * 7;
  // Of the week before last Thursday the newest days may be counted one by one already.
  return { from, to: Math.min(from + 6, newestDay - DAILY_CELLS) };
}

/** The middle of a cell, in days before the newest day. */
export function cellAgeDays(newestDay: number, cell: number): number {
  const { from, to } = cellDays(newestDay, cell);
  return newestDay - (from + to) / 2;
}

/** The first day of a cell, as an example of all its days. */
function dayOf(newestDay: number, cell: number): number {
  if (cell < DAILY_CELLS) return newestDay - cell;
  return (Math.floor(newestDay / 7) - (cell - DAILY_CELLS + 1)) * 7;
}

function shiftMask(mask: number, days: number): number {
  return days >= 32 ? 0 : (mask << days) >>> 0;
}

function addTo(cells: number[], index: number, count: number): void {
  cells[index] = Math.min(CELL_LIMIT, (cells[index] as number) + count);
}

/** Moves the window forward to a newer day. */
function advance(draft: ActivityDraft, day: number): void {
  const { newestDay, cells } = draft;
  if (newestDay !== Number.NEGATIVE_INFINITY) {
    draft.cells = movedCells(cells, newestDay, day);
    draft.activeDays = shiftMask(draft.activeDays, day - newestDay);
  }
  draft.newestDay = day;
}

function movedCells(cells: readonly number[], fromDay: number, toDay: number): number[] {
  const moved = emptyActivity.cells.slice();
  for (let cell = 0; cell < CELLS; cell += 1) {
    const target = cellOf(toDay, dayOf(fromDay, cell));
    if (target < 0) continue;
    for (let kind = 0; kind < KINDS; kind += 1) {
      const count = cells[kind * CELLS + cell] as number;
      if (count > 0) addTo(moved, kind * CELLS + target, count);
    }
  }
  return moved;
}

/** Counts one event of a kind on a local day. */
export function countEvent(draft: ActivityDraft, kind: number, day: number): void {
  draft.totals[kind] = Math.min(TOTAL_LIMIT, (draft.totals[kind] as number) + 1);
  if (day > draft.newestDay) advance(draft, day);
  const cell = cellOf(draft.newestDay, day);
  if (cell >= 0) addTo(draft.cells, kind * CELLS + cell, 1);
  const ageDays = draft.newestDay - day;
  if (ageDays < 32) draft.activeDays = (draft.activeDays | (1 << ageDays)) >>> 0;
}

/** Counts of two customer keys as those of one person. */
export function mergeActivities(left: Activity, right: Activity): Activity {
  if (left.newestDay === Number.NEGATIVE_INFINITY) return right;
  if (right.newestDay === Number.NEGATIVE_INFINITY) return left;
  const [newer, older] = left.newestDay >= right.newestDay ? [left, right] : [right, left];
  const merged = draftActivity(older);
  if (newer.newestDay > older.newestDay) advance(merged, newer.newestDay);
  merged.activeDays = (merged.activeDays | newer.activeDays) >>> 0;
  newer.cells.forEach((count, index) => addTo(merged.cells, index, count));
  newer.totals.forEach((count, kind) => {
    merged.totals[kind] = Math.min(TOTAL_LIMIT, (merged.totals[kind] as number) + count);
  });
  return merged;
}

/** Events of a kind in a cell: 0-6 are days before the newest day, 7-10 the weeks before those. */
export function countIn(activity: Activity, kind: number, cell: number): number {
  return activity.cells[kind * CELLS + cell] ?? 0;
}

/** The most events of all kinds in any one day; of a week, its mean per day. */
export function busiestDayCount(activity: Activity): number {
  let most = 0;
  for (let cell = 0; cell < CELLS; cell += 1) {
    let events = 0;
    for (let kind = 0; kind < KINDS; kind += 1) events += countIn(activity, kind, cell);
    most = Math.max(most, cell < DAILY_CELLS ? events : events / 7);
  }
  return most;
}
