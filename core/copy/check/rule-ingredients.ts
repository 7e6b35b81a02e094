import {
  EVERYDAY_MATERIALS,
  INGREDIENTS,
  IS_IN_IT,
  LEFT_OUT,
  LIKENESS,
  MADE_WITH,
} from '../law/ingredients.ts';
import type { FieldContext, Problem } from './context.ts';
import { type KnownText, tighten } from './fact-book.ts';
import { expiredFix } from './rule-numbers.ts';

/** A long name may be written with gaps (나이아신 아마이드); in a short one a gap would join two words (다시 카페), unless all are spread out (비 타 민). */
const withGaps = (names: string): string =>
  names.replace(/[가-힣]{3,}/g, (name) =>
    name.length > 3 ? [...name].join('\\s?') : `(?:${name}|(?<![가-힣])${[...name].join('[\\s.·*_-]')})`,
  );

const NAMED = INGREDIENTS.map(withGaps).map((names) => ({
  pattern: new RegExp(names.replace(/(?<=^|\|)(?=[a-z])/gi, '(?<![a-z])'), 'giu'),
  known: new RegExp(names, 'iu'),
}));
/** An everyday word with the words that put it into the product. */
const EVERYDAY = EVERYDAY_MATERIALS.map((names) => {
  const isKorean = /[가-힣]/.test(names);
  return {
    pattern: new RegExp(
      isKorean
        ? `(?<![가-힣])(?:${names})(?:(?:와|과|,|·)\\s?[가-힣]{1,6})?(?=${IS_IN_IT})`
        : `(?<=(?<![a-z])${MADE_WITH}\\s(?:[a-z-]+\\s){0,2})(?:${names})(?![a-z])`,
      'giu',
    ),
  };
});
const LIKE = new RegExp(LIKENESS, 'iu');
/** Names that only their form gives away: …추출물, … extract, …아마이드, … acid. */
const BY_FORM =
  /[가-힣]{1,8}(?=\s?(?:추출물|추출\s?성분|엑스트랙트|발효물|발효액|꽃수|잎수))|[가-힣]{2,6}(?:아마이드|옥사이드|펩타이드|사이드(?=\s?(?:성분|함유|배합))|글루칸|놀산|콜라겐)|(?<![a-z])[a-z]{3,16}(?=\s(?:extract|ferment|filtrate|hydrosol)(?![a-z]))|(?<![a-z])[a-z]{3,16}(?=\sacid(?![a-z]))|(?<![a-z])[a-z]{4,16}(?:amide|oside|peptide|glucan)s?(?![a-z])/giu;
const NAME_BEFORE_MARK = /[가-힣]{2,8}(?=\s?(?:성분|원료)(?:을|를|이|의|까지)?\s?(?:함유|배합|담|넣|더))/gu;
const FREE_FROM = new RegExp(
  String.raw`(?:무\s?(?:${LEFT_OUT})(?![가-힣]*\s?산))|(?:${LEFT_OUT})[\s-]?(?:프리|무첨가|제로|free|zero|0%)|(?:${LEFT_OUT})(?:을|를|은|는|이|가)?\s?(?:넣지|없이|없는|뺀|뺐|배제|안\s?넣)|(?<![a-z])(?:no|zero|without|free (?:of|from)) (?:added |artificial |any )?(?:${LEFT_OUT})(?![a-z])|(?<![a-z])(?:[a-z]+,? (?:and|or|&) )?(?:${LEFT_OUT})[\s-]free(?![a-z])`,
  'giu',
);
/** Ordinary words that stand before "성분" without naming one. */
const NO_NAME =
  /^(?:좋은|모든|유효|핵심|주요|보습|진정|자연|천연|식물성|식물|순한|착한|유래|효능|저자극|수분|영양|건강한|특별한|새로운|피부|이런|어떤|고함량|고농축|주)$/u;
const CATALOGUE_ACIDS = /^(?:the|this|that|any|our|with|and|free|low|mild|gentle|strong)$/i;

const isStated = (
  texts: readonly KnownText[],
  matches: (known: KnownText) => boolean,
): KnownText | undefined => texts.find(matches);

interface Named {
  readonly from: number;
  readonly to: number;
  readonly stated: KnownText | undefined;
}

function named({ claims, book }: FieldContext): readonly Named[] {
  return NAMED.flatMap(({ pattern, known }) =>
    [...claims.matchAll(pattern)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      stated: isStated(book.texts, ({ seen }) => known.test(seen)),
    })),
  );
}

function bySpelling({ claims, book }: FieldContext, pattern: RegExp): readonly Named[] {
  return [...claims.matchAll(pattern)]
    .filter(([name]) => !NO_NAME.test(name) && !CATALOGUE_ACIDS.test(name))
    .map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      stated: isStated(book.texts, ({ tight }) => tight.includes(tighten(match[0]))),
    }));
}

/** Plants, foods, fabrics: only where the copy says that they are in it. */
function everyday({ claims, book }: FieldContext): readonly Named[] {
  return EVERYDAY.flatMap(({ pattern }) =>
    [...claims.matchAll(pattern)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      stated: isStated(book.texts, ({ tight }) =>
        match[0].split(/(?:와|과)\s|[,·]/u).every((name) => tight.includes(tighten(name))),
      ),
    })),
  );
}

const LEFT_OUT_NAME = new RegExp(LEFT_OUT, 'iu');

/** What is left out is true only if a fact says so of the same thing. */
function leftOut({ claims, book }: FieldContext): readonly Named[] {
  return [...claims.matchAll(FREE_FROM)].map((match) => {
    const thing = LEFT_OUT_NAME.exec(match[0])?.[0] ?? match[0];
    return {
      from: match.index,
      to: match.index + match[0].length,
      stated: isStated(book.texts, ({ tight }) => tight.includes(tighten(thing))),
    };
  });
}

/** Every ingredient and material, and everything said to be left out, must be stated by the sheet. */
export function checkIngredients(context: FieldContext): readonly Problem[] {
  const { claims, seen, book } = context;
  const byName = named(context);
  const byForm = [
    ...bySpelling(context, BY_FORM),
    ...bySpelling(context, NAME_BEFORE_MARK),
    ...everyday(context),
  ];
  const isNamed = (place: Named): boolean =>
    byName.some((each) => each.from < place.to && place.from < each.to);
  const found = [...byName, ...byForm.filter((place) => !isNamed(place)), ...leftOut(context)];
  return found.flatMap(({ from, to, stated }): Problem[] => {
    if (LIKE.test(claims.slice(to, to + 8))) return [];
    if (stated !== undefined && (book.expiredBy === '' || stated.fact === undefined)) return [];
    if (stated !== undefined)
      return [{ rule: 'ingredient', from, to, source: book.expiredBy, fix: expiredFix(book) }];
    const said = seen.text.slice(from, to);
    return [
      {
        rule: 'ingredient',
        from,
        to,
        source: 'facts',
        fix: {
          ko: `"${said}" 성분 사실이 팩트 시트에 없으니 지우거나 사실로 등록하세요.`,
          en: `The fact sheet states no "${said}": remove it or add it as an ingredient fact.`,
        },
      },
    ];
  });
}
