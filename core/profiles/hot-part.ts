import { type Activity, emptyActivity } from './activity.ts';
import { type Delivery, emptyDelivery } from './delivery.ts';
import { type HourCounts, noHours } from './hours.ts';
import type { AddressFact } from './reach.ts';
import type { Register } from './register.ts';
import type { Touch } from './touch.ts';

/** What a third party says about a customer; kept apart from what they did with us, and for 90 days. */
export interface ThirdPartyTrait {
  /** As in `third_party.<provider>`. */
  readonly provider: string;
  /** Sorted, distinct; at most 8. */
  readonly segments: readonly string[];
  readonly atSeconds: number;
}

/**
 * What folding a customer key's events gives, but for orders and visits: a function of the set of distinct events
 * alone, whatever their order, batches and repeats. Counts stand as they were made; decay is applied on read.
 */
export interface HotState {
  /** UTC epoch seconds; undefined before the first event. */
  readonly firstSeenSeconds: number | undefined;
  readonly lastSeenSeconds: number | undefined;
  /** The oldest `createdAt` that an `identify` gave, UTC epoch seconds. */
  readonly joinedSeconds: number | undefined;
  /** IANA zone. */
  readonly zone: Register | undefined;
  /** BCP 47, e.g. `ko-KR`. */
  readonly locale: Register | undefined;
  readonly city: Register | undefined;
  readonly region: Register | undefined;
  /** Store that the customer was near last. */
  readonly nearStore: Register | undefined;
  readonly activity: Activity;
  readonly browseHours: HourCounts;
  /** Products viewed, compared, reviews read: newest per product, kind and day. */
  readonly views: readonly Touch[];
  /** Cart, wish list, stock, price alert: newest per product and kind. */
  readonly intents: readonly Touch[];
  /** Search words: newest per words and day. */
  readonly searches: readonly Touch[];
  /** Campaigns, topics, subjects: newest per subject and kind. */
  readonly mentions: readonly Touch[];
  /** Points, whole numbers. */
  readonly pointsEarned: number;
  readonly pointsRedeemed: number;
  /** Events whose time was impossible and was clamped. */
  readonly clampedCount: number;
  readonly thirdParty: readonly ThirdPartyTrait[];
  /** Which addresses are known, by hash; undefined where a version folded that did not look. */
  readonly addresses: readonly AddressFact[] | undefined;
}

/** The part of a profile that is written once per customer key and batch. */
export interface HotPart {
  readonly delivery: Delivery;
  readonly state: HotState;
}

/** Before the first event. */
export const emptyHotState: HotState = {
  firstSeenSeconds: undefined,
  lastSeenSeconds: undefined,
  joinedSeconds: undefined,
  zone: undefined,
  locale: undefined,
  city: undefined,
  region: undefined,
  nearStore: undefined,
  activity: emptyActivity,
  browseHours: noHours,
  views: [],
  intents: [],
  searches: [],
  mentions: [],
  pointsEarned: 0,
  pointsRedeemed: 0,
  clampedCount: 0,
  thirdParty: [],
  addresses: [],
};

/** A customer key that is not stored yet. */
export const emptyHotPart: HotPart = { delivery: emptyDelivery, state: emptyHotState };
