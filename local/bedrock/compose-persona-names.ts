import { withParticle } from '#core/copy/korean/particles.ts';
import type { Task } from './read-task.ts';

/** A persona as the prompt describes it: aggregates only. */
interface PersonaFacts {
  readonly id: string;
  /** Favourite categories, the strongest first. */
  readonly categories?: readonly string[];
  /** Words for what sets it apart, such as `discount`, `night`, `large_baskets`. */
  readonly traits?: readonly string[];
}

interface Word {
  readonly ko: string;
  readonly en: string;
}

/** What a trait makes of a person, by what its word contains. */
const EPITHETS: readonly (readonly [RegExp, Word])[] = [
  [/discount|coupon|price|할인|쿠폰/i, { ko: '알뜰한', en: 'Thrifty' }],
  [/store|offline|매장/i, { ko: '매장을 찾는', en: 'Store-going' }],
  [/evening|night|late|밤|저녁/i, { ko: '저녁에 둘러보는', en: 'Evening' }],
  [/morning|early|아침/i, { ko: '아침에 고르는', en: 'Early-morning' }],
  [/gift|선물/i, { ko: '선물을 챙기는', en: 'Gift-minded' }],
  [/new|trend|신상/i, { ko: '새것을 좋아하는', en: 'Novelty-loving' }],
  [/loyal|repeat|same|재구매/i, { ko: '한결같은', en: 'Steady' }],
  [/variety|switch|explor|다양/i, { ko: '두루 써 보는', en: 'Exploring' }],
  [/spend|basket|luxury|premium|고가/i, { ko: '좋은 것을 고르는', en: 'Quality-seeking' }],
  [/weekend|주말/i, { ko: '주말에 들르는', en: 'Weekend' }],
];
const PLAIN: Word = { ko: '즐겨 찾는', en: 'Regular' };

function epithetOf(traits: readonly string[]): Word {
  for (const trait of traits) {
    const found = EPITHETS.find(([pattern]) => pattern.test(trait));
    if (found !== undefined) return found[1];
  }
  return PLAIN;
}

/** What shops call their shelves, in Korean. */
const KOREAN_CATEGORIES: Readonly<Record<string, string>> = {
  accessories: '액세서리',
  bags: '가방',
  base_makeup: '베이스 메이크업',
  body: '바디 케어',
  cleanser: '클렌징',
  cream: '크림',
  eye_care: '아이 케어',
  eye_makeup: '아이 메이크업',
  fragrance: '향수',
  hair: '헤어 케어',
  home: '생활용품',
  lip: '립',
  makeup: '메이크업',
  mask: '마스크팩',
  serum: '세럼',
  shoes: '신발',
  skincare: '스킨케어',
  sun_care: '선케어',
  toner: '토너',
  tool: '미용 도구',
};

const koreanOf = (category: string): string | undefined =>
  /[가-힣]/.test(category) ? category : KOREAN_CATEGORIES[category.toLowerCase().replaceAll(/[^a-z]+/g, '_')];

/** A category that has no Korean word stands in brackets. */
function koreanName(epithet: string, category: string): string {
  const known = koreanOf(category);
  return known === undefined ? `${epithet} 손님 (${category})` : `${epithet} ${known} 손님`;
}

/** A category that has no English word stands in brackets. */
const englishName = (epithet: string, category: string): string =>
  /[가-힣]/.test(category) ? `${epithet} shoppers (${category})` : `${epithet} ${category} shoppers`;

function named(persona: PersonaFacts): unknown {
  const [first = '쇼핑', second] = persona.categories ?? [];
  const epithet = epithetOf(persona.traits ?? []);
  const [ko, also] = [
    koreanOf(first) ?? first,
    second === undefined ? undefined : (koreanOf(second) ?? second),
  ];
  const both = also === undefined ? ko : `${withParticle(ko, 'with')} ${also}`;
  return {
    id: persona.id,
    name: { ko: koreanName(epithet.ko, first), en: englishName(epithet.en, first) },
    portrait: {
      ko: `${withParticle(both, 'object')} 자주 찾는 분들이에요.`,
      en: `They often come for ${second === undefined ? first : `${first} and ${second}`}.`,
    },
  };
}

/** Names personas by their categories and what sets them apart; a name that is taken gets its second category. */
export function composePersonaNames(task: Task): unknown {
  const personas = Array.isArray(task['personas']) ? (task['personas'] as readonly PersonaFacts[]) : [];
  const taken = new Set<string>();
  const names = personas.map((persona) => {
    const categories = persona.categories ?? [];
    const orders = categories.map((_, i) => [...categories.slice(i), ...categories.slice(0, i)]);
    for (const order of [...orders, categories]) {
      const answer = named({ ...persona, categories: order }) as { readonly name: Word };
      if (taken.has(answer.name.ko)) continue;
      taken.add(answer.name.ko);
      return answer;
    }
    return named(persona);
  });
  return { names };
}
