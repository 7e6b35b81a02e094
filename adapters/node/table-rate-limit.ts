import type { Clock } from '#app/ports/clock.ts';
import { versionIs } from '#app/ports/condition.ts';
import type { RateLimit, SendRate, TakenTokens } from '#app/ports/rate-limit.ts';
import type { Table } from '#app/ports/table.ts';
import { ConflictError } from '#core/kernel/errors.ts';

const ATTEMPTS = 16;

/** A token bucket per identity as one item: what was left at an instant; the rest follows from the clock. */
export function createTableRateLimit(table: Table, clock: Clock): RateLimit {
  const tryToTake = async (identity: string, rate: SendRate, count: number): Promise<TakenTokens> => {
    const nowMs = clock.nowMs();
    const [item] = await table.get([{ identity }]);
    const version = (item?.['version'] as number | undefined) ?? 0;
    const leftAtMs = (item?.['leftAtMs'] as number | undefined) ?? nowMs;
    const left = (item?.['left'] as number | undefined) ?? rate.burst;
    // A worker whose clock is behind adds nothing, and must not set the bucket's clock back.
    const filled = Math.min(rate.burst, left + (Math.max(0, nowMs - leftAtMs) / 1000) * rate.perSecond);
    const taken = Math.min(count, Math.floor(filled));
    const rest = filled - taken;
    const waitMs = taken === count ? 0 : Math.ceil(((1 - (rest - Math.floor(rest))) / rate.perSecond) * 1000);
    if (taken > 0) {
      await table.put(
        { identity, left: rest, leftAtMs: Math.max(nowMs, leftAtMs), version: version + 1 },
        versionIs(version),
      );
    }
    return { count: taken, waitMs };
  };

  return {
    async take(identity, rate, count) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await tryToTake(identity, rate, count);
        } catch (error) {
          if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}
