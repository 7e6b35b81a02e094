import type { FieldContext, Problem } from './context.ts';
import type { Rule, Said } from './copy.ts';
import { type FactBook, type KnownAmount, matchingAmounts, nearestAmount } from './fact-book.ts';
import { findAmounts } from './find-amounts.ts';
import { findDates } from './find-dates.ts';
import { materialBeside } from './materials.ts';
import type { Mention } from './mention.ts';
import { isMoney } from './units.ts';

/** Counting one of something is a manner of speaking (1인, 1회, 1단계), not a claim. */
const ONE_OF = new Set([
  'person',
  'time',
  'step',
  'piece',
  'rank',
  'sheet',
  'portion',
  'page',
  'packet',
  'noun:',
]);

const ruleOf = (mention: Mention): Rule =>
  mention.unit === '%' ? 'percent' : isMoney(mention.unit) ? 'price' : 'number';

/** Nine in ten is a percentage and two numbers. */
const rulesOf = (mention: Mention, said: string): readonly Rule[] =>
  mention.role === 'share' && !/%|퍼|프로|percent|pct/i.test(said)
    ? ['percent', 'number']
    : [ruleOf(mention)];

const SUBJECTS: Readonly<Record<string, Said>> = {
  price: { ko: '가격', en: 'price' },
  percent: { ko: '비율', en: 'percentage' },
  number: { ko: '수', en: 'number' },
};

function fixOf(rule: Rule, said: string, stated: string | undefined): Said {
  const subject = SUBJECTS[rule] ?? { ko: '수', en: 'number' };
  if (stated === undefined) {
    return {
      ko: `"${said}"에 맞는 ${subject.ko} 사실이 없으니 지우거나 팩트 시트에 사실로 등록하세요.`,
      en: `No fact states this ${subject.en} ("${said}"): remove it or add it to the fact sheet.`,
    };
  }
  return {
    ko: `"${said}" 대신 팩트 시트의 ${subject.ko}("${stated}")대로 쓰세요.`,
    en: `Write the ${subject.en} as the fact sheet has it ("${stated}") instead of "${said}".`,
  };
}

/** How much to use at a time: advice, not a claim. */
const MOST_DROPS = 3;

const isFree = (mention: Mention): boolean => {
  if (mention.unit === 'drop' && mention.value <= MOST_DROPS) return true;
  if (mention.unit === 'rank' && mention.value === 1) return true;
  return mention.value === 1 && (ONE_OF.has(mention.unit) || mention.unit === 'kind');
};

/** Why a sheet's facts do not count now. */
export function expiredFix(book: FactBook): Said {
  return {
    ko: `팩트 시트의 유효 기간(${book.expiredBy})이 맞지 않으니 시트를 갱신한 뒤 쓰세요.`,
    en: `The fact sheet does not hold now (${book.expiredBy}): renew it before using its facts.`,
  };
}

function wrongNumber({ book, seen }: FieldContext, mention: Mention): readonly Problem[] {
  const { from, to } = mention;
  const said = seen.text.slice(from, to);
  const near = nearestAmount(book, mention);
  const stated = near?.fact?.text === '' ? `${near.fact.value}${near.fact.unit}` : near?.fact?.text;
  const source = near?.source ?? 'facts';
  return rulesOf(mention, said).map((rule) => ({ rule, from, to, source, fix: fixOf(rule, said, stated) }));
}

/** "캐시미어 70%" where the sheet says so of wool: a share belongs to its material. */
function isOfAnother(
  { claims, book }: FieldContext,
  mention: Mention,
  matching: readonly KnownAmount[],
): boolean {
  const material = mention.unit === '%' ? materialBeside(claims, mention) : undefined;
  if (material === undefined) return false;
  const names = ({ fact }: KnownAmount): boolean => fact?.text.includes(material) === true;
  return !matching.some(names) && book.amounts.some((each) => each.unit === '%' && names(each));
}

/** Every number, price and percentage must be a fact's: same value, same unit, same purpose, no tolerance. */
export function checkNumbers(context: FieldContext): readonly Problem[] {
  const { claims, book } = context;
  return findAmounts(findDates(claims).rest)
    .filter((mention) => !isFree(mention))
    .flatMap((mention): readonly Problem[] => {
      const matching = matchingAmounts(book, mention);
      if (matching.length === 0 || isOfAnother(context, mention, matching))
        return wrongNumber(context, mention);
      const isOfProduct = matching.some((each) => each.fact === undefined);
      if (book.expiredBy === '' || isOfProduct) return [];
      const { from, to } = mention;
      return [{ rule: ruleOf(mention), from, to, source: book.expiredBy, fix: expiredFix(book) }];
    });
}
