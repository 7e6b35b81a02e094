import type { FieldContext, FieldRule, Problem } from './context.ts';
import type { Copy, CopyField, FactSheet, Finding } from './copy.ts';
import { type FactBook, readFactSheet } from './fact-book.ts';
import { findContacts } from './find-contacts.ts';
import { findLinks } from './find-links.ts';
import type { Place } from './phrase.ts';
import { checkComparisons } from './rule-comparisons.ts';
import { checkDates } from './rule-dates.ts';
import { checkEfficacy } from './rule-efficacy.ts';
import { checkIngredients } from './rule-ingredients.ts';
import { checkInjection } from './rule-injection.ts';
import { checkLanguage } from './rule-language.ts';
import { checkLaw } from './rule-law.ts';
import { checkLength } from './rule-length.ts';
import { checkLinks } from './rule-links.ts';
import { checkNumbers } from './rule-numbers.ts';
import { checkPersonalData } from './rule-personal-data.ts';
import { checkRendered } from './rule-rendered.ts';
import { checkSuperlatives } from './rule-superlatives.ts';
import { blank, type SeenText, seeText } from './seen-text.ts';
import { checkKoreanForms } from './style-korean.ts';
import { checkParticles } from './style-particles.ts';
import { checkSpeechLevel } from './style-speech.ts';

const RULES: readonly FieldRule[] = [
  checkNumbers,
  checkDates,
  checkIngredients,
  checkSuperlatives,
  checkComparisons,
  checkLaw,
  checkEfficacy,
  checkLinks,
  checkPersonalData,
  checkLanguage,
  checkLength,
  checkInjection,
];
const KOREAN_RULES: readonly FieldRule[] = [checkSpeechLevel, checkParticles, checkKoreanForms];

function placesOf(text: string, words: string): readonly Place[] {
  const sought = seeText('body', words).text.trim().toLowerCase();
  if (sought.length < 2) return [];
  const places: Place[] = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + sought.length)) {
    places.push({ from: at, to: at + sought.length });
  }
  return places;
}

/** Links, contacts and the sheet's own names are judged by their own rules: their digits and words state nothing. */
function claimsOf(text: string, sheet: FactSheet, copy: Copy): string {
  const names = [...sheet.sender, sheet.productName, ...sheet.optOut[copy.channel]];
  return blank(text, [
    ...findLinks(text),
    ...findContacts(text),
    ...names.flatMap((name) => placesOf(text, name)),
  ]);
}

function toFinding(problem: Problem, seen: SeenText, copy: Copy): Finding {
  const { rule, from, to, source, fix } = problem;
  const span = seen.spanOf(from, to);
  return {
    rule,
    field: seen.field,
    span,
    text: seen.original.slice(...span),
    source,
    fix: fix[copy.language],
  };
}

function checkField(field: CopyField, copy: Copy, sheet: FactSheet, nowMs: number): readonly Finding[] {
  const seen = seeText(field, copy[field]);
  const claims = claimsOf(seen.text, sheet, copy);
  const context: FieldContext = { copy, sheet, book: bookOf(sheet, nowMs), seen, claims, nowMs };
  const rules = copy.language === 'ko' ? [...RULES, ...KOREAN_RULES] : RULES;
  return rules.flatMap((rule) => rule(context)).map((problem) => toFinding(problem, seen, copy));
}

const start = ({ field, span }: Finding): number =>
  (field === 'title' ? 0 : Number.MAX_SAFE_INTEGER / 2) + span[0];

/** In the order of their places. Of findings by one rule, one inside another says nothing more. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const reached = new Map<string, number>();
  return [...findings]
    .sort((a, b) => start(a) - start(b) || b.span[1] - a.span[1])
    .filter(({ rule, field, span }) => {
      const key = `${rule} ${field}`;
      const isInside = span[1] <= (reached.get(key) ?? -1);
      if (!isInside) reached.set(key, span[1]);
      return !isInside;
    });
}

const books = new WeakMap<FactSheet, { readonly nowMs: number; readonly book: FactBook }>();

/** Many copies are judged against one sheet at one moment: it is read once. */
function bookOf(sheet: FactSheet, nowMs: number): FactBook {
  const known = books.get(sheet);
  if (known?.nowMs === nowMs) return known.book;
  const book = readFactSheet(sheet, nowMs);
  books.set(sheet, { nowMs, book });
  return book;
}

/**
 * Judges a copy against its fact sheet and the law packs. Deterministic: the same copy, sheet and moment give the same
 * findings, in the order of their places.
 * @param nowMs moment of judging, UTC epoch milliseconds: facts count only within their window.
 * @returns findings; none means that the copy may be used.
 */
export function checkCopy(copy: Copy, sheet: FactSheet, nowMs: number): readonly Finding[] {
  return inOrder([
    ...checkField('title', copy, sheet, nowMs),
    ...checkField('body', copy, sheet, nowMs),
    ...checkRendered(copy, sheet),
  ]);
}
