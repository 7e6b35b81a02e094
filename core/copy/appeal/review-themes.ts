import { screenQuotes } from '#core/copy/brief/screen-quotes.ts';
import type { CopyLanguage } from '#core/copy/check/copy.ts';

/** One review of a product. */
export interface Review {
  readonly id: string;
  readonly productId: string;
  /** 1-5; undefined where nobody gave stars. */
  readonly rating: number | undefined;
  readonly title: string;
  readonly text: string;
}

/** What people talk about. */
export const themeIds = [
  'price',
  'moisture',
  'gentle',
  'scent',
  'texture',
  'ease',
  'delivery',
  'gift',
  'repurchase',
  'colour',
  'package',
  'new',
] as const;

/** One theme. */
export type ThemeId = (typeof themeIds)[number];

const WORDS: Readonly<Record<ThemeId, RegExp>> = {
  price: /가격|가성비|할인|쿠폰|세일|비싸|저렴|값|양이|price|cheap|expensive|value|worth|money|deal/iu,
  moisture: /촉촉|보습|수분|건조|속당김|당기|moist|hydrat|dry\b|dryness/iu,
  gentle: /순하|순해|자극|예민|민감|따가|편안|gentle|sensitive|irritat|sting|sooth/iu,
  scent: /향이|향도|향은|냄새|향기|향료|\b향\b|scent|smell|fragrance|perfume/iu,
  texture: /제형|발림|발라|흡수|끈적|번들|산뜻|가볍|무거|texture|absorb|greasy|sticky|light|smooth/iu,
  ease: /간편|편하|편해|하나로|쉽|easy|simple|quick|convenien/iu,
  delivery: /배송|도착|포장 상태|shipping|deliver|arriv/iu,
  gift: /선물|생일|gift|present\b/iu,
  repurchase: /재구매|또 살|또 사|정착|쟁여|몇 년째|repurchas|buy again|again and again|for years/iu,
  colour: /발색|색이|색은|색상|컬러|colou?r|shade/iu,
  package: /케이스|용기|패키지|포장|펌프|packag|bottle|pump|container/iu,
  new: /신상|새로운|처음 써|신선|new to me|first time|novel/iu,
};

/** One theme of a product's reviews. */
export interface Theme {
  readonly theme: ThemeId;
  readonly positive: number;
  readonly negative: number;
  /** Screened phrases: nothing in them speaks to a machine or names anybody. */
  readonly praise: readonly string[];
  readonly blame: readonly string[];
  readonly reviewIds: readonly string[];
}

const QUOTES = 3;
const IDS = 20;

const key = ({ title, text }: Review): string => `${title} ${text}`.replace(/\s+/g, ' ').trim().toLowerCase();

/** Four stars and more praise, two and less blame; three say nothing. */
const moodOf = ({ rating }: Review): 'praise' | 'blame' | undefined =>
  rating === undefined || rating === 3 ? undefined : rating > 3 ? 'praise' : 'blame';

/**
 * What reviews say about a product, most spoken of first: counts of praise and blame by theme, with quotes. Copies of one
 * review count once.
 */
export function reviewThemes(reviews: readonly Review[], language: CopyLanguage): readonly Theme[] {
  const distinct = [...new Map(reviews.map((review) => [key(review), review])).values()];
  const quotesOf = (own: readonly Review[], theme: ThemeId): readonly string[] =>
    screenQuotes(
      own.map(({ text }) => text),
      { language, most: 40 },
    )
      .filter((quote) => WORDS[theme].test(quote))
      .slice(0, QUOTES);
  return themeIds
    .map((theme): Theme => {
      const about = distinct.filter((review) => WORDS[theme].test(key(review)));
      const praise = about.filter((review) => moodOf(review) === 'praise');
      const blame = about.filter((review) => moodOf(review) === 'blame');
      return {
        theme,
        positive: praise.length,
        negative: blame.length,
        praise: quotesOf(praise, theme),
        blame: quotesOf(blame, theme),
        reviewIds: about.slice(0, IDS).map(({ id }) => id),
      };
    })
    .filter(({ positive, negative }) => positive + negative > 0)
    .sort((a, b) => b.positive + b.negative - a.positive - a.negative);
}
