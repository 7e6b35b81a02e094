import type { PersonRow } from '#core/profiles/person-row.ts';

/** What is held out whole: a store with everybody whose home it is, or a region with everybody who lives there. */
export const storeUnits = ['store', 'region'] as const;

/** Kind of what is held out whole. */
export type StoreUnit = (typeof storeUnits)[number];

/** What a campaign file asks: this share of the stores gets nothing, so that the others can be held against them. */
export interface StoreHoldout {
  readonly by: StoreUnit;
  /** Of the stores of each stratum, (0, 0.5]. */
  readonly share: number;
}

/**
 * The store or region that a person belongs to: the store of most orders and visits (of several the first by id), else
 * the one they were last near; or the region of their profile. Undefined where nobody knows.
 */
export function homeUnit({ profile }: Pick<PersonRow, 'profile'>, by: StoreUnit): string | undefined {
  if (by === 'region') return profile.region;
  let [home, most] = [profile.nearStore, 0];
  for (const { storeId, orderCount, visitCount } of profile.stores) {
    if (orderCount + visitCount <= most) continue;
    [home, most] = [storeId, orderCount + visitCount];
  }
  return home;
}
