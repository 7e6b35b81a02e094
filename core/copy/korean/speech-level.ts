import { hasTail } from './syllable.ts';

/** How a Korean sentence addresses its reader. */
export type SpeechLevel = 'formal' | 'polite' | 'plain' | 'casual';

const TAIL_NIEUN = 4;
const TAIL_SSANGSIOT = 20;

/** `-습니다`, `-ㅂ니다`, `-습니까`, `-십시오`. */
const FORMAL = /(?:니다|니까|십시오|십시다)(?:만)?$/u;
/** `-요`, but not in nouns such as 필요, 중요, 수요. */
const POLITE = /(?:요|죠)$/u;
const NOUNS_IN_YO = /(?:필요|중요|수요|주요|소요|개요|강요|동요|가요|민요|고요|긴요|불필요)$/u;
/** Requests and wishes in -세요 stand beside formal statements everywhere in Korean marketing. */
const REQUEST = /(?:세요|셔요|실래요|시죠|볼까요|을까요|ㄹ까요|할까요|나요|까요)$/u;
/** 해체: endings that cannot be nouns. */
const CASUAL =
  /(?:했어|됐어|있어|없어|좋아|거야|이야|잖아|할래|볼래|줄게|할게|해줘|어때|맞아|싶어|같아|[아어여해써와가나사겨려라워켜쳐춰]\s?봐|챙겨|그래|몰라|알아|어떡해|하지마|놓치지\s?마|서둘러|하자|가자|사자|보자|즐기자|떠나자|먹자|만나자|해라|하라|보라|사라|가라|마라|느껴라|누려라|즐겨라|만나라|하니|있니|없니|알지|하냐|있냐|했지|되지|아니야|뭐해|예뻐|이뻐|반가워|고마워|주라|했네|좋네|하거든|놓칠래|(?<!참|후|투)[지되보]자)$/u;
const PLAIN_COPULA =
  /(?:이다|아니다|없다|있다|같다|좋다|많다|크다|쉽다|싶다|예쁘다|빠르다|아름답다|가볍다|부드럽다|촉촉하다|하다|되다|온다|간다|본다|준다)$/u;

function isPlain(word: string): boolean {
  if (!word.endsWith('다') || word.length < 2) return false;
  const before = word.at(-2) ?? '';
  if (word.endsWith('는다')) return true;
  return hasTail(before, TAIL_NIEUN) || hasTail(before, TAIL_SSANGSIOT) || PLAIN_COPULA.test(word);
}

const lastWord = (text: string): string => /[가-힣]+(?:\s마)?$/u.exec(text)?.[0] ?? '';

const isPoliteWord = (word: string): boolean => POLITE.test(word) && !NOUNS_IN_YO.test(word);

/**
 * The speech level of a sentence by how it ends; undefined for one that ends in a noun, as headlines do, and for
 * requests in -세요, which fit formal and polite alike.
 */
export function speechLevel(sentence: string): SpeechLevel | undefined {
  const end = sentence.replace(/\([^()]*\)\s*$/u, '').replace(/[^가-힣]+$/u, '');
  const word = lastWord(end);
  if (FORMAL.test(word)) return 'formal';
  if (isPoliteWord(word)) return REQUEST.test(word) ? undefined : 'polite';
  if (isPlain(word)) return 'plain';
  return CASUAL.test(end) ? 'casual' : undefined;
}

/** Is the sentence polite in any way, requests in -세요 included? */
export function isPolite(sentence: string): boolean {
  const word = lastWord(sentence.replace(/[^가-힣]+$/u, ''));
  return FORMAL.test(word) || isPoliteWord(word);
}

/** Sentences of a text with their places: split at marks, lines and pictures. */
export function sentencesOf(
  text: string,
): readonly { readonly from: number; readonly to: number; readonly text: string }[] {
  return [...text.matchAll(/(?:[^.!?~\n\ue000…♥♡]|\.(?=\d))+/gu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].trimEnd().length,
    text: match[0],
  }));
}
