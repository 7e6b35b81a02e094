import type { AppealType, Author, CopyChannel } from '#core/copy/approved-copy.ts';
import type { AudienceRule } from './audience/audience-rule.ts';
import type { StoreHoldout } from './stores/home-unit.ts';

/** Ways to choose the hour: the person's own best, a random one, or the same one for everybody. */
export const timings = ['own_time', 'random_time', 'one_time'] as const;

/** One way to choose the hour. */
export type Timing = (typeof timings)[number];

/** One arm of the content experiment: what its people may get. Fields that are left out restrict nothing. */
export interface ContentArm {
  readonly name: string;
  /** Of those not held out, 0-1; all arms add up to 1. */
  readonly share: number;
  readonly appealTypes?: readonly AppealType[] | undefined;
  readonly appealAuthor?: Author | undefined;
  readonly copyAuthor?: Author | undefined;
  /** Offer that goes with the message. */
  readonly offerId?: string | undefined;
  /** Products that a person chose for its people; without them the campaign's hold. */
  readonly products?: readonly string[] | undefined;
  /** Channels of the campaign that its people are written to on; without them the plan chooses among all. */
  readonly channels?: readonly CopyChannel[] | undefined;
  /** How often its people may be written to, tighter than the campaign's own cap. */
  readonly cap?: FrequencyCap | undefined;
}

/** At most so many messages, of all campaigns together, in any such period. */
export interface FrequencyCap {
  readonly count: number;
  readonly periodMs: number;
}

/** Something that the operator decides where the data say nothing: it lets people in, and the plan counts whom. */
export interface OperatorPolicy {
  /** Who decided. */
  readonly by: string;
  /** ISO date. */
  readonly on: string;
  readonly reason: string;
}

/** A campaign as people wrote it. Money is in units of its currency, instants are UTC epoch ms. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly type: 'scheduled' | 'recurring' | 'repurchase_reminder' | 'triggered';
  readonly goal: { readonly event: string; readonly kpi: string };
  /** Pre-registered: what decides, and the smallest difference worth finding, 0-1. */
  readonly metric: { readonly name: string; readonly minimumDetectableEffect: number };
  readonly audience: readonly AudienceRule[];
  readonly exclusions: readonly { readonly name: string; readonly rule: AudienceRule }[];
  /** `model`: whatever the person is likeliest to want among products with approved copy. */
  readonly products: 'model' | readonly string[];
  /** Appeal points and copies that may be used; empty = all that are approved. */
  readonly appealIds: readonly string[];
  readonly copyIds: readonly string[];
  readonly channels: readonly CopyChannel[];
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** Of a recurring campaign: days from one occurrence to the next. */
  readonly repeatDays: number | undefined;
  /** Of a repurchase reminder: days before the expected purchase. */
  readonly leadDays: number | undefined;
  /** Of a triggered campaign. */
  readonly trigger: TriggerRule | undefined;
  readonly arms: {
    /** Of this campaign's audience, 0-1. */
    readonly holdoutShare: number;
    /** Held out from every campaign, 0-1. */
    readonly programmeHoldoutShare: number;
    readonly timing: Readonly<Record<Timing, number>>;
    /** Hour of the day, 0-23, of `one_time`. */
    readonly oneTimeHour: number;
    readonly content: readonly ContentArm[];
    /** Stores or regions that get nothing, whole. */
    readonly storeHoldout?: StoreHoldout | undefined;
  };
  readonly budget: { readonly amount: number; readonly currency: string } | undefined;
  readonly cap: FrequencyCap;
  /** 1 is the most important; decides who is named in a conflict. */
  readonly priority: number;
  readonly value: {
    /** Part of an order that remains as margin, 0-1. */
    readonly marginShare: number;
    /** Of the goals (orders) expected anyway, how many a message adds, where no experiment has measured it. 0-1. */
    readonly assumedUplift: number;
    /** Worth of one order where neither a model nor the shop's own orders say it, brand's currency. */
    readonly orderValue: number | undefined;
    /** What reaching the goal once leaves, brand's currency, where the goal is no order; else the margin of an order. */
    readonly goalValue: number | undefined;
    /** What one more message of the last seven days costs in goodwill, brand's currency. */
    readonly fatigue: number;
  };
  readonly approvals: {
    readonly roles: readonly string[];
    /** From so many messages or so much money on, two people sign. */
    readonly twoPeopleFrom: { readonly messages: number; readonly cost: number };
  };
  readonly costCentre: string;
  readonly account: string;
  /** 품의 번호. */
  readonly approvalNumber: string;
  readonly jurisdiction: string;
  readonly language: 'ko' | 'en';
  readonly policies: {
    readonly fallbackZone: (OperatorPolicy & { readonly zone: string }) | undefined;
    readonly unknownAge: (OperatorPolicy & { readonly isAllowed: true }) | undefined;
  };
  /** Hours after which an approved plan is too old to be applied. */
  readonly staleAfterHours: number;
}

/** What starts a triggered message, and what stops it. */
export interface TriggerRule {
  readonly on: string;
  readonly delayMinutes: number;
  readonly expiresMinutes: number;
  readonly coolDownHours: number;
  /** Events that cancel a queued message. */
  readonly cancelOn: readonly string[];
  /** No more messages than this a day: with the price, the worst case that an approver signs. */
  readonly mostPerDay: number;
}
