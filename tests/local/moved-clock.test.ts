import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { durationMs } from '#local/clock/duration.ts';
import { MovedClock } from '#local/clock/moved-clock.ts';
import { scheduleExpression } from '#local/clock/schedule-expression.ts';

/** Wall time that a busy machine may put between two lines of a test. */
const SLACK_MS = 2000;

async function withClock(work: (clock: MovedClock, path: string) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const clock = new MovedClock(join(folder, 'clock.json'));
  try {
    await work(clock, join(folder, 'clock.json'));
  } finally {
    clock.close();
    rmSync(folder, { recursive: true });
  }
}

describe('the moved clock', () => {
  it('starts at wall time and jumps by what it is told', () =>
    withClock((clock) => {
      const beforeMs = clock.nowMs();
      clock.move({ advance: 'P30D' });
      const jumpMs = clock.nowMs() - beforeMs;
      expect(jumpMs).toBeGreaterThanOrEqual(30 * 86_400_000);
      expect(jumpMs).toBeLessThan(30 * 86_400_000 + SLACK_MS);
    }));

  it('runs at another speed', () =>
    withClock(async (clock) => {
      clock.move({ speed: 10_000 });
      const beforeMs = clock.nowMs();
      await clock.sleep(200_000);
      expect(clock.nowMs() - beforeMs).toBeGreaterThanOrEqual(200_000);
    }));

  it('wakes sleepers when it is moved past their time', () =>
    withClock(async (clock) => {
      const sleeping = clock.sleep(3_600_000);
      clock.move({ advance: 'PT1H' });
      await sleeping;
    }));

  it('never runs back over a restart, nor leaps by the time it was down at high speed', () =>
    withClock((clock, path) => {
      clock.move({ now: '2030-01-01T00:00:00Z', speed: 1440 });
      const beforeMs = clock.nowMs();
      clock.close();
      const again = new MovedClock(path);
      expect(again.nowMs()).toBeGreaterThanOrEqual(beforeMs);
      again.close();
      // Down for a year of wall time: at 1440-fold speed that would be fourteen centuries.
      writeFileSync(
        path,
        JSON.stringify({ movedMs: beforeMs, wallMs: Date.now() - 365 * 86_400_000, speed: 1440 }),
      );
      const later = new MovedClock(path);
      expect(later.nowMs() - beforeMs).toBeLessThan(86_400_000);
      later.close();
    }));

  it('fails to turn back', () =>
    withClock((clock) => {
      expect(() => clock.move({ now: '2001-01-01T00:00:00Z' })).toThrow(/only moves forward/);
    }));
});

describe('durationMs', () => {
  it('reads weeks to seconds', () => {
    expect(durationMs('P1DT2H3M4.5S')).toBe(93_784_500);
  });

  it.each(['P', 'PT', 'P1M', '1h', 'P1DT'])('fails on %s', (text) => {
    expect(() => durationMs(text)).toThrow(/no period/);
  });
});

describe('scheduleExpression', () => {
  const next = (expression: string, zone: string, after: string) => {
    const atMs = scheduleExpression(expression, zone, Date.parse('2026-11-21T00:00:00Z'))(Date.parse(after));
    return atMs === undefined ? undefined : new Date(atMs).toISOString();
  };

  it.each([
    ['rate(5 minutes)', 'UTC', '2026-11-21T00:07:00Z', '2026-11-21T00:10:00.000Z'],
    ['cron(0 9 * * ? *)', 'UTC', '2026-11-21T09:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['cron(0 9 * * ? *)', 'Asia/Seoul', '2026-11-21T01:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['cron(0/15 8-17 ? * MON-FRI *)', 'UTC', '2026-11-21T12:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(30 2 1 1 ? 2028)', 'UTC', '2026-11-21T12:00:00Z', '2028-01-01T02:30:00.000Z'],
    // The hour that daylight saving skips or doubles lies elsewhere: 09:00 in New York is 14:00Z, then 13:00Z.
    ['cron(0 9 * * ? *)', 'America/New_York', '2026-03-07T14:00:00Z', '2026-03-08T13:00:00.000Z'],
    ['at(2026-12-01T09:00:00)', 'Asia/Seoul', '2026-11-21T00:00:00Z', '2026-12-01T00:00:00.000Z'],
  ])('%s in %s after %s is %s', (expression, zone, after, expected) => {
    expect(next(expression, zone, after)).toBe(expected);
  });

  it('fails on what it does not know, by name', () => {
    expect(() => next('cron(0 9 L * ? *)', 'UTC', '2026-11-21T00:00:00Z')).toThrow(/"L"/);
    expect(() => next('every day', 'UTC', '2026-11-21T00:00:00Z')).toThrow(/neither rate/);
  });
});
