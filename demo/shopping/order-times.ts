import { DAY_MS, seasonAt } from '../calendar.ts';
import type { Rhythm } from '../people/customer.ts';
import type { Random } from '../random.ts';

/** The instants at which a rhythm wants to buy within a span, ordered; the hour of day is arbitrary. */
export function* orderTimes(rhythm: Rhythm, fromMs: number, random: Random): Generator<number, never> {
  switch (rhythm.kind) {
    case 'regular':
      return yield* renewals(() => random.weibull(rhythm.meanDays, rhythm.shape), fromMs);
    case 'clumpy':
      return yield* bursts(rhythm, fromMs, random);
    case 'seasonal':
      return yield* seasonalRenewals(rhythm, fromMs, random);
  }
}

function* renewals(gapDays: () => number, fromMs: number): Generator<number, never> {
  for (let atMs = fromMs; ; ) {
    yield atMs;
    atMs += gapDays() * DAY_MS;
  }
}

/** A self-exciting process by its branches: each order brings a Poisson number of further ones soon after. */
function* bursts(
  rhythm: Extract<Rhythm, { kind: 'clumpy' }>,
  fromMs: number,
  random: Random,
): Generator<number, never> {
  let pending: number[] = [];
  let nextBackgroundMs = fromMs;
  for (;;) {
    const atMs = Math.min(nextBackgroundMs, ...pending);
    yield atMs;
    if (atMs === nextBackgroundMs) nextBackgroundMs += random.exponential(rhythm.backgroundDays) * DAY_MS;
    const offspring = Array.from({ length: random.poisson(rhythm.offspring) }, () => {
      return atMs + random.logNormal(rhythm.medianDelayDays, 0.7) * DAY_MS;
    });
    pending = [...pending.filter((each) => each !== atMs), ...offspring];
  }
}

/** Log-normal gaps in a time that runs faster in the person's season. */
function* seasonalRenewals(
  rhythm: Extract<Rhythm, { kind: 'seasonal' }>,
  fromMs: number,
  random: Random,
): Generator<number, never> {
  for (let atMs = fromMs; ; ) {
    yield atMs;
    let leftDays = random.logNormal(rhythm.medianDays, rhythm.sigma);
    for (; leftDays > 0; atMs += DAY_MS) leftDays -= seasonAt(atMs, rhythm.peakDayOfYear, rhythm.amplitude);
    // The last day was passed only in part.
    atMs += leftDays * DAY_MS;
  }
}
