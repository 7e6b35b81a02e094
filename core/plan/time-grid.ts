import type { CopyChannel } from '#core/copy/approved-copy.ts';
import { hourOfWeek, zoneOffsetMs } from '#core/kernel/time.ts';
import type { ZoneGrid } from './assign/market.ts';
import type { LawPack } from './law/law-pack.ts';
import { isQuiet } from './law/quiet-hours.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The window's time, cut up: slots are what channels fill, cells are hours as a zone's people live them. */
export interface TimeGrid {
  /** Start of each slot, UTC epoch ms, and the end of the last. */
  readonly slotStartsMs: readonly number[];
  /** By zone name: index into `grids`. */
  readonly gridOf: ReadonlyMap<string, number>;
  readonly grids: readonly ZoneGrid[];
  /** Hour of the week of each column of a curve. */
  readonly hoursOfWeek: readonly number[];
}

/** Whole minutes of a slot. */
export function slotMinutes({ slotStartsMs }: TimeGrid, slot: number): number {
  return Math.floor((slotStartsMs[slot + 1]! - slotStartsMs[slot]!) / MINUTE_MS);
}

/** Starts of the zone's hours within the window, the window's start first, its end last. */
function hourStarts(zone: string, { fromMs, toMs }: Window): readonly number[] {
  const starts: number[] = [];
  for (let atMs = fromMs; atMs < toMs; ) {
    starts.push(atMs);
    const local = atMs + zoneOffsetMs(zone, atMs);
    atMs += HOUR_MS - (((local % HOUR_MS) + HOUR_MS) % HOUR_MS);
  }
  return [...starts, toMs];
}

/** From and to, UTC epoch ms, whole minutes. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Cuts a window for these zones. An hour of one zone is one slot, unless another zone's hours begin within it. A cell
 * is quiet if any part of it is.
 */
export function createTimeGrid(
  zones: readonly string[],
  window: Window,
  { law, channels }: { readonly law: LawPack; readonly channels: readonly CopyChannel[] },
): TimeGrid {
  const sorted = [...new Set(zones)].sort();
  const starts = sorted.map((zone) => hourStarts(zone, window));
  const slotStartsMs = [...new Set(starts.flat())].sort((a, b) => a - b);
  const slotOf = new Map(slotStartsMs.map((ms, slot) => [ms, slot]));
  const hours = new Set<number>();
  starts.forEach((list, index) =>
    list.slice(0, -1).forEach((ms) => hours.add(hourOfWeek(sorted[index]!, ms))),
  );
  const hoursOfWeek = [...hours].sort((a, b) => a - b);
  const grids = sorted.map((zone, index): ZoneGrid => {
    const list = starts[index]!;
    const cells = list.slice(0, -1);
    const quiet = (atMs: number): boolean => isQuiet(law.quietHours, zone, atMs);
    const isQuietCell = Uint8Array.from(cells, (ms, cell) =>
      Number(quiet(ms) || quiet(list[cell + 1]! - 1000)),
    );
    const never = new Uint8Array(cells.length);
    return {
      zone,
      cellCount: cells.length,
      startMs: Float64Array.from(cells),
      column: Uint8Array.from(cells, (ms) => hoursOfWeek.indexOf(hourOfWeek(zone, ms))),
      firstSlot: Uint16Array.from(cells, (ms) => slotOf.get(ms)!),
      endSlot: Uint16Array.from(cells, (_, cell) => slotOf.get(list[cell + 1]!)!),
      isQuiet: channels.map((channel) =>
        law.quietHours.exemptChannels.includes(channel) ? never : isQuietCell,
      ),
    };
  });
  return { slotStartsMs, gridOf: new Map(sorted.map((zone, index) => [zone, index])), grids, hoursOfWeek };
}
