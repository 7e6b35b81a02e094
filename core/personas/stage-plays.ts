import type { Stage } from '#core/models/predictions.ts';

/** What a campaign mainly does for somebody. */
export type Play = 'buy_now' | 'brand_story' | 'membership' | 'nurture';

/** The play of each of the four segments, unless people choose another one. */
export const defaultPlays: Readonly<Record<Stage, Play>> = {
  high_intent: 'buy_now',
  interest_expansion: 'brand_story',
  loyal: 'membership',
  interest_keeping: 'nurture',
};
