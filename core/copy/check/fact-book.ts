import { DAY_MS, parseInstant } from '#core/kernel/time.ts';
import { agrees, type CalendarDay, dayAt, startOfDayMs } from './calendar-day.ts';
import type { Fact, FactSheet } from './copy.ts';
import { findAmounts } from './find-amounts.ts';
import { type DateMention, findDates } from './find-dates.ts';
import { materialIn } from './materials.ts';
import type { Amount } from './mention.ts';
import { inUnit } from './number-patterns.ts';
import { seeText } from './seen-text.ts';
import { isMoney, isSameUnit } from './units.ts';

/** A number that a fact states. */
export interface KnownAmount extends Amount {
  readonly source: string;
  readonly fact: Fact | undefined;
}

interface KnownDate extends DateMention {
  readonly source: string;
}

/** A fact's words in one spelling: lower case, without spaces and marks. */
export interface KnownText {
  readonly source: string;
  readonly fact: Fact | undefined;
  /** As a reader sees it. */
  readonly seen: string;
  readonly tight: string;
}

/** The sheet, read: what may be said. */
export interface FactBook {
  readonly amounts: readonly KnownAmount[];
  readonly dates: readonly KnownDate[];
  readonly texts: readonly KnownText[];
  /** Empty while the sheet holds; else its field that says otherwise. */
  readonly expiredBy: '' | 'valid_from' | 'valid_to';
}

/** Letters and digits only, in lower case: spaces and marks never make two texts differ. */
export function tighten(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}%+]/gu, '');
}

const isPlainNumber = (text: string): boolean => /^-?\d[\d,]*(?:\.\d+)?$/.test(text.trim());

function statedAmount(fact: Fact): Amount | undefined {
  if (fact.kind === 'date' || !isPlainNumber(fact.value)) return undefined;
  const value = Number(fact.value.replaceAll(',', ''));
  const unit =
    fact.unit === '' ? ({ price: 'KRW', percent: '%', rank: '위' }[fact.kind as string] ?? '') : fact.unit;
  return inUnit(value, unit);
}

const wordsOf = (fact: Fact): readonly string[] => [
  isPlainNumber(fact.value) ? '' : fact.value,
  fact.text,
  // What proves a claim is often quoted beside it ("2026-03, 32 people").
  fact.kind === 'claim' || fact.kind === 'rank' || fact.kind === 'review' ? fact.evidence : '',
];

function readWords(words: string): { amounts: readonly Amount[]; dates: readonly DateMention[] } {
  const { text } = seeText('body', words);
  const { dates, rest } = findDates(text);
  return { amounts: findAmounts(rest), dates };
}

/** A fact's own number takes the role that its text gives the same number. */
function amountsOf(fact: Fact): readonly KnownAmount[] {
  const written = wordsOf(fact).flatMap((words) => readWords(words).amounts);
  const stated = statedAmount(fact);
  const isInText =
    stated !== undefined && written.some((each) => each.value === stated.value && each.unit === stated.unit);
  const all = stated === undefined || isInText ? written : [...written, stated];
  // "캐시미어 10%" is a share of the whole: no discount or cash back may lean on it.
  const purpose = fact.kind === 'ingredient' || materialIn(fact.text) !== undefined ? 'content' : undefined;
  return all.map(({ value, unit, role }) => ({
    value,
    unit,
    role: role ?? (unit === '%' ? purpose : undefined),
    fact,
    source: fact.id,
  }));
}

function datesOf(fact: Fact): readonly KnownDate[] {
  return wordsOf(fact)
    .flatMap((words) => readWords(words.replace(/(?<=\d)T(?=\d)/, ' ')).dates)
    .map((date) => ({ ...date, source: fact.id }));
}

function windowDates(sheet: FactSheet): readonly KnownDate[] {
  return (['validFrom', 'validTo'] as const).flatMap((field) => {
    const written = sheet[field];
    const source = field === 'validFrom' ? 'valid_from' : 'valid_to';
    const read = readWords(written.replace('T', ' ')).dates;
    const atMs = parseInstant(written);
    const inSeoul = atMs === undefined ? [] : [{ from: 0, to: 0, kind: 'day' as const, ...dayAt(atMs) }];
    return [...read, ...inSeoul].map((date) => ({ ...date, source }));
  });
}

/**
 * A moment as sheets write it: an ISO instant, a day (2026-11-30 or 2026.11.30), or a day and a time of Seoul.
 * @returns UTC epoch milliseconds; of a day, its beginning. Undefined if it can be read as none of them.
 */
export function readMoment(written: string): number | undefined {
  const text = written.trim().replace(/^(\d{4})[./](\d{2})[./](\d{2})/, '$1-$2-$3');
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day !== null) return startOfDayMs(Number(day[1]), Number(day[2]), Number(day[3]));
  return parseInstant(text) ?? parseInstant(`${text}+09:00`);
}

function expiredBy(sheet: FactSheet, nowMs: number): FactBook['expiredBy'] {
  const fromMs = readMoment(sheet.validFrom);
  const toMs = readMoment(sheet.validTo);
  if (fromMs !== undefined && nowMs < fromMs) return 'valid_from';
  if (toMs === undefined) return '';
  // A day counts to its end, an instant is the last one that counts.
  const isDay = /^[\d./-]{10}$/.test(sheet.validTo.trim());
  return nowMs >= (isDay ? toMs + DAY_MS : toMs + 1) ? 'valid_to' : '';
}

const known = (words: string, source: string, fact: Fact | undefined): KnownText => {
  const seen = seeText('body', words).text;
  return { source, fact, seen, tight: tighten(seen) };
};

/** Reads a sheet once, for all copies that are judged against it. */
export function readFactSheet(sheet: FactSheet, nowMs: number): FactBook {
  const stated = sheet.facts.flatMap(datesOf);
  const hasDateFact = sheet.facts.some(({ kind }) => kind === 'date');
  const named = readWords(sheet.productName).amounts.map((amount) => ({
    ...amount,
    source: 'product_name',
    fact: undefined,
  }));
  return {
    amounts: [...sheet.facts.flatMap(amountsOf), ...named],
    // Where facts give dates, the sheet's own window is no offer of its own.
    dates: hasDateFact ? stated : [...stated, ...windowDates(sheet)],
    texts: [
      ...sheet.facts.map((fact) => known([fact.value, fact.unit, fact.text].join(' '), fact.id, fact)),
      known(sheet.productName, 'product_name', undefined),
    ],
    expiredBy: expiredBy(sheet, nowMs),
  };
}

function unitsAgree(said: string, stated: KnownAmount): boolean {
  if (isSameUnit(said, stated.unit)) return true;
  // "지금 12,900!" names no unit: any fact with that number will do.
  if (said === '') return true;
  const isBare = stated.unit === '' && (stated.fact?.kind === 'quantity' || stated.fact?.kind === 'review');
  return isBare && said !== '%' && !isMoney(said);
}

const rolesAgree = (said: string | undefined, stated: string | undefined): boolean =>
  said === undefined || stated === undefined || said === stated;

/** Facts that state exactly this number, in this unit, for this purpose. */
export function matchingAmounts(book: FactBook, said: Amount): readonly KnownAmount[] {
  return book.amounts.filter(
    (stated) =>
      stated.value === said.value && unitsAgree(said.unit, stated) && rolesAgree(said.role, stated.role),
  );
}

/** The fact to look at when a number is wrong: one of the same unit. */
export function nearestAmount(book: FactBook, said: Amount): KnownAmount | undefined {
  const sameUnit = book.amounts.filter((stated) => stated.unit === said.unit);
  return (
    sameUnit.find((stated) => rolesAgree(said.role, stated.role) && stated.fact !== undefined) ?? sameUnit[0]
  );
}

/** Dates of the sheet that a naming agrees with. */
export function matchingDates(book: FactBook, said: CalendarDay): readonly KnownDate[] {
  return book.dates.filter((date) => date.kind === 'day' && date.month !== undefined && agrees(said, date));
}
