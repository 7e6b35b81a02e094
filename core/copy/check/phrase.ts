import { isSyllable } from '../korean/syllable.ts';

/** Where a phrase stands. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Marks that disguise a word from inside: 치*료, 치♥료, cu_re. */
const ODD = '[\\ue000*_~^|\'"`´¨+=<>#@$&♡☆○●◆\\\\]';
/** What may stand between two words of a phrase. */
const BETWEEN = `(?:[\\s·,/&\\-:]|${ODD}){0,3}`;
const ENGLISH_BETWEEN = `(?:[\\s-]|${ODD}){1,3}`;
/** Up to three words of any kind. */
const WORDS = '(?:[ ]?[가-힣]{1,8}){0,3}[ ]?';
const ENGLISH_WORDS = "(?:[\\s-][\\w'-]+){0,3}[\\s-]";
/** What separates letters that were spread out: 치 료, 치.료. */
const GAPS = new RegExp(`(?:[\\s.·,\\-/:;!]|${ODD}){1,3}`, 'g');
/** Endings after which a spread-out Korean word is that word and not the start of two others. */
const KOREAN_END =
  /^(?:$|[^가-힣]|[은는이가을를의에도로와과만](?![가-힣])|으로|까지|부터|에서|에게|효과|크림|세럼|케어|성분|제품|기능|하[는고여세]|합니다|해[요주드]|됩니다|되[는어]|된|돼|한(?![가-힣])|할(?![가-힣])|입니다|이에요|예요|력|제(?![가-힣])|용(?![가-힣]))/;
/** Digits and signs that are read as letters inside an English word. */
const LEET: Readonly<Record<string, string>> = {
  a: 'a@4',
  b: 'b8',
  e: 'e3',
  g: 'g9',
  i: 'i1!|',
  l: 'l1|',
  o: 'o0',
  s: 's5$',
  t: 't7+',
  z: 'z2',
};

function letterSource(character: string): string {
  const lower = character.toLowerCase();
  return LEET[lower] === undefined ? lower : `[${LEET[lower]}]`;
}

const isKorean = (phrase: string): boolean => /[가-힣\u4e00-\u9fff]/.test(phrase);

/**
 * A phrase as the source of a regular expression. In a phrase a space is a gap between words (optional in Korean),
 * `_` is up to three words of any kind, and `|`, `?` and round brackets mean what they mean in regular expressions.
 */
function sourceOf(phrase: string): string {
  const [between, words] = isKorean(phrase) ? [BETWEEN, WORDS] : [ENGLISH_BETWEEN, ENGLISH_WORDS];
  const signs: Readonly<Record<string, string>> = { ' ': between, _: words, '(': '(?:' };
  const characters = [...phrase.replaceAll(' _', '_')];
  return characters
    .map((each) => signs[each] ?? (isSyllable(each) || !/[a-z]/i.test(each) ? each : letterSource(each)))
    .join('');
}

/** A text without what hides its words, with the way back. */
interface View {
  readonly text: string;
  readonly at: readonly number[];
}

function without(text: string, gaps: RegExp, isHidden: (from: number, to: number) => boolean): View {
  const at: number[] = [];
  let next = 0;
  for (const gap of text.matchAll(gaps)) {
    const to = gap.index + gap[0].length;
    if (!isHidden(gap.index, to)) continue;
    for (; next < gap.index; next += 1) at.push(next);
    next = to;
  }
  for (; next < text.length; next += 1) at.push(next);
  return { text: at.map((index) => text[index]).join(''), at };
}

const isBetween = (text: string, from: number, to: number, letter: RegExp): boolean =>
  letter.test(text[from - 1] ?? '') && letter.test(text[to] ?? '');

interface Views {
  readonly plain: View;
  /** Without marks inside words. */
  readonly unmarked: View;
  /** Without any gap between Hangul syllables. */
  readonly joined: View;
}

const ODD_RUN = new RegExp(`${ODD}{1,2}`, 'g');
/** Letters that stand alone, one after the other: c u r e s, c.u.r.e. */
const ALONE = /(?<![a-z])[a-z](?:[\s.\-_*]{1,2}[a-z](?![a-z])){2,}/g;

function joinAlone(view: View): View {
  const spans = [...view.text.matchAll(ALONE)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const keeps = (index: number): boolean =>
    /[a-z]/.test(view.text[index] ?? '') || !spans.some(({ from, to }) => from <= index && index < to);
  const kept = view.at.map((_, index) => index).filter(keeps);
  return {
    text: kept.map((index) => view.text[index]).join(''),
    at: kept.map((index) => view.at[index] ?? 0),
  };
}

function viewsOf(text: string): Views {
  const lower = text.toLowerCase();
  const plain = lower.length === text.length ? lower : text;
  const unmarked = without(plain, ODD_RUN, (from, to) => isBetween(plain, from, to, /[가-힣a-z\d]/));
  return {
    plain: wholeView(plain),
    unmarked: joinAlone(unmarked),
    joined: without(plain, GAPS, (from, to) => isBetween(plain, from, to, /[가-힣]/)),
  };
}

let lastText: string | undefined;
let lastViews: Views | undefined;

/** All lists search one text after the other, so its views are kept until the next text. */
function rememberedViews(text: string): Views {
  if (lastViews === undefined || lastText !== text) {
    lastViews = viewsOf(text);
    lastText = text;
  }
  return lastViews;
}

interface Patterns {
  readonly korean: RegExp;
  /** Without phrases that let other words between: joined text has no words. */
  readonly compact: RegExp;
  readonly english: RegExp;
}

const compiled = new Map<readonly string[], Patterns>();
const either = (phrases: readonly string[]): string =>
  phrases.length === 0 ? '(?!)' : phrases.map((phrase) => `(?:${sourceOf(phrase)})`).join('|');

function patternsOf(phrases: readonly string[]): Patterns {
  const known = compiled.get(phrases);
  if (known !== undefined) return known;
  const korean = phrases.filter(isKorean);
  const patterns: Patterns = {
    korean: new RegExp(either(korean), 'g'),
    compact: new RegExp(either(korean.filter((phrase) => !phrase.includes('_'))), 'g'),
    english: new RegExp(
      `(?<![a-z\\d])(?:${either(phrases.filter((phrase) => !isKorean(phrase)))})(?![a-z])`,
      'g',
    ),
  };
  compiled.set(phrases, patterns);
  return patterns;
}

const placesIn = (view: View, matches: readonly RegExpExecArray[]): readonly Place[] =>
  matches.map((match) => ({
    from: view.at[match.index] ?? 0,
    to: (view.at[match.index + match[0].length - 1] ?? 0) + 1,
  }));

/** A spread-out word begins a word of its own and is not the seam of two others (현재 생각). */
function isSpreadOut({ text }: View, { from, to }: Place, length: number): boolean {
  return to - from > length && !/[가-힣]/.test(text[from - 1] ?? '') && KOREAN_END.test(text.slice(to));
}

const wholeView = (text: string): View => ({ text, at: Array.from(text, (_, index) => index) });

function spreadOut({ plain, joined }: Views, compact: RegExp): readonly Place[] {
  return [...joined.text.matchAll(compact)].flatMap((match) => {
    const [place] = placesIn(joined, [match]);
    return place !== undefined && isSpreadOut(plain, place, match[0].length) ? [place] : [];
  });
}

/** Of places that begin together, the longest. */
function longest(places: readonly Place[]): readonly Place[] {
  const kept = new Map<number, Place>();
  for (const place of places) {
    if ((kept.get(place.from)?.to ?? 0) < place.to) kept.set(place.from, place);
  }
  return [...kept.values()];
}

/** Every place where one of the phrases stands. Cost: linear in the text for each phrase, since every gap is bounded. */
export function findPhrases(text: string, phrases: readonly string[]): readonly Place[] {
  const views = rememberedViews(text);
  const { korean, compact, english } = patternsOf(phrases);
  const seen =
    views.unmarked.text.length < views.plain.text.length ? [views.plain, views.unmarked] : [views.plain];
  const found = seen.flatMap((view) =>
    [korean, english].flatMap((pattern) => placesIn(view, [...view.text.matchAll(pattern)])),
  );
  return longest([...found, ...spreadOut(views, compact)]);
}

/** A sentence longer than this to either side is looked at no further. */
const SENTENCE_REACH = 200;

/** The sentence around a place: up to the next full stop, question or exclamation mark, or line. */
export function sentenceAround(text: string, place: Place): Place {
  const isEnd = (at: number): boolean =>
    /[\n!?]/.test(text[at] ?? '') || (text[at] === '.' && !/\d/.test(text[at + 1] ?? ''));
  const first = Math.max(0, place.from - SENTENCE_REACH);
  const last = Math.min(text.length, place.to + SENTENCE_REACH);
  let { from, to } = place;
  while (from > first && !isEnd(from - 1)) from -= 1;
  while (to < last && !isEnd(to)) to += 1;
  return { from, to };
}
