/**
 * Offsets of zones by a compiler of their source rules, which shares nothing with Intl: it reads the lines of
 * `tzdata.zi` as zic does (rules `R`, zones `Z` with their continuations, links `L`).
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** From `atMs` on, the clock is so far east of UTC. */
export interface Transition {
  readonly atMs: number;
  readonly offsetMs: number;
}

/** How a time of the day in a rule is meant: by the wall clock, by standard time, or by UTC. */
type Clock = 'wall' | 'standard' | 'universal';

interface TimeOfDay {
  readonly ms: number;
  readonly clock: Clock;
}

interface Rule {
  readonly from: number;
  readonly to: number;
  readonly month: number;
  readonly day: string;
  readonly at: TimeOfDay;
  readonly saveMs: number;
}

interface Era {
  readonly standardMs: number;
  /** Name of rules, or what is saved all the time. */
  readonly rules: string;
  readonly until: readonly string[];
}

/** Offsets of every zone and link. */
export interface ZoneRules {
  readonly version: string;
  readonly names: readonly string[];
  /** The offset at the start of `fromYear`, and every change up to the end of `toYear`. */
  transitions(name: string, fromYear: number, toYear: number): readonly Transition[];
}

interface Source {
  readonly rules: Map<string, Rule[]>;
  readonly zones: Map<string, Era[]>;
  readonly links: Map<string, string>;
}

function readSource(text: string): Source {
  const [rules, zones, links] = [
    new Map<string, Rule[]>(),
    new Map<string, Era[]>(),
    new Map<string, string>(),
  ];
  let open: Era[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const fields = line.split(/\s+/);
    const [kind, name = ''] = fields;
    if (kind === 'R') rules.set(name, [...(rules.get(name) ?? []), ruleOf(fields.slice(2))]);
    else if (kind === 'L') links.set(fields[2] ?? '', name);
    else if (kind === 'Z') zones.set(name, (open = [eraOf(fields.slice(2))]));
    else open.push(eraOf(fields));
  }
  return { rules, zones, links };
}

/** Compiles the text of a `tzdata.zi`. */
export function compileZoneRules(text: string): ZoneRules {
  const { rules, zones, links } = readSource(text);
  const erasOf = (name: string): readonly Era[] => {
    const eras = zones.get(links.get(name) ?? name);
    if (eras === undefined) throw new Error(`no zone ${name}`);
    return eras;
  };
  return {
    version: /^# version (\S+)/.exec(text)?.[1] ?? '',
    names: [...zones.keys(), ...links.keys()].sort(),
    transitions: (name, fromYear, toYear) => compile(erasOf(name), rules, [fromYear, toYear]),
  };
}

function ruleOf([from = '', to = '', , month = '', day = '', at = '', save = '']: readonly string[]): Rule {
  const first = Number(from);
  const last = 'only'.startsWith(to) ? first : 'maximum'.startsWith(to) ? 9999 : Number(to);
  return {
    from: first,
    to: last,
    month: nameIndex(MONTHS, month),
    day,
    at: timeOf(at),
    saveMs: durationOf(save),
  };
}

function eraOf([standard = '', rules = '', , ...until]: readonly string[]): Era {
  return { standardMs: durationOf(standard), rules, until };
}

function nameIndex(names: readonly string[], start: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(start.toLowerCase()));
}

/** `2`, `-1:30`, `0:25:21`, `-` for nothing. */
function durationOf(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.replace(/^-/, '').split(':');
  const ms = Number(hours || 0) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return text.startsWith('-') ? -ms : ms;
}

function timeOf(text: string): TimeOfDay {
  const suffix = /[wsugzd]$/.exec(text)?.[0] ?? 'w';
  const clock = suffix === 's' ? 'standard' : 'ugz'.includes(suffix) ? 'universal' : 'wall';
  return { ms: durationOf(text.replace(/[a-z]$/, '')), clock };
}

/** UTC midnight of `8`, `lastSu`, `Su>=8` or `Su<=25`, as if its calendar were UTC's. */
function dayMs(year: number, month: number, day: string): number {
  const relative = /^(last|[A-Za-z]+)(>=|<=)?(.*)$/.exec(day);
  if (relative === null) return Date.UTC(year, month, Number(day));
  const [, word = '', sign] = relative;
  const isLast = sign === undefined;
  const wanted = nameIndex(DAYS, isLast ? day.replace(/^l(ast)?/, '') : word);
  const step = sign === '>=' ? 1 : -1;
  let atMs = isLast ? Date.UTC(year, month + 1, 0) : Date.UTC(year, month, Number(relative[3]));
  while (new Date(atMs).getUTCDay() !== wanted) atMs += step * DAY_MS;
  return atMs;
}

function untilMs(
  [year, month = 'Jan', day = '1', at = '0']: readonly string[],
  standardMs: number,
  saveMs: number,
): number {
  if (year === undefined) return Number.POSITIVE_INFINITY;
  return instantOf(dayMs(Number(year), nameIndex(MONTHS, month), day), timeOf(at), standardMs, saveMs);
}

function instantOf(midnightMs: number, { ms, clock }: TimeOfDay, standardMs: number, saveMs: number): number {
  const before = clock === 'universal' ? 0 : clock === 'standard' ? standardMs : standardMs + saveMs;
  return midnightMs + ms - before;
}

/** Era by era: within each, its rules in the order of the calendar, each by the clock that the one before left. */
function compile(
  eras: readonly Era[],
  rules: ReadonlyMap<string, readonly Rule[]>,
  [fromYear, toYear]: readonly [number, number],
): readonly Transition[] {
  const fromMs = Date.UTC(fromYear, 0, 1);
  const found: Transition[] = [];
  let startMs = Number.NEGATIVE_INFINITY;
  let saveMs = 0;
  for (const era of eras) {
    const named = rules.get(era.rules);
    saveMs = named === undefined ? durationOf(era.rules) : saveBefore(named, era, startMs);
    found.push({ atMs: startMs, offsetMs: era.standardMs + saveMs });
    for (const { midnightMs, rule } of occurrences(named ?? [], toYear + 1)) {
      const atMs = instantOf(midnightMs, rule.at, era.standardMs, saveMs);
      if (atMs >= untilMs(era.until, era.standardMs, saveMs)) break;
      if (atMs > startMs) found.push({ atMs, offsetMs: era.standardMs + rule.saveMs });
      saveMs = atMs >= startMs ? rule.saveMs : saveMs;
    }
    startMs = untilMs(era.until, era.standardMs, saveMs);
  }
  return changesFrom(found, fromMs, Date.UTC(toYear + 1, 0, 1));
}

function occurrences(rules: readonly Rule[], toYear: number) {
  const fromYear = Math.min(toYear, ...rules.map(({ from }) => from));
  const all = rules.flatMap((rule) =>
    Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index)
      .filter((year) => year >= rule.from && year <= rule.to)
      .map((year) => ({ midnightMs: dayMs(year, rule.month, rule.day), rule })),
  );
  return all.sort((a, b) => a.midnightMs - b.midnightMs);
}

/** What the rules save just before an era begins: by the newest rule that was in force then, else nothing. */
function saveBefore(rules: readonly Rule[], { standardMs }: Era, startMs: number): number {
  if (startMs === Number.NEGATIVE_INFINITY) return 0;
  const year = new Date(startMs).getUTCFullYear();
  const before = occurrences(rules, year).filter(
    ({ midnightMs, rule }) => instantOf(midnightMs, rule.at, standardMs, 0) <= startMs,
  );
  return before.at(-1)?.rule.saveMs ?? 0;
}

function changesFrom(all: readonly Transition[], fromMs: number, toMs: number): readonly Transition[] {
  const first = all.findLast(({ atMs }) => atMs <= fromMs) ?? all[0]!;
  const changes = [{ atMs: fromMs, offsetMs: first.offsetMs }];
  for (const next of all)
    if (next.atMs > fromMs && next.atMs < toMs && next.offsetMs !== changes.at(-1)!.offsetMs)
      changes.push(next);
  return changes;
}
