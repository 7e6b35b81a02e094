import type { AudienceRule } from '#core/plan/audience/audience-rule.ts';
import type { Campaign, FrequencyCap } from '#core/plan/campaign.ts';

/** A campaign file, ready to be read, changed and planned. */
export interface ReadyCampaign {
  readonly id: string;
  /** What the file holds, as `docs/reference/schemas/campaign.json` describes it. */
  readonly file: Readonly<Record<string, unknown>>;
}

interface Audience {
  readonly suffix: string;
  readonly name: { readonly en: string; readonly ko: string };
  readonly rules: readonly AudienceRule[];
}

/** A purchase this recent is taken as the answer. */
const ANSWERED_DAYS = 30;
const DAY_MS = 86_400_000;
const WINDOW_DAYS = 7;

/** Whom to write to after a campaign, by what they did. */
const audiences: readonly Audience[] = [
  {
    suffix: 'clicked-not-bought',
    name: { en: 'clicked, bought nothing since', ko: '클릭 후 미구매' },
    rules: [
      { did: { kinds: ['push_tapped', 'email_clicked'], atLeast: 1 } },
      { not: { bought: { withinDays: ANSWERED_DAYS } } },
    ],
  },
  {
    suffix: 'bought-once',
    name: { en: 'bought once', ko: '1회 구매' },
    rules: [{ profile: { field: 'orderCount', atLeast: 1, atMost: 1 } }],
  },
  {
    suffix: 'lapsed',
    name: { en: 'overdue by their own rhythm', ko: '본인 구매 주기를 넘긴 고객' },
    rules: [{ profile: { field: 'cyclesSinceLastOrder', atLeast: 2 } }],
  },
  {
    suffix: 'redeemed-in-store',
    name: { en: 'redeemed a coupon in a store', ko: '매장에서 쿠폰 사용' },
    rules: [{ bought: { withCoupon: true, channel: 'store' } }],
  },
];

/**
 * Campaigns for those whom a campaign moved half-way, with its channels, arms, limits and account; their week begins at
 * the next full hour. Nothing is planned or sent by them until people do so.
 */
export function retargetingCampaigns(
  campaign: Campaign,
  { nowMs, language }: { readonly nowMs: number; readonly language: 'en' | 'ko' },
): readonly ReadyCampaign[] {
  const fromMs = (Math.floor(nowMs / 3_600_000) + 1) * 3_600_000;
  const iso = (atMs: number): string => new Date(atMs).toISOString();
  return audiences.map(({ suffix, name, rules }) => {
    const id = `${campaign.id.slice(0, 63 - suffix.length)}-${suffix}`;
    const { goal, metric, channels, arms, priority, costCentre, account, approvalNumber } = campaign;
    const file = {
      id,
      name: `${campaign.name}: ${name[language]}`,
      type: 'scheduled',
      goal,
      metric,
      audience: rules,
      products: campaign.products,
      channels,
      window: { from: iso(fromMs), to: iso(fromMs + WINDOW_DAYS * DAY_MS) },
      arms: {
        ...arms,
        content: arms.content.map(({ cap, ...arm }) => (cap ? { ...arm, cap: fileCap(cap) } : arm)),
      },
      ...(campaign.budget && { budget: campaign.budget }),
      cap: fileCap(campaign.cap),
      priority,
      value: campaign.value,
      approvals: campaign.approvals,
      ...{ costCentre, account, approvalNumber },
      jurisdiction: campaign.jurisdiction,
      language: campaign.language,
      policies: campaign.policies,
    };
    return { id, file: JSON.parse(JSON.stringify(file)) as ReadyCampaign['file'] };
  });
}

const fileCap = ({ count, periodMs }: FrequencyCap) => ({ count, period: `PT${periodMs / 3_600_000}H` });
