import { DAY_MS } from '#core/kernel/time.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { Window } from '#core/plan/time-grid.ts';

/** The window that is next or running: of a recurring campaign the first that has not ended; undefined if all are over. */
export function windowOf({ window, repeatDays }: Campaign, nowMs: number): Window | undefined {
  if (window.toMs > nowMs) return window;
  if (repeatDays === undefined) return undefined;
  const stepMs = repeatDays * DAY_MS;
  const steps = Math.floor((nowMs - window.toMs) / stepMs) + 1;
  return { fromMs: window.fromMs + steps * stepMs, toMs: window.toMs + steps * stepMs };
}

/** `once`, or the UTC date on which the occurrence's window begins. @param campaign with the window of the occurrence. */
export function occurrenceOf({ repeatDays, window }: Pick<Campaign, 'repeatDays' | 'window'>): string {
  return repeatDays === undefined ? 'once' : new Date(window.fromMs).toISOString().slice(0, 10);
}
