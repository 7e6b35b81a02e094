import type { Behaviour } from './behaviour.ts';

/** One way in which a persona differs from everyone else. */
export interface Trait {
  readonly behaviour: Behaviour;
  /** Mean of the persona's people, and of everybody else. */
  readonly mean: number;
  readonly others: number;
  /** Cohen's d: difference in pooled standard deviations. .2 is small, .5 middling, .8 large. */
  readonly effect: number;
}

/** A category or product that the persona takes more often than others do. */
export interface Favourite {
  readonly id: string;
  readonly name: string;
  /** Share of the persona's people who took it, 0-1. */
  readonly share: number;
  /** That share ÷ everybody else's, smoothed. */
  readonly lift: number;
}

/** Words of a real review of one of the persona's products; nobody's name is kept with it. */
export interface Phrase {
  readonly productId: string;
  /** Which review: the event's message id. */
  readonly sourceId: string;
  /** 1-5; undefined if none was given. */
  readonly rating: number | undefined;
  readonly text: string;
}

/** Why a group should not be taken for a kind of person. */
export type NoiseReason = 'unstable' | 'too_few_people';

/** What is known of a persona: facts only, each of a group, none of a person. */
export interface PersonaPortrait {
  readonly personaId: string;
  readonly peopleCount: number;
  /** Of all people, 0-1. */
  readonly share: number;
  /** Of all revenue in the snapshot's orders, 0-1; undefined without amounts. */
  readonly revenueShare: number | undefined;
  /** Largest effect first, none below small. */
  readonly traits: readonly Trait[];
  readonly categories: readonly Favourite[];
  readonly products: readonly Favourite[];
  /** Most frequent steps from one basket's main category to the next one's. */
  readonly steps: readonly { readonly from: string; readonly to: string; readonly share: number }[];
  readonly rhythm: {
    /** Median over people of mean days between days of buying. */
    readonly daysBetween: number | undefined;
    /** Hours of the day with most purchases, best first, at most 3. */
    readonly peakHours: readonly number[];
    readonly weekendShare: number | undefined;
  };
  readonly price: {
    /** Share of baskets with a discount. */
    readonly discountShare: number | undefined;
    /** Price against the mean of the same categories: 1 is usual. */
    readonly level: number | undefined;
  };
  /** Share of baskets, largest first. */
  readonly channels: readonly { readonly channel: string; readonly share: number }[];
  readonly phrases: readonly Phrase[];
  /** Most alike first. */
  readonly lookAlikes: readonly { readonly personaId: string; readonly cosine: number }[];
  /** Mean overlap with its best likeness in bootstrap samples, 0-1. */
  readonly overlap: number;
  /** Not empty: this is noise. */
  readonly noise: readonly NoiseReason[];
}
