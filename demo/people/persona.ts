import type { Strengths } from '../catalogue/attributes.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import type { WeekName } from './hours.ts';

/** What a message can appeal to. */
export const appealTypes = ['context', 'price', 'novelty', 'social_proof', 'care', 'convenience'] as const;

export type AppealType = (typeof appealTypes)[number];

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
