import type { CopyChannel } from '#core/copy/approved-copy.ts';
import type { Forecast } from '#core/cost/ledger/forecast.ts';
import type { SkipReason } from './audience/skip-reasons.ts';
import type { Campaign } from './campaign.ts';
import type { Offer } from './offer.ts';
import type { PlannedMessage } from './planned-message.ts';
import type { StoreDraw } from './stores/draw-stores.ts';
import type { Evidence } from './value/answer-curve.ts';
import type { UpliftBasis, UpliftStanding } from './value/measured-uplift.ts';

/** A low and a high estimate. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** One line of what a plan costs. Micros are millionths of the billing currency's unit. */
export interface CostLine {
  readonly channel: CopyChannel;
  readonly messages: number;
  /** If everything that can be refused is; and if every message has its worst-case price. */
  readonly micros: Interval;
  readonly isEstimate: boolean;
}

/** What people read and sign. Its bytes name every partition by hash, so that its own hash covers each message. */
export interface PlanSummary {
  readonly format: 'kairos-plan/1';
  readonly campaign: Campaign;
  /** `once`, or the local date of a recurring campaign's occurrence. */
  readonly occurrence: string;
  readonly madeAtMs: number;
  /** Brand's currency, and the one in which messages are billed. */
  readonly currency: string;
  readonly billingCurrency: string;
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** IANA zone in which the shop tells times. Absent: UTC. */
  readonly zone?: string | undefined;
  readonly considered: number;
  readonly planned: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** People whom an operator's policy let in, of those considered. */
  readonly letIn: { readonly byFallbackZone: number; readonly byUnknownAge: number };
  /** Messages by channel and local hour of day, 24 each. */
  readonly localHours: Readonly<Partial<Record<CopyChannel, readonly number[]>>>;
  /** Messages by channel and UTC hour. */
  readonly load: readonly {
    readonly channel: CopyChannel;
    readonly hourMs: number;
    readonly messages: number;
  }[];
  readonly evidence: Readonly<Record<Evidence, number>>;
  readonly arms: readonly { readonly name: string; readonly probability: number; readonly planned: number }[];
  /** Where the campaign holds stores or regions out whole: which, drawn with which probability. */
  readonly storeDraw?: StoreDraw;
  /** Sent at another hour than the person's best, because that was full. */
  readonly moved: number;
  readonly samples: readonly {
    readonly personaId: string | undefined;
    readonly copyId: string;
    readonly channel: CopyChannel;
    /** Absent in plans of before it was told. */
    readonly language?: 'ko' | 'en';
    readonly title: string;
    readonly body: string;
  }[];
  readonly copies: readonly { readonly id: string; readonly hash: string; readonly messages: number }[];
  /** Offers that its arms carry, as they stand: they do not change. */
  readonly offers: readonly Offer[];
  readonly cost: readonly CostLine[];
  /** What the messages are expected to use, by line. Absent where triggers choose people, and in plans of old. */
  readonly forecast?: Forecast;
  /** Orders that the messages are expected to add. */
  readonly expected: { readonly orders: number; readonly interval: Interval; readonly measuredShare: number };
  /** Messages by what their added orders rest on, and why uplift by person is used or not. Absent in plans of old. */
  readonly uplift?: {
    readonly messages: Readonly<Record<UpliftBasis, number>>;
    readonly standing: UpliftStanding;
  };
  readonly assignment: { readonly value: number; readonly bound: number; readonly gap: number };
  readonly finishesAtMs: Readonly<Partial<Record<CopyChannel, number>>>;
  /** Language-model tokens still to be spent before the plan can run: 0, every copy is approved. */
  readonly tokensNeeded: number;
  readonly conflicts: readonly {
    readonly campaignId: string;
    readonly priority: number;
    /** Messages of the other plan within this window. */
    readonly messages: number;
  }[];
  readonly reversibleUntilMs: number;
  /** Of a triggered campaign: the most it can cost, millionths of the billing currency; else the sum of the lines. */
  readonly worstCaseMicros: number;
  /** Of a triggered campaign: the most that one message costs, by channel, millionths of the billing currency. */
  readonly messageMicros?: Readonly<Partial<Record<CopyChannel, number>>>;
  readonly partitions: readonly { readonly hash: string; readonly people: number }[];
}

/** What a partition says of one person, one JSON line each. The message lacks what every message of the plan shares. */
export type Decision = {
  readonly personId: string;
  /**
   * Of some of those who were drawn: P(an order within 7 days), and in how many days from the window's start the next
   * order was as likely as not to have come.
   */
  readonly forecast?: { readonly buys7: number; readonly orderInDays?: number };
  /** Where stores are held out, of who would be in the campaign: the store or region that they count for. */
  readonly home?: string;
} & (
  | { readonly skip: SkipReason }
  | {
      readonly message: Omit<
        PlannedMessage,
        'planHash' | 'campaignId' | 'occurrence' | 'messageKey' | 'personId'
      >;
      readonly evidence: Evidence;
      /** Absent in plans of old. */
      readonly basis?: UpliftBasis;
      /** Expected value after cost, brand's currency. */
      readonly value: number;
      /** Their best hour by the same channel, had they decided otherwise about messages at night, and its value. */
      readonly otherwise?: { readonly needsConsent: boolean; readonly atMs: number; readonly value: number };
      /** Start of the person's best hour, where it was full. */
      readonly wishedAtMs?: number;
    }
);

/** How many people sign this plan. */
export function signaturesNeeded({ campaign, planned, worstCaseMicros }: PlanSummary): 1 | 2 {
  const { messages, cost } = campaign.approvals.twoPeopleFrom;
  return planned >= messages || worstCaseMicros / 1e6 >= cost ? 2 : 1;
}

/** The message as delivery knows it. */
export function plannedMessage(
  summary: Pick<PlanSummary, 'campaign' | 'occurrence'>,
  planHash: string,
  decision: Extract<Decision, { message: unknown }>,
): PlannedMessage {
  const { campaign, occurrence } = summary;
  const { personId, message } = decision;
  const messageKey = `${campaign.id}/${occurrence}/${personId}`;
  return { ...message, messageKey, campaignId: campaign.id, occurrence, personId, planHash };
}
