import { agrees, dayAt, isRealDay, weekdayOf } from './calendar-day.ts';
import type { FieldContext, Problem } from './context.ts';
import type { Said } from './copy.ts';
import { matchingDates, tighten } from './fact-book.ts';
import { type DateMention, findDates } from './find-dates.ts';
import { expiredFix } from './rule-numbers.ts';

const WEEKDAYS: Said = { ko: '일월화수목금토', en: 'Sun Mon Tue Wed Thu Fri Sat' };

type Verdict = { readonly source: string; readonly fix: Said } | undefined;

const noFact = (said: string): Verdict => ({
  source: 'facts',
  fix: {
    ko: `"${said}"에 맞는 날짜 사실이 없으니 지우거나 팩트 시트의 날짜로 바꾸세요.`,
    en: `No fact gives "${said}": remove it or use a date of the fact sheet.`,
  },
});

function impossible(said: string): Verdict {
  return {
    source: 'calendar',
    fix: {
      ko: `"${said}"은 달력에 없는 날짜이니 고치세요.`,
      en: `"${said}" does not exist in the calendar: correct it.`,
    },
  };
}

/** A weekday must be that of the day it stands beside, in the year that the facts mean. */
function weekdayVerdict(date: DateMention, years: readonly number[], source: string): Verdict {
  const { month, day, weekday } = date;
  if (weekday === undefined || month === undefined || day === undefined) return undefined;
  const right = years.map((year) => weekdayOf(year, month, day));
  if (right.includes(weekday)) return undefined;
  const is = right[0] ?? 0;
  return {
    source,
    fix: {
      ko: `${month}월 ${day}일은 ${WEEKDAYS.ko[is] ?? ''}요일이니 요일을 고치세요.`,
      en: `The day is a ${WEEKDAYS.en.split(' ')[is] ?? ''}: correct the weekday.`,
    },
  };
}

function isCovered({ book, nowMs }: FieldContext, date: DateMention): boolean {
  const today = dayAt(nowMs);
  // A season or a year set as a theme ("11월의 추천", "2026 F/W") is the present one.
  if (date.day === undefined && agrees(date, { year: today.year, month: today.month })) return true;
  if (date.month !== undefined) return false;
  return book.dates.some((known) => known.year !== undefined && known.year === date.year);
}

function dayVerdict(context: FieldContext, date: DateMention, said: string): Verdict {
  if (!isRealDay(date)) return impossible(said);
  const [first, ...others] = matchingDates(context.book, date);
  if (first === undefined) return isCovered(context, date) ? undefined : noFact(said);
  const thisYear = dayAt(context.nowMs).year;
  const years = [first, ...others].map((known) => date.year ?? known.year ?? thisYear);
  const { expiredBy } = context.book;
  const expired = expiredBy === '' ? undefined : { source: expiredBy, fix: expiredFix(context.book) };
  return weekdayVerdict({ ...date, month: date.month ?? first.month }, years, first.source) ?? expired;
}

function timeVerdict({ book }: FieldContext, date: DateMention, said: string): Verdict {
  const minute = date.minute ?? 0;
  const isKnown = book.dates.some(
    (known) =>
      known.minute !== undefined &&
      (known.minute === minute ||
        ((date.isTwelveHour === true || known.isTwelveHour === true) && known.minute % 720 === minute % 720)),
  );
  return isKnown ? undefined : noFact(said);
}

const isStated = ({ book }: FieldContext, said: string): boolean =>
  book.texts.some(({ tight }) => tight.includes(tighten(said)));

function countedVerdict(context: FieldContext, date: DateMention, said: string): Verdict {
  const isTrue = (date.daysAhead ?? []).some(
    (days) => matchingDates(context.book, dayAt(context.nowMs, days)).length > 0,
  );
  return isTrue || isStated(context, said) ? undefined : noFact(said);
}

function weekdayOnlyVerdict(context: FieldContext, date: DateMention, said: string): Verdict {
  const thisYear = dayAt(context.nowMs).year;
  const isTrue = context.book.dates.some(
    ({ year = thisYear, month, day }) =>
      month !== undefined && day !== undefined && weekdayOf(year, month, day) === date.weekday,
  );
  return isTrue || isStated(context, said) ? undefined : noFact(said);
}

const VERDICTS = {
  day: dayVerdict,
  time: timeVerdict,
  relative: countedVerdict,
  weekday: weekdayOnlyVerdict,
};

/** Every date, time and deadline must be one of the sheet; its weekday must be right. */
export function checkDates(context: FieldContext): readonly Problem[] {
  const { dates } = findDates(context.claims);
  return dates.flatMap((date): Problem[] => {
    const { from, to } = date;
    const verdict = VERDICTS[date.kind](context, date, context.seen.text.slice(from, to));
    return verdict === undefined ? [] : [{ rule: 'date', from, to, ...verdict }];
  });
}
