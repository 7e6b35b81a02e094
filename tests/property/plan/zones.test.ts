import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isTimeZone, localDay, zoneOffsetMs } from '#core/kernel/time.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { maySend } from '#core/plan/law/may-send.ts';
import { createTimeGrid } from '#core/plan/time-grid.ts';
import { compileZoneRules, type Transition } from '../../support/zone-rules.ts';

/** `tzdata.zi` of the PyPI package tzdata 2026.3, public domain: the source rules, of the version that Node carries. */
const rules = compileZoneRules(
  readFileSync(new URL('../../golden/tzdata-2026c.zi', import.meta.url), 'utf8'),
);
/** Every zone and link, 2020 to 2035, in `npm run torture -- zones`; here every so many of them. */
const IS_ALL = process.env['KAIROS_ZONES'] === 'all';
const NAMES = rules.names.filter((name, index) => name !== 'Factory' && (IS_ALL || index % 24 === 0));
const [FROM_YEAR, TO_YEAR] = IS_ALL ? [2020, 2035] : [2026, 2027];

const DAY_MS = 86_400_000;
/** The rule's boundaries on the wall clock, as the law says them. */
const [NIGHT_MS, MORNING_MS] = [21 * 3_600_000, 8 * 3_600_000];
const law = lawPacks['KR']!;

/** A zone's clock as the source rules say it: from each instant on, so far east of UTC. */
class ZoneClock {
  readonly #changes: readonly Transition[];

  constructor(name: string) {
    this.#changes = rules.transitions(name, FROM_YEAR - 1, TO_YEAR + 1);
  }

  get changesMs(): readonly number[] {
    const within = (atMs: number) => atMs >= Date.UTC(FROM_YEAR, 0) && atMs < Date.UTC(TO_YEAR + 1, 0);
    return this.#changes.map(({ atMs }) => atMs).filter(within);
  }

  offsetMs(atMs: number): number {
    return this.#changes.findLast((change) => change.atMs <= atMs)!.offsetMs;
  }

  wallMs(atMs: number): number {
    const local = atMs + this.offsetMs(atMs);
    return ((local % DAY_MS) + DAY_MS) % DAY_MS;
  }

  isNight(atMs: number): boolean {
    const wall = this.wallMs(atMs);
    return wall >= NIGHT_MS || wall < MORNING_MS;
  }

  /** The first whole second from `fromMs`, a whole second, on that is no night: the morning, or a change that ends it. */
  dayFromMs(fromMs: number): number {
    let atMs = fromMs;
    while (this.isNight(atMs)) {
      const morningMs = atMs + ((MORNING_MS - this.wallMs(atMs) + DAY_MS) % DAY_MS);
      const from = atMs;
      const change = this.#changes.find((each) => each.atMs > from && each.atMs < morningMs);
      atMs = change?.atMs ?? morningMs;
    }
    return atMs;
  }

  /** Instants at which the wall clock of this local day reads so: none where it is skipped, two where it is doubled. */
  instantsAt(localDayStartMs: number, wallMs: number): readonly number[] {
    const offsets = new Set(this.#changes.map(({ offsetMs }) => offsetMs));
    return [...offsets]
      .map((offset) => localDayStartMs + wallMs - offset)
      .filter((atMs) => atMs + this.offsetMs(atMs) === localDayStartMs + wallMs);
  }
}

/** Around each change, and around the middle of each half-year: the seconds at the rule's boundaries on three days. */
function instantsOf(clock: ZoneClock): readonly number[] {
  const middles = Array.from({ length: (TO_YEAR - FROM_YEAR + 1) * 2 }, (_, half) =>
    Date.UTC(FROM_YEAR, half * 6, 15, 12),
  );
  const changes = clock.changesMs;
  const days = [...changes, ...middles].flatMap((atMs) => {
    const midnight = Math.floor((atMs + clock.offsetMs(atMs)) / DAY_MS) * DAY_MS;
    return [midnight - DAY_MS, midnight, midnight + DAY_MS];
  });
  const boundaries = [...new Set(days)].flatMap((day) =>
    [NIGHT_MS, MORNING_MS].flatMap((wall) =>
      [wall - 1000, wall - 1, wall, wall + 1].flatMap((each) => clock.instantsAt(day, each)),
    ),
  );
  return [...boundaries, ...changes.flatMap((atMs) => [atMs - 1000, atMs - 1, atMs, atMs + 1000])];
}

const consents = [{ purpose: 'marketing', channel: 'push', granted: true, atMs: 0 }] as const;

/** What is wrong about one instant: judged plainly, and with a cap that ends in between. */
function faultsAt(zone: string, clock: ZoneClock, atMs: number): readonly string[] {
  const isNight = clock.isNight(atMs);
  const waitMs = Math.abs(atMs / 1000) % 40_000_000;
  const sentAtMs = [atMs - DAY_MS + waitMs];
  const ask = (sent: readonly number[]) =>
    maySend({
      ...{ law, channel: 'push', zone, atMs, consents },
      sentAtMs: sent,
      cap: { count: 1, periodMs: DAY_MS },
    });
  const [plain, capped] = [ask([]), ask(sentAtMs)];
  const isFree = waitMs <= 0;
  const checks: readonly (readonly [string, string | number | null, string | number | null])[] = [
    ['offset', zoneOffsetMs(zone, atMs), clock.offsetMs(atMs)],
    ['day', localDay(zone, atMs), Math.floor((atMs + clock.offsetMs(atMs)) / DAY_MS)],
    ['reason', plain.reason, isNight ? 'quiet_hours' : null],
    ['next', plain.nextAllowedAtMs, clock.dayFromMs(Math.ceil(atMs / 1000) * 1000)],
    ['capped', capped.reason, isNight ? 'quiet_hours' : isFree ? null : 'frequency_cap'],
    ['next, capped', capped.nextAllowedAtMs, clock.dayFromMs(Math.ceil((atMs + waitMs) / 1000) * 1000)],
  ];
  return checks
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([what, ours, theirs]) => `${zone} ${new Date(atMs).toISOString()} ${what}: ${ours}, not ${theirs}`);
}

/** Cells of a plan on the day of a change: quiet wherever one of their seconds is night. */
function gridFaults(zone: string, clock: ZoneClock, changeMs: number): readonly string[] {
  const window = {
    fromMs: changeMs - (changeMs % 60_000) - DAY_MS,
    toMs: changeMs - (changeMs % 60_000) + DAY_MS,
  };
  const grid = createTimeGrid([zone], window, { law, channels: ['push'] }).grids[0]!;
  const faults: string[] = [];
  for (let cell = 0; cell < grid.cellCount; cell += 1) {
    const fromMs = grid.startMs[cell]!;
    const toMs = cell + 1 < grid.cellCount ? grid.startMs[cell + 1]! : window.toMs;
    let isNight = false;
    for (let atMs = fromMs; atMs < toMs; atMs += 60_000) isNight ||= clock.isNight(atMs);
    if ((grid.isQuiet[0]![cell] === 1) !== isNight)
      faults.push(`${zone} ${new Date(fromMs).toISOString()} cell: ${grid.isQuiet[0]![cell]}`);
  }
  return faults;
}

describe('the wall clock of people, against the source rules of the zones', () => {
  it('is told by two sources of one version', () => {
    expect(process.versions.tz).toBe(rules.version);
    expect(NAMES.filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it('gives the same night, the same next morning and the same day at every boundary and change', () => {
    const faults: string[] = [];
    let caseCount = 0;
    for (const zone of NAMES) {
      const clock = new ZoneClock(zone);
      for (const atMs of [...instantsOf(clock)].sort((a, b) => a - b)) {
        faults.push(...faultsAt(zone, clock, atMs));
        caseCount += 1;
      }
      for (const changeMs of clock.changesMs) faults.push(...gridFaults(zone, clock, changeMs));
    }
    expect(faults.slice(0, 20)).toEqual([]);
    expect(caseCount).toBeGreaterThan(IS_ALL ? 200_000 : 1000);
    if (IS_ALL) process.stderr.write(`${caseCount} cases, ${NAMES.length} zones and links, 0 differences\n`);
  }, 600_000);
});
