import { DAY_MS } from '#core/kernel/time.ts';

/**
 * Weight of what people did at one instant when seen from another, UTC epoch ms: 1 at once, half after the half-life.
 * People change.
 *
 * @param halfLifeDays above 0.
 */
export const faded = (atMs: number, nowMs: number, halfLifeDays: number): number =>
  0.5 ** (Math.max(0, nowMs - atMs) / DAY_MS / halfLifeDays);
