import { DAY_MS } from '#core/kernel/time.ts';

const HOUR_MS = 3_600_000;

/** A campaign's file, as a person would write it. */
type CampaignFile = Readonly<Record<string, unknown>> & { readonly id: string };

/** Content arms: the same words about the product or about its price. */
const CONTENT = [
  { name: 'context', share: 0.5, appealTypes: ['context'] },
  { name: 'price', share: 0.5, appealTypes: ['price'] },
];

const COUPON = 'demo-refill-10';
/** What it takes off the price. */
export const COUPON_PERCENT = 10;

/** The offers file of the demo: what a reminder carries in one of its two arms. */
export function demoOffers(fromMs: number, days: number): string {
  const validity = { from: iso(fromMs), to: iso(fromMs + (days + 8) * DAY_MS), daysAfterIssue: 7 };
  return JSON.stringify([
    {
      id: COUPON,
      name: { ko: '재구매 10% 쿠폰', en: '10% off the next one' },
      value: { percentOff: COUPON_PERCENT },
      validity,
      mostCodes: 1000,
      funder: 'brand',
    },
  ]);
}

/**
 * The campaigns that the demo runs, all from `fromMs`, a midnight in Seoul, on: one for everybody in three days, a
 * reminder before each person's next purchase is due, and two that start from what somebody just did. The reminder
 * and the triggers go on for `days` days.
 */
export function demoCampaigns(fromMs: number, days: number): readonly CampaignFile[] {
  const open = { from: iso(fromMs + 8 * HOUR_MS), to: iso(fromMs + days * DAY_MS + 21 * HOUR_MS) };
  const shared = sharedBy(fromMs);
  const triggered = {
    ...shared,
    type: 'triggered',
    window: open,
    arms: { holdoutShare: 0.2, programmeHoldoutShare: 0.05, content: CONTENT },
  };
  return [
    {
      ...shared,
      id: 'demo-winter',
      name: '겨울 보습',
      type: 'scheduled',
      window: { from: open.from, to: iso(fromMs + 3 * DAY_MS + 8 * HOUR_MS) },
      arms: {
        holdoutShare: 0.2,
        programmeHoldoutShare: 0.05,
        timing: { own_time: 0.5, random_time: 0.25, one_time: 0.25 },
        oneTimeHour: 11,
        content: CONTENT,
      },
    },
    {
      ...shared,
      id: 'demo-refill',
      name: '다 쓰기 전에',
      type: 'repurchase_reminder',
      leadDays: 2,
      window: open,
      arms: {
        holdoutShare: 0.2,
        programmeHoldoutShare: 0.05,
        content: [
          { name: 'plain', share: 0.5 },
          { name: 'coupon', share: 0.5, offerId: COUPON },
        ],
      },
    },
    {
      ...triggered,
      id: 'demo-cart',
      name: '담아 둔 상품',
      trigger: {
        on: 'cart_left',
        delayMinutes: 60,
        expiresMinutes: 240,
        coolDownHours: 72,
        cancelOn: ['Order Completed'],
        mostPerDay: 40,
      },
    },
    {
      ...triggered,
      id: 'demo-dwell',
      name: '매장에서 오래 본 고객',
      trigger: {
        on: 'zone_dwell',
        expiresMinutes: 120,
        coolDownHours: 72,
        cancelOn: ['Order Completed'],
        mostPerDay: 40,
      },
    },
  ];
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** What all of them have in common. */
function sharedBy(fromMs: number) {
  const policy = { by: 'demo', on: iso(fromMs).slice(0, 10), reason: 'made-up customers, all adults' };
  return {
    metric: { name: 'orders per person', minimumDetectableEffect: 0.02 },
    channels: ['push', 'email'],
    budget: { amount: 20, currency: 'USD' },
    costCentre: 'CRM-01',
    account: '판매촉진비',
    approvalNumber: 'DEMO-2026-001',
    policies: {
      fallbackZone: { zone: 'Asia/Seoul', ...policy },
      unknownAge: { isAllowed: true, ...policy },
    },
  };
}
