import { breaksAny } from '#core/copy/brief/breaks-any.ts';
import type { CopyLanguage, Rule } from '#core/copy/check/copy.ts';
import { seeText } from '#core/copy/check/seen-text.ts';

const FEWEST_CHARACTERS = 6;
const MOST_CHARACTERS = 90;
/** What makes a customer's words unfit for a prompt. Numbers and praise may stand in a quote: they are checked in copy. */
const UNFIT: ReadonlySet<Rule> = new Set(['injection', 'personal_data', 'link', 'language']);
/** Words that only somebody who talks to the machine would use, beyond the checker's own list. */
const SPEAKS_TO_MACHINE =
  /(?<![a-z])(?:system|assistant|prompt|instructions?|jailbreak|developer mode|output|json|ignore|disregard|override|pretend|role\s?-?play|discount code|approve|free of charge|must (?:say|write|include))(?![a-z])|무시|지시|프롬프트|명령|승인|출력|시스템|역할|문구를|카피|할인\s?(?:코드|해\s?줘)|(?:써|적어|넣어|말해|포함해)\s?(?:줘|라|주세요)|관리자|팩트\s?시트|(?:바꿔|고쳐|보여|알려|보내|내놔)\s?(?:줘|라|주세요)|쓰세요|적으세요|넣으세요/iu;
/** A name with its honorific. Titles such as 고객님 and 선생님 are nobody's name. */
const NAMED =
  /(?<![가-힣])(?!고객|회원|직원|선생|사장|손님|부모|어머|아버)[가-힣]{2,4}\s?(?:님|씨)(?![가-힣])/gu;

function isFit(text: string, language: CopyLanguage): boolean {
  const seen = seeText('body', text).text.replace(/\s+/g, ' ');
  if (SPEAKS_TO_MACHINE.test(seen) || /[<>{}[\]`\\#|]/.test(seen)) return false;
  return !breaksAny(UNFIT, text, language);
}

/** A name in somebody's words, masked as Korean shops do: 김*연님. */
function masked(text: string): string {
  return text.replace(NAMED, (found) => `${found[0] ?? ''}*${found.slice(2)}`);
}

/** So many quotes at the most, and the reviews that they are from, by id; a shared quote is its first review's. */
export function quoteReviews(
  reviews: readonly { readonly id: string; readonly text: string }[],
  { language, most }: { readonly language: CopyLanguage; readonly most: number },
): { readonly quotes: readonly string[]; readonly reviewIds: readonly string[] } {
  const sources = new Map<string, string>();
  for (const { id, text } of reviews) {
    for (const quote of screenQuotes([text], { language, most }))
      if (!sources.has(quote) && sources.size < most) sources.set(quote, id);
    if (sources.size >= most) break;
  }
  return { quotes: [...sources.keys()], reviewIds: [...new Set(sources.values())] };
}

/**
 * Sentences of reviews that may stand in a prompt as quotes: short, in the language, without contacts, links, or
 * anything that speaks to a machine; names are masked. Copies of one sentence count once.
 */
export function screenQuotes(
  texts: readonly string[],
  { language, most }: { readonly language: CopyLanguage; readonly most: number },
): readonly string[] {
  const quotes = new Set<string>();
  for (const text of texts) {
    // A review with one unfit sentence has an author whose other sentences are not wanted either.
    if (!isFit(text.slice(0, 2000), language)) continue;
    for (const sentence of text.slice(0, 2000).split(/(?<=[.!?])\s+|\n+/)) {
      const quote = masked(sentence.normalize('NFC').trim());
      const isLongEnough = quote.length >= FEWEST_CHARACTERS && quote.length <= MOST_CHARACTERS;
      if (isLongEnough) quotes.add(quote);
      if (quotes.size >= most) return [...quotes];
    }
  }
  return [...quotes];
}
