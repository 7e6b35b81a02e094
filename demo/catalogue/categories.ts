import type { Strengths } from './attributes.ts';

export type CategoryId =
  | 'cleanser'
  | 'toner'
  | 'serum'
  | 'cream'
  | 'eye-care'
  | 'mask'
  | 'sun-care'
  | 'base-makeup'
  | 'lip'
  | 'eye-makeup'
  | 'hair'
  | 'body'
  | 'fragrance'
  | 'tool';

export interface Category {
  readonly id: CategoryId;
  readonly ko: string;
  readonly en: string;
  /** Price of an ordinary product of it, KRW with VAT. */
  readonly priceKrw: number;
  /** Days that one pack lasts an average user. */
  readonly lastsDays: number;
  /** Day of the year on which it is used most, or undefined where the year doesn't matter. */
  readonly peakDayOfYear?: number;
  readonly strengths: Strengths;
  /** Pack size and unit as printed. */
  readonly size: string;
  /** Kinds of product within it, Korean and English. */
  readonly forms: readonly (readonly [ko: string, en: string])[];
}

/** How long a pack lasts and what it costs set how often each category is bought. */
export const categories: readonly Category[] = [
  {
    id: 'cleanser',
    ko: '클렌징',
    en: 'Cleansing',
    priceKrw: 16_000,
    lastsDays: 50,
    size: '150ml',
    strengths: { oil_control: 0.4, clean: 0.3 },
    forms: [
      ['클렌징 폼', 'Cleansing Foam'],
      ['클렌징 오일', 'Cleansing Oil'],
      ['약산성 젤 클렌저', 'Low-pH Gel Cleanser'],
    ],
  },
  {
    id: 'toner',
    ko: '토너',
    en: 'Toner',
    priceKrw: 22_000,
    lastsDays: 55,
    size: '200ml',
    strengths: { hydration: 0.5 },
    forms: [
      ['토너', 'Toner'],
      ['토너 패드', 'Toner Pads'],
      ['미스트', 'Mist'],
    ],
  },
  {
    id: 'serum',
    ko: '세럼',
    en: 'Serum',
    priceKrw: 34_000,
    lastsDays: 60,
    size: '40ml',
    strengths: { brightening: 0.3, firming: 0.2 },
    forms: [
      ['세럼', 'Serum'],
      ['앰플', 'Ampoule'],
      ['에센스', 'Essence'],
    ],
  },
  {
    id: 'cream',
    ko: '크림',
    en: 'Cream',
    priceKrw: 36_000,
    lastsDays: 65,
    peakDayOfYear: 10,
    size: '50ml',
    strengths: { hydration: 0.5, firming: 0.2 },
    forms: [
      ['크림', 'Cream'],
      ['젤 크림', 'Gel Cream'],
      ['장벽 크림', 'Barrier Cream'],
    ],
  },
  {
    id: 'eye-care',
    ko: '아이케어',
    en: 'Eye Care',
    priceKrw: 42_000,
    lastsDays: 90,
    size: '25ml',
    strengths: { firming: 0.6, luxury: 0.2 },
    forms: [
      ['아이 크림', 'Eye Cream'],
      ['아이 세럼', 'Eye Serum'],
    ],
  },
  {
    id: 'mask',
    ko: '마스크팩',
    en: 'Mask',
    priceKrw: 15_000,
    lastsDays: 28,
    size: '10매',
    strengths: { hydration: 0.4, soothing: 0.3 },
    forms: [
      ['시트 마스크', 'Sheet Mask'],
      ['슬리핑 팩', 'Sleeping Pack'],
      ['워시오프 팩', 'Wash-off Pack'],
    ],
  },
  {
    id: 'sun-care',
    ko: '선케어',
    en: 'Sun Care',
    priceKrw: 21_000,
    lastsDays: 45,
    peakDayOfYear: 175,
    size: '50ml',
    strengths: { sun_protection: 1 },
    forms: [
      ['선크림', 'Sunscreen'],
      ['선스틱', 'Sun Stick'],
      ['톤업 선크림', 'Tone-up Sunscreen'],
    ],
  },
  {
    id: 'base-makeup',
    ko: '베이스 메이크업',
    en: 'Base Makeup',
    priceKrw: 32_000,
    lastsDays: 75,
    size: '15g',
    strengths: { colour: 0.7 },
    forms: [
      ['쿠션', 'Cushion'],
      ['파운데이션', 'Foundation'],
      ['프라이머', 'Primer'],
    ],
  },
  {
    id: 'lip',
    ko: '립',
    en: 'Lip',
    priceKrw: 17_000,
    lastsDays: 70,
    size: '4g',
    strengths: { colour: 0.9 },
    forms: [
      ['립 틴트', 'Lip Tint'],
      ['립밤', 'Lip Balm'],
      ['벨벳 립스틱', 'Velvet Lipstick'],
    ],
  },
  {
    id: 'eye-makeup',
    ko: '아이 메이크업',
    en: 'Eye Makeup',
    priceKrw: 19_000,
    lastsDays: 95,
    size: '8g',
    strengths: { colour: 0.9, novelty: 0.2 },
    forms: [
      ['아이 팔레트', 'Eye Palette'],
      ['마스카라', 'Mascara'],
      ['아이라이너', 'Eyeliner'],
    ],
  },
  {
    id: 'hair',
    ko: '헤어',
    en: 'Hair',
    priceKrw: 19_000,
    lastsDays: 50,
    size: '300ml',
    strengths: { scent: 0.3, oil_control: 0.3 },
    forms: [
      ['두피 샴푸', 'Scalp Shampoo'],
      ['헤어 오일', 'Hair Oil'],
      ['트리트먼트', 'Hair Treatment'],
    ],
  },
  {
    id: 'body',
    ko: '바디',
    en: 'Body',
    priceKrw: 18_000,
    lastsDays: 45,
    peakDayOfYear: 350,
    size: '250ml',
    strengths: { hydration: 0.4, scent: 0.4 },
    forms: [
      ['바디 로션', 'Body Lotion'],
      ['바디 워시', 'Body Wash'],
      ['핸드크림', 'Hand Cream'],
    ],
  },
  {
    id: 'fragrance',
    ko: '향수',
    en: 'Fragrance',
    priceKrw: 68_000,
    lastsDays: 160,
    size: '50ml',
    strengths: { scent: 1, luxury: 0.3 },
    forms: [
      ['오 드 퍼퓸', 'Eau de Parfum'],
      ['헤어 퍼퓸', 'Hair Perfume'],
    ],
  },
  {
    id: 'tool',
    ko: '뷰티 소품',
    en: 'Tools',
    priceKrw: 12_000,
    lastsDays: 60,
    size: '1개',
    strengths: { value: 0.3, novelty: 0.3 },
    forms: [
      ['메이크업 스펀지', 'Makeup Sponge'],
      ['화장솜', 'Cotton Pads'],
      ['브러시', 'Brush'],
    ],
  },
];

const byId = new Map(categories.map((category) => [category.id, category]));

export function categoryOf(id: CategoryId): Category {
  const category = byId.get(id);
  if (category === undefined) throw new RangeError(`no category ${id}`);
  return category;
}
