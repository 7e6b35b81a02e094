import { isSyllable } from '../korean/syllable.ts';

/** Where a phrase stands. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Marks that disguise a word from inside: 치*료, 치♥료, cu_re. */
const ODD = String.raw`[\ue000*_~^|'"\`´¨+=<>#@$&♡☆○●◆\\]`;
/** What may stand between two words of a phrase. */
const BETWEEN = String.raw`(?:[\s·,/&\-:]|${ODD}){0,3}`;
/** What separates letters that were spread out: 치 료, 치.료, c-u-r-e. */
const SPREAD = String.raw`(?:[\s.·,\-/:;!]|${ODD}){1,3}`;
/** Endings after which a spread-out Korean word is that word and not the start of two others. */
const KOREAN_END =
  '(?=$|[^가-힣]|[은는이가을를의에도로와과만](?![가-힣])|으로|까지|부터|에서|에게|효과|크림|세럼|케어|성분|제품|기능|하[는고여세]|합니다|해[요주드]|됩니다|되[는어]|된|돼|한(?![가-힣])|할(?![가-힣])|입니다|이에요|예요|력|제(?![가-힣])|용(?![가-힣]))';
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

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && (isSyllable(character) || /[a-z\u4e00-\u9fff]/i.test(character));

function letterSource(character: string): string {
  const lower = character.toLowerCase();
  return LEET[lower] === undefined ? character : `[${LEET[lower]}]`;
}

/**
 * A phrase as a regular expression source. In a phrase a space is an optional gap between words, `|`, `?` and
 * round brackets mean what they mean in regular expressions, and `_` is up to three words of any kind.
 */
function sourceOf(phrase: string, between: string, inside: string): string {
  let source = '';
  const characters = [...phrase.replaceAll(' _', '_')];
  for (const [index, character] of characters.entries()) {
    if (character === ' ') source += between;
    else if (character === '_')
      source +=
        isSyllable(characters[0] ?? '') || /[가-힣]/.test(phrase)
          ? '(?:[ ]?[가-힣]{1,8}){0,3}[ ]?'
          : `(?:[\\s-][\\w'-]+){0,3}[\\s-]`;
    else if (character === '(') source += '(?:';
    else source += isLetter(character) ? letterSource(character) : character;
    if (isLetter(character) && isLetter(characters[index + 1])) source += inside;
  }
  return source;
}

/** Finds one phrase in seen text, also spread out or with marks inside. */
export interface PhraseFinder {
  find(text: string): readonly Place[];
}

function compile(phrase: string): readonly RegExp[] {
  const isKorean = /[가-힣\u4e00-\u9fff]/.test(phrase);
  const odd = `${ODD}{0,2}`;
  if (isKorean) {
    return [
      new RegExp(sourceOf(phrase, BETWEEN, odd), 'giu'),
      new RegExp(`(?<![가-힣])(?:${sourceOf(phrase, BETWEEN, `(?:${SPREAD})?`)})${KOREAN_END}`, 'giu'),
    ];
  }
  const gap = `(?:[\\s-]|${ODD}){1,3}`;
  return [
    new RegExp(`(?<![a-z\\d])(?:${sourceOf(phrase, gap, odd)})(?![a-z])`, 'giu'),
    new RegExp(`(?<![a-z\\d])(?:${sourceOf(phrase, gap, SPREAD)})(?![a-z])`, 'giu'),
  ];
}

const compiled = new Map<string, PhraseFinder>();

/** A finder for a phrase, made once. Cost of a search: linear in the text, since every gap is bounded. */
export function phraseFinder(phrase: string): PhraseFinder {
  const known = compiled.get(phrase);
  if (known !== undefined) return known;
  const patterns = compile(phrase);
  const finder: PhraseFinder = {
    find: (text) => {
      const places = new Map<number, Place>();
      for (const pattern of patterns) {
        for (const match of text.matchAll(pattern)) {
          const place = { from: match.index, to: match.index + match[0].length };
          if ((places.get(place.from)?.to ?? 0) < place.to) places.set(place.from, place);
        }
      }
      return [...places.values()];
    },
  };
  compiled.set(phrase, finder);
  return finder;
}

/** The sentence around a place: up to the next full stop, question or exclamation mark, or line. */
export function sentenceAround(text: string, place: Place): Place {
  const isEnd = (at: number): boolean =>
    /[\n!?]/.test(text[at] ?? '') || (text[at] === '.' && !/\d/.test(text[at + 1] ?? ''));
  let from = place.from;
  let to = place.to;
  while (from > 0 && !isEnd(from - 1)) from -= 1;
  while (to < text.length && !isEnd(to)) to += 1;
  return { from, to };
}
