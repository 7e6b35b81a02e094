import type { Stage } from '#core/models/predictions.ts';
import type { SignalKind } from '#core/profiles/signal-kinds.ts';

/** Numbers of a profile that a rule may compare. */
export const numericFields = [
  'orderCount',
  'unitCount',
  'daysSinceLastOrder',
  'activeDayCount',
  'orderCycleDays',
  /** Days since the last order, in own purchase cycles: 1 when the next one is due. */
  'cyclesSinceLastOrder',
  'revisitCycleDays',
  'pointsEarned',
] as const;

/** One number of a profile. */
export type NumericField = (typeof numericFields)[number];

/** Inclusive bounds; what is left out does not bound. */
export interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Who is meant. A rule about what is not known of a person does not hold. */
export type AudienceRule =
  | { readonly all: readonly AudienceRule[] }
  | { readonly any: readonly AudienceRule[] }
  | { readonly not: AudienceRule }
  | { readonly stage: readonly Stage[] }
  | { readonly persona: readonly string[] }
  | { readonly probability: Bounds & { readonly withinDays: 7 | 30 } }
  /** Region or city. */
  | { readonly region: readonly string[] }
  /** Near this store now, or has been in it. */
  | { readonly store: readonly string[] }
  | { readonly profile: Bounds & { readonly field: NumericField } }
  /** One kept order that meets all of it. */
  | {
      readonly bought: {
        readonly products?: readonly string[] | undefined;
        readonly withinDays?: number | undefined;
        readonly withCoupon?: boolean | undefined;
        readonly channel?: 'web' | 'app' | 'store' | undefined;
      };
    }
  /** Events of these kinds, ever, together. */
  | { readonly did: { readonly kinds: readonly SignalKind[]; readonly atLeast: number } }
  /** A column of the imported weather of the person's city or region, on the first day of the campaign's window. */
  | { readonly weather: Bounds & { readonly field: string } }
  /** In the cart, watched, or looked at again. */
  | { readonly interestedIn: readonly string[] };
