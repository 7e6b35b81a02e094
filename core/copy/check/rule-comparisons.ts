import type { FieldContext, Problem } from './context.ts';
import { tighten } from './fact-book.ts';
import { findAmounts } from './find-amounts.ts';
import { findDates } from './find-dates.ts';
import type { Place } from './phrase.ts';

/** How far behind a comparison its numbers may stand. */
const REACH = 14;

const KOREAN_COMPARISON =
  /(?<noun>[가-힣A-Za-z\d]{1,12}?)보다(?![가-힣])(?!\s?(?:는\s?것|가\s|니|못해|중요|소중|사랑|네가|당신|우리|나를|내가))(?!\s?[가-힣]{1,6}[을를]\s(?![^.!?\n]{0,14}(?:더|많|덜|배|높|빠|잘\s|넉넉)))(?=\s?[가-힣\d])/gu;
/** One may outdo yesterday, expectation and oneself. */
const HARMLESS_NOUN =
  /(?:무엇|누구|어느\s?때|때|그\s?어느|어제|생각|예상|기대|지금|평소|언제|나|당신|그|이|말|꽃|눈|별|햇살|봄|여름|가을|겨울|오늘|작년의?\s?나|이론|하루|나이|마음|먼저|봄날|아침|저녁|밤|커피\s?한\s?잔|천\s?마디|보기|듣기|알기|값|걱정|백\s?마디\s?말|사진|상상|구름|[아어여해써나와봐])$/u;
const OTHER_COMPARISONS = new RegExp(
  [
    String.raw`(?:타사|경쟁사|타\s?제품|타\s?브랜드|다른|여느|보통|웬만한|시판|기존|이전|종전|일반|시중|시중가|경쟁|동급|전작|구형|사용\s?전|정가|전월|전년)\s?(?:[가-힣]{1,8}\s?)?(?:대비|에\s?비해|와\s?비교|과\s?비교|와는\s?다른|과는\s?다른)`,
    String.raw`[가-힣A-Z]\s?사\s?(?:제품|크림|세럼|토너)`,
    String.raw`(?:못\s?따라올|못\s?따라오|따라올\s?수\s?없|못\s?당할|당할\s?수\s?없|저리\s?가라|뺨치는|뺨칠|압도하는|능가하|견줘도|견주어도|견줄\s?(?:수|만)|비교해도|비교할\s?수\s?없)`,
    String.raw`(?:명품|백화점|수입|외제|호텔|면세점|프리미엄\s?브랜드|유명\s?브랜드)[가-힣\s]{0,6}(?:부럽지\s?않|안\s?부러|못지\s?않|뺨)`,
    String.raw`(?<![a-z])(?:no (?:other |\w+ )?(?:brand|cream|serum|coat|shoe|car|product|rival)s? (?:can |could |will )?(?:match|matches|compare|compares|come close|comes close)|can['’]?t hold a candle|rivals? (?:luxury|designer|department)[\s-][a-z]+)(?![a-z])`,
    String.raw`(?:타사|경쟁사|다른\s?(?:브랜드|제품|회사|곳|쇼핑몰|매장))(?:보다|에\s?없는|에서는\s?볼\s?수\s?없|와는|과는)`,
    String.raw`(?<!포인트\s?|적립금?\s?|스탬프\s?|쿠폰\s?|혜택\s?|마일리지\s?|기쁨\s?|행복\s?|즐거움\s?)(?:\d+(?:\.\d+)?|두|세|네|다섯|열|몇)\s?배(?!송|달|경|수|치|터)(?!\s?(?:적립|포인트|쿠폰|혜택))`,
    String.raw`(?<![a-z])(?:more [a-z-]+|less [a-z-]+|fewer [a-z-]+|worse|less|(?!(?:rather|other|under|over|after|later|sooner|never|ever|either|whether)\s)[a-z]{3,12}er(?: [a-z-]{2,12}){0,2}) than (?!n?ever|you(?:['’]d)? (?:think|thought|expect|imagine|know)|a minute|just|words|yesterday|one (?:way|bag|thing|use)|a [a-z]+ (?:cream|bag|dress)\.|before you|meets|(?:five|ten|two|three|\d+) (?:minutes|seconds|steps))`,
    String.raw`(?<![a-z])(?:compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?|unlike (?:other|ordinary|regular|most|typical|the competition|competitors?|conventional)|outperforms?|outlasts?|outshines?|superior to|inferior to|beats? (?:every|any|all|other|the competition|the leading)|ahead of (?:other|the competition|its rivals)|the leading brand|leading competitors?|other brands?|rival brands?|competitors?|(?:puts?|leaves?) (?:other|all|the) [a-z]+ (?:to shame|behind)|(?:makes?|making) (?:other|all other|ordinary) [a-z]+ (?:look|feel|seem)|nothing like (?:other|ordinary)|forget (?:other|all other|ordinary|your old) [a-z]+)(?![a-z])`,
    String.raw`(?<!points?\s|rewards?\s)(?<![a-z\d])(?:twice|two times|three times|four times|five times|ten times|\d+(?:\.\d+)?\s?(?:x|×|times))(?=\s(?:as|more|less|better|faster|stronger|longer|the|deeper|brighter|softer|cheaper|higher|lighter|smoother|effective|powerful))`,
  ].join('|'),
  'giu',
);
const COMPARING =
  /대비|보다|비해|비교|배(?![송달경])|than|vs|versus|compared|times|twice|\dx|unlike|outperform/iu;

function comparisonPlaces(text: string): readonly Place[] {
  const korean = [...text.matchAll(KOREAN_COMPARISON)]
    .filter(
      (match) =>
        !HARMLESS_NOUN.test(
          text.slice(Math.max(0, match.index - 6), match.index) + (match.groups?.['noun'] ?? ''),
        ),
    )
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const others = [...text.matchAll(OTHER_COMPARISONS)].map((match) => ({
    from: match.index,
    to: match.index + match[0].trimEnd().length,
  }));
  return [...korean, ...others];
}

/** What is outdone, with the word before it: "이전 모델" of "이전 모델보다". */
function comparedTo(claims: string, { from, to }: Place): string {
  const said = claims.slice(from, to);
  if (!said.endsWith('보다')) return tighten(said).slice(0, 4);
  const before = /[가-힣A-Za-z]{1,8}\s$/u.exec(claims.slice(0, from))?.[0] ?? '';
  return tighten(before + said.slice(0, -2));
}

/** A comparison is proven by a fact with evidence that compares, and states each number of the comparison. */
function isProvenComparison({ book, claims }: FieldContext, place: Place): boolean {
  const near = claims.slice(Math.max(0, place.from - REACH / 2), place.to + REACH);
  const numbers = findAmounts(findDates(near).rest);
  const words = comparedTo(claims, place);
  return book.texts.some((known) => {
    if (known.fact === undefined || known.fact.evidence === '' || !COMPARING.test(known.seen)) return false;
    const stated = book.amounts.filter((amount) => amount.fact === known.fact);
    const isSameWords = known.tight.includes(words) || numbers.length > 0;
    return isSameWords && numbers.every(({ value }) => stated.some((amount) => amount.value === value));
  });
}

/** Comparisons with others, with before or with a price need a fact with evidence that compares. */
export function checkComparisons(context: FieldContext): readonly Problem[] {
  return comparisonPlaces(context.claims)
    .filter((place) => !isProvenComparison(context, place) || context.book.expiredBy !== '')
    .map((place): Problem => {
      const said = context.seen.text.slice(place.from, place.to);
      return {
        ...place,
        rule: 'comparison',
        source: 'facts',
        fix: {
          ko: `비교 표현 "${said}"을(를) 뒷받침하는 근거가 없으니 지우거나 근거가 있는 사실대로 쓰세요.`,
          en: `No fact with evidence backs the comparison "${said}": remove it or say only what is proven.`,
        },
      };
    });
}
