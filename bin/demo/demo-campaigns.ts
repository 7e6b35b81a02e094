import { DAY_MS } from '#core/kernel/time.ts';

const HOUR_MS = 3_600_000;

/** A campaign's file, as a person would write it. */
type CampaignFile = Readonly<Record<string, unknown>> & { readonly id: string };

/** Content arms: the same words about the product or about its price. */
const CONTENT = [
  { name: 'context', share: 0.5, appealTypes: ['context'] },
  { name: 'price', share: 0.5, appealTypes: ['price'] },
];

/** Days that triggers go on. */
const TRIGGER_DAYS = 14;
/** Days that reminders of one plan go on, and days from one plan to the next. */
const REMINDER_DAYS = 26;
const MONTH_DAYS = 28;
const WEEK_DAYS = 7;
/** Orders count for a week after the last message. */
const ANSWER_DAYS = 7;

/** The campaigns' part of the quarter, days: two months of plans, and the answers to the last of them. */
export const CAMPAIGN_DAYS = MONTH_DAYS + REMINDER_DAYS + ANSWER_DAYS;
/** On which the models are trained again, on what the first campaigns brought. */
export const RETRAIN_DAY = MONTH_DAYS;
/** The last day on which a weekly message still leaves a week for its answers. */
const LAST_WEEKLY_DAY = 49;

const COUPON = 'demo-refill-10';
/** What it takes off the price. */
export const COUPON_PERCENT = 10;

/** The offers file of the demo: what a reminder carries in one of its two arms. */
export function demoOffers(fromMs: number): string {
  const validity = { from: iso(fromMs), to: iso(fromMs + (CAMPAIGN_DAYS + 1) * DAY_MS), daysAfterIssue: 7 };
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

/** Which campaigns a person plans, signs and starts on a day of the quarter's part that campaigns have, by its first midnight. */
export function demoCampaignsOn(day: number, fromMs: number): readonly CampaignFile[] {
  const files = demoCampaigns(fromMs);
  if (day === 0) return [files.winter, files.refill, files.cart, files.dwell];
  return [
    ...(day === MONTH_DAYS ? [files.refill] : []),
    ...(day % WEEK_DAYS === 0 && day <= LAST_WEEKLY_DAY ? [files.weekly] : []),
  ];
}

/** The campaigns of the demo, whose first begins at `fromMs`, a midnight in Seoul. */
function demoCampaigns(fromMs: number) {
  /** From eight in the morning of a day until nine in the evening of another, in Seoul. */
  const days = (from: number, to: number) => ({
    from: iso(fromMs + from * DAY_MS + 8 * HOUR_MS),
    to: iso(fromMs + to * DAY_MS + 21 * HOUR_MS),
  });
  const shared = sharedBy(fromMs);
  const triggered = {
    ...shared,
    type: 'triggered',
    window: days(0, TRIGGER_DAYS - 1),
    arms: { ...HOLDOUTS, content: CONTENT },
  };
  const trigger = { coolDownHours: 72, cancelOn: ['Order Completed'], mostPerDay: 40 };
  return {
    /** One message for everybody, within three days. */
    winter: {
      ...shared,
      id: 'demo-winter',
      name: '겨울 보습 Winter care',
      type: 'scheduled',
      window: days(0, 2),
      arms: { ...HOLDOUTS, ...TIMES, content: CONTENT },
    },
    /** One each week from the second on: half and half, so that a shop of this size can be told something. */
    weekly: {
      ...shared,
      id: 'demo-weekly',
      name: '매주 한 통 Weekly',
      type: 'recurring',
      repeatDays: WEEK_DAYS,
      window: days(WEEK_DAYS, WEEK_DAYS),
      arms: { ...HOLDOUTS, holdoutShare: 0.4, ...TIMES, content: CONTENT },
    },
    /** Before each person's next purchase is due, with and without a coupon. */
    refill: {
      ...shared,
      id: 'demo-refill',
      name: '다 쓰기 전에 Refill',
      type: 'repurchase_reminder',
      leadDays: 2,
      repeatDays: MONTH_DAYS,
      window: days(0, REMINDER_DAYS - 1),
      arms: {
        ...HOLDOUTS,
        content: [
          { name: 'plain', share: 0.5 },
          { name: 'coupon', share: 0.5, offerId: COUPON },
        ],
      },
    },
    cart: {
      ...triggered,
      id: 'demo-cart',
      name: '담아 둔 상품 Cart',
      trigger: { on: 'cart_left', delayMinutes: 60, expiresMinutes: 240, ...trigger },
    },
    dwell: {
      ...triggered,
      id: 'demo-dwell',
      name: '매장에서 오래 본 고객 Dwell',
      trigger: { on: 'zone_dwell', expiresMinutes: 120, ...trigger },
    },
  };
}

const HOLDOUTS = { holdoutShare: 0.2, programmeHoldoutShare: 0.05 };
/** Half at the person's own hour; the others tell what that is worth. */
const TIMES = { timing: { own_time: 0.5, random_time: 0.25, one_time: 0.25 }, oneTimeHour: 11 };

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** What all of them have in common. */
function sharedBy(fromMs: number) {
  const policy = { by: 'demo', on: iso(fromMs).slice(0, 10), reason: 'made-up customers, all adults' };
  return {
    // A shop of a few hundred customers cannot act on less: an order more of twenty people.
    metric: { name: 'orders per person', minimumDetectableEffect: 0.05 },
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
