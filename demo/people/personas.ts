import type { Strengths } from '../catalogue/attributes.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import type { WeekName } from './hours.ts';
import type { AppealType } from './response.ts';

export type RhythmKind = 'regular' | 'clumpy' | 'seasonal';

export const personaIds = [
  'skincare-nomad',
  'makeup-only',
  'luxury-mother',
  'sensitive-researcher',
  'discount-hunter',
  'loyal-minimalist',
  'sun-runner',
  'gift-giver',
  'trend-student',
  'silver-care',
  'scent-collector',
  'plain-groomer',
] as const;

export type PersonaId = (typeof personaIds)[number];

/** A hidden kind of person: what the product's personas are to find again. */
export interface Persona {
  readonly id: PersonaId;
  readonly ko: string;
  readonly en: string;
  readonly share: number;
  /** Weights of the categories that they shop in; others get a little. */
  readonly shops: Readonly<Partial<Record<CategoryId, number>>>;
  readonly likes: Strengths;
  readonly rhythm: Readonly<Record<RhythmKind, number>>;
  /** Mean days between orders of an ordinary one of them. */
  readonly orderDays: number;
  readonly week: WeekName;
  /** Utility lost per doubling of a price against its category. */
  readonly priceSensitivity: number;
  /** Pull towards the product bought last, and push away from it: both may be high in different people. */
  readonly habit: number;
  readonly variety: number;
  readonly basket: number;
  /** App, web, store. */
  readonly channels: readonly [number, number, number];
  /** How much each signal tier shows before they buy, 0 to 1: interest, consideration, imminent. */
  readonly signals: readonly [number, number, number];
  readonly browsesPerMonth: number;
  readonly giftShare: number;
  readonly reviews: number;
  readonly appeals: Readonly<Record<AppealType, number>>;
  readonly couponLift: number;
}

type Appeals = readonly [
  context: number,
  price: number,
  novelty: number,
  socialProof: number,
  care: number,
  convenience: number,
];
const appeals = ([context, price, novelty, socialProof, care, convenience]: Appeals): Persona['appeals'] => ({
  context,
  price,
  novelty,
  social_proof: socialProof,
  care,
  convenience,
});
const rhythm = (regular: number, clumpy: number, seasonal: number): Persona['rhythm'] => ({
  regular,
  clumpy,
  seasonal,
});

export const personas: readonly Persona[] = [
  {
    id: 'skincare-nomad',
    ko: '아직 인생템을 못 찾은 스킨케어 유목민',
    en: "skincare nomad who hasn't found theirs",
    share: 0.12,
    shops: { toner: 3, serum: 4, cream: 3, cleanser: 2, mask: 2 },
    likes: { hydration: 0.7, brightening: 0.6, novelty: 0.9 },
    rhythm: rhythm(0.15, 0.75, 0.1),
    orderDays: 34,
    week: 'afterBedtime',
    priceSensitivity: 0.6,
    habit: 0.1,
    variety: 1.6,
    basket: 1.9,
    channels: [0.55, 0.3, 0.15],
    signals: [0.95, 0.3, 0.8],
    browsesPerMonth: 2.4,
    giftShare: 0.03,
    reviews: 0.22,
    appeals: appeals([0.9, 0.3, 0.7, 0.6, 0.4, 0.1]),
    couponLift: 0.2,
  },
  {
    id: 'makeup-only',
    ko: '색조만 사는 메이크업 애호가',
    en: 'only-makeup enthusiast',
    share: 0.1,
    shops: { lip: 5, 'eye-makeup': 4, 'base-makeup': 3, tool: 2 },
    likes: { colour: 1, novelty: 0.5 },
    rhythm: rhythm(0.1, 0.8, 0.1),
    orderDays: 32,
    week: 'weekender',
    priceSensitivity: 0.7,
    habit: 0.3,
    variety: 1.1,
    basket: 2,
    channels: [0.5, 0.15, 0.35],
    signals: [0.8, 0.7, 0.4],
    browsesPerMonth: 2,
    giftShare: 0.02,
    reviews: 0.15,
    appeals: appeals([0.6, 0.3, 0.9, 0.5, 0.1, 0.2]),
    couponLift: 0.25,
  },
  {
    id: 'luxury-mother',
    ko: '나를 위한 사치를 아는 워킹맘',
    en: 'working mother with luxury leanings',
    share: 0.09,
    shops: { serum: 3, cream: 4, 'eye-care': 4, fragrance: 1, 'base-makeup': 1 },
    likes: { luxury: 1, firming: 0.8 },
    rhythm: rhythm(0.75, 0.1, 0.15),
    orderDays: 42,
    week: 'afterBedtime',
    priceSensitivity: 0.05,
    habit: 1.2,
    variety: 0.2,
    basket: 1.8,
    channels: [0.45, 0.2, 0.35],
    signals: [0.5, 0.6, 0.4],
    browsesPerMonth: 1.1,
    giftShare: 0.1,
    reviews: 0.07,
    appeals: appeals([0.7, 0.05, 0.3, 0.2, 0.9, 0.6]),
    couponLift: 0.05,
  },
  {
    id: 'sensitive-researcher',
    ko: '성분표를 읽는 민감 피부 연구가',
    en: 'sensitive-skin researcher',
    share: 0.09,
    shops: { toner: 3, cream: 3, cleanser: 3, 'sun-care': 2, serum: 1 },
    likes: { soothing: 1, clean: 0.9 },
    rhythm: rhythm(0.7, 0.15, 0.15),
    orderDays: 44,
    week: 'nightOwl',
    priceSensitivity: 0.3,
    habit: 1.5,
    variety: 0.1,
    basket: 1.6,
    channels: [0.3, 0.6, 0.1],
    signals: [0.9, 0.15, 0.95],
    browsesPerMonth: 2,
    giftShare: 0.02,
    reviews: 0.25,
    appeals: appeals([0.8, 0.1, 0.1, 0.7, 0.9, 0.1]),
    couponLift: 0.08,
  },
  {
    id: 'discount-hunter',
    ko: '할인만 기다리는 알뜰 사냥꾼',
    en: 'discount hunter',
    share: 0.11,
    shops: { mask: 3, body: 3, hair: 3, cleanser: 2, lip: 1, tool: 1 },
    likes: { value: 1 },
    rhythm: rhythm(0.1, 0.75, 0.15),
    orderDays: 40,
    week: 'lunch',
    priceSensitivity: 2,
    habit: 0.2,
    variety: 0.6,
    basket: 2.4,
    channels: [0.6, 0.35, 0.05],
    signals: [0.7, 0.05, 0.9],
    browsesPerMonth: 2.6,
    giftShare: 0.01,
    reviews: 0.08,
    appeals: appeals([0.1, 1, 0.2, 0.3, 0.1, 0.2]),
    couponLift: 0.8,
  },
  {
    id: 'loyal-minimalist',
    ko: '쓰던 것만 다시 사는 미니멀리스트',
    en: 'loyal minimalist',
    share: 0.1,
    shops: { cleanser: 4, toner: 3, cream: 4, 'sun-care': 2 },
    likes: { hydration: 0.8, clean: 0.3 },
    rhythm: rhythm(0.9, 0.02, 0.08),
    orderDays: 48,
    week: 'commuter',
    priceSensitivity: 0.4,
    habit: 2.6,
    variety: 0,
    basket: 1.7,
    channels: [0.7, 0.2, 0.1],
    signals: [0.25, 0.1, 0.3],
    browsesPerMonth: 0.5,
    giftShare: 0.02,
    reviews: 0.05,
    appeals: appeals([0.4, 0.2, 0, 0.1, 0.4, 1]),
    couponLift: 0.1,
  },
  {
    id: 'sun-runner',
    ko: '주말마다 밖으로 나가는 선케어 러너',
    en: 'outdoor runner who lives on sun care',
    share: 0.07,
    shops: { 'sun-care': 6, body: 2, cleanser: 1, hair: 1 },
    likes: { sun_protection: 0.9, oil_control: 0.4 },
    rhythm: rhythm(0.15, 0.05, 0.8),
    orderDays: 40,
    week: 'commuter',
    priceSensitivity: 0.6,
    habit: 1,
    variety: 0.3,
    basket: 1.6,
    channels: [0.55, 0.15, 0.3],
    signals: [0.5, 0.6, 0.4],
    browsesPerMonth: 1,
    giftShare: 0.02,
    reviews: 0.08,
    appeals: appeals([0.9, 0.3, 0.3, 0.3, 0.2, 0.5]),
    couponLift: 0.2,
  },
  {
    id: 'gift-giver',
    ko: '선물로 마음을 전하는 사람',
    en: 'gift giver',
    share: 0.06,
    shops: { fragrance: 3, body: 4, mask: 2, lip: 1 },
    likes: { scent: 0.6, luxury: 0.6 },
    rhythm: rhythm(0.05, 0.15, 0.8),
    orderDays: 55,
    week: 'lunch',
    priceSensitivity: 0.3,
    habit: 0.3,
    variety: 0.8,
    basket: 1.8,
    channels: [0.35, 0.35, 0.3],
    signals: [0.7, 0.5, 0.5],
    browsesPerMonth: 1.1,
    giftShare: 0.7,
    reviews: 0.06,
    appeals: appeals([0.7, 0.2, 0.4, 0.8, 0.5, 0.5]),
    couponLift: 0.2,
  },
  {
    id: 'trend-student',
    ko: '유행을 먼저 써 보는 대학생',
    en: 'student first in line for every trend',
    share: 0.09,
    shops: { lip: 3, mask: 3, 'eye-makeup': 3, 'base-makeup': 1, cleanser: 1 },
    likes: { novelty: 1, colour: 0.5, value: 0.5 },
    rhythm: rhythm(0.05, 0.85, 0.1),
    orderDays: 36,
    week: 'nightOwl',
    priceSensitivity: 1.3,
    habit: 0,
    variety: 1.4,
    basket: 1.8,
    channels: [0.7, 0.1, 0.2],
    signals: [0.85, 0.5, 0.6],
    browsesPerMonth: 2.8,
    giftShare: 0.05,
    reviews: 0.2,
    appeals: appeals([0.4, 0.6, 1, 0.9, 0.1, 0.2]),
    couponLift: 0.5,
  },
  {
    id: 'silver-care',
    ko: '매장에서 상담받는 탄력 관리파',
    en: 'store-going firmness carer',
    share: 0.07,
    shops: { 'eye-care': 3, cream: 4, serum: 2, hair: 3 },
    likes: { firming: 1, luxury: 0.4 },
    rhythm: rhythm(0.8, 0.05, 0.15),
    orderDays: 50,
    week: 'daytime',
    priceSensitivity: 0.2,
    habit: 1.8,
    variety: 0.1,
    basket: 1.9,
    channels: [0.1, 0.15, 0.75],
    signals: [0.25, 0.9, 0.2],
    browsesPerMonth: 0.6,
    giftShare: 0.06,
    reviews: 0.03,
    appeals: appeals([0.5, 0.2, 0.1, 0.4, 1, 0.4]),
    couponLift: 0.15,
  },
  {
    id: 'scent-collector',
    ko: '향으로 기분을 고르는 수집가',
    en: 'scent collector',
    share: 0.05,
    shops: { fragrance: 5, body: 4, hair: 3 },
    likes: { scent: 1, novelty: 0.3 },
    rhythm: rhythm(0.2, 0.4, 0.4),
    orderDays: 45,
    week: 'weekender',
    priceSensitivity: 0.2,
    habit: 0.5,
    variety: 1,
    basket: 1.5,
    channels: [0.35, 0.25, 0.4],
    signals: [0.7, 0.8, 0.4],
    browsesPerMonth: 1.5,
    giftShare: 0.12,
    reviews: 0.14,
    appeals: appeals([0.9, 0.1, 0.8, 0.3, 0.4, 0.1]),
    couponLift: 0.1,
  },
  {
    id: 'plain-groomer',
    ko: '번들거림만 잡으면 되는 직장인',
    en: 'office worker who just wants no shine',
    share: 0.05,
    shops: { cleanser: 4, hair: 4, toner: 2, 'sun-care': 2 },
    likes: { oil_control: 1, value: 0.4 },
    rhythm: rhythm(0.75, 0.1, 0.15),
    orderDays: 46,
    week: 'lunch',
    priceSensitivity: 0.7,
    habit: 2,
    variety: 0.1,
    basket: 1.5,
    channels: [0.5, 0.4, 0.1],
    signals: [0.3, 0.1, 0.3],
    browsesPerMonth: 0.5,
    giftShare: 0.03,
    reviews: 0.04,
    appeals: appeals([0.3, 0.5, 0.1, 0.2, 0.2, 0.9]),
    couponLift: 0.3,
  },
];

const byId = new Map(personas.map((persona) => [persona.id, persona]));

export function personaOf(id: PersonaId): Persona {
  const persona = byId.get(id);
  if (persona === undefined) throw new RangeError(`no persona ${id}`);
  return persona;
}
