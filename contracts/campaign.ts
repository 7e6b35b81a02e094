import * as z from 'zod';
import { appealTypes } from '#core/copy/approved-copy.ts';
import {
  CANCELLING_EVENT_NAMES,
  type TriggerKind,
  triggerRules,
} from '#core/delivery/triggers/trigger-rules.ts';
import { parseDurationMs } from '#core/kernel/duration.ts';
import { isTimeZone, parseInstant } from '#core/kernel/time.ts';
import { stages } from '#core/models/predictions.ts';
import { type AudienceRule, numericFields } from '#core/plan/audience/audience-rule.ts';
import { storeUnits } from '#core/plan/stores/home-unit.ts';
import { LONGEST_CAP_MS } from '#core/profiles/claim.ts';
import { signalKinds } from '#core/profiles/signal-kinds.ts';

const share = z.number().min(0).max(1);
const money = z.number().min(0);
const name = z.string().trim().min(1);
const names = z.array(name).min(1);
const bounds = { atLeast: z.number().optional(), atMost: z.number().optional() };
const author = z.enum(['person', 'model', 'person_picks_models']);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const isInstant = (text: string): boolean => {
  const atMs = parseInstant(text);
  return atMs !== undefined && atMs % 60_000 === 0;
};
const instant = z
  .string()
  .refine(isInstant, 'not a whole minute: write 2026-12-01T09:00:00+09:00')
  .describe('ISO 8601 with Z or an offset, a whole minute');
const operator = { by: name.describe('who decided'), on: date, reason: name };

/** Who is meant: leaves ask one thing each; `all`, `any` and `not` join them. */
const audienceRule: z.ZodType<AudienceRule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(audienceRule).min(1) }),
    z.strictObject({ any: z.array(audienceRule).min(1) }),
    z.strictObject({ not: audienceRule }),
    z.strictObject({ stage: z.array(z.enum(stages)).min(1) }),
    z.strictObject({ persona: names }),
    z.strictObject({
      probability: z.strictObject({ withinDays: z.union([z.literal(7), z.literal(30)]), ...bounds }),
    }),
    z.strictObject({ region: names }).describe('region or city'),
    z
      .strictObject({ weather: z.strictObject({ field: z.string().min(1), ...bounds }) })
      .describe('a column of weather_trends, of the city or region on the first day of the window'),
    z.strictObject({ store: names }).describe('near this store now, or has been in it'),
    z.strictObject({ profile: z.strictObject({ field: z.enum(numericFields), ...bounds }) }),
    z.strictObject({
      bought: z
        .strictObject({
          products: names.optional(),
          withinDays: z.number().positive().optional(),
          withCoupon: z.boolean().optional(),
          channel: z.enum(['web', 'app', 'store']).optional(),
        })
        .refine((bought) => Object.keys(bought).length > 0, 'name at least one of its fields'),
    }),
    z
      .strictObject({
        did: z.strictObject({
          kinds: z.array(z.enum(signalKinds)).min(1),
          atLeast: z.number().int().positive().default(1),
        }),
      })
      .describe('events of these kinds, ever'),
    z.strictObject({ interestedIn: names }).describe('in the cart, watched, or looked at again'),
  ]),
);

const channels = z.array(z.enum(['push', 'email', 'sms'])).min(1);
const cap = z.strictObject({
  count: z.number().int().min(0),
  period: z
    .string()
    .refine((text) => parseDurationMs(text) !== undefined, 'not a period: write P7D or PT12H')
    .refine((text) => (parseDurationMs(text) ?? 0) <= LONGEST_CAP_MS, 'at most P31D: so long is remembered'),
});

const contentArm = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]+$/, 'small letters, digits and _ only'),
  share,
  appealTypes: z.array(z.enum(appealTypes)).min(1).optional(),
  appealAuthor: author.optional(),
  copyAuthor: author.optional(),
  offerId: name.optional(),
  products: names.optional().describe('some of the campaign’s products; without them the campaign’s hold'),
  channels: channels.optional().describe('some of the campaign’s channels; without them the plan chooses'),
  cap: cap.optional().describe('tighter than the campaign’s own: how often its people may be written to'),
});

const timing = z.strictObject({ own_time: share, random_time: share, one_time: share });
const one = (sum: number): boolean => Math.abs(sum - 1) < 1e-9;

/** Does a cap let fewer messages through than another, in the long run and at no time more? */
function isTighter(own: z.output<typeof cap>, than: z.output<typeof cap>): boolean {
  const [ownMs, thanMs] = [parseDurationMs(own.period) ?? 0, parseDurationMs(than.period) ?? 0];
  return own.count <= than.count && ownMs >= thanMs && (own.count < than.count || ownMs > thanMs);
}

/** What is wrong with what an arm prescribes beside words. */
function armFaults(
  arm: z.output<typeof contentArm>,
  campaign: {
    readonly type: string;
    readonly channels: readonly string[];
    readonly products: 'model' | readonly string[];
    readonly cap: z.output<typeof cap>;
  },
): readonly string[] {
  const beyond = (own: readonly string[] = [], all: 'model' | readonly string[]): readonly string[] =>
    all === 'model' ? [] : own.filter((one) => !all.includes(one));
  const isLoose = arm.cap !== undefined && !isTighter(arm.cap, campaign.cap);
  const isDrawnLate =
    campaign.type === 'triggered' && (arm.channels ?? arm.cap ?? arm.products) !== undefined;
  return [
    ...beyond(arm.channels, campaign.channels).map((one) => `channels: ${one} is no channel of the campaign`),
    ...beyond(arm.products, campaign.products).map((one) => `products: ${one} is no product of the campaign`),
    ...(isLoose ? ['cap: must let fewer messages through than the campaign’s own'] : []),
    ...(isDrawnLate
      ? ['channels, cap and products: not of a triggered campaign, which draws only whom it can write to']
      : []),
  ];
}

/** Of one window: its hours must stay few enough to be priced one by one. */
const MOST_DAYS = 31;

/** Length in days; an instant that cannot be read is told by its own field. */
function daysOf({ from, to }: { readonly from: string; readonly to: string }): number {
  const [fromMs, toMs] = [parseInstant(from), parseInstant(to)];
  return fromMs === undefined || toMs === undefined ? 1 : (toMs - fromMs) / 86_400_000;
}

/** A campaign file, JSON or YAML. */
export const campaignFile = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'small letters, digits and hyphens, at most 64'),
    name,
    type: z.enum(['scheduled', 'recurring', 'repurchase_reminder', 'triggered']),
    goal: z
      .strictObject({ event: name, kpi: name })
      .default({ event: 'Order Completed', kpi: 'conversion' })
      .describe('the event that counts as success, e.g. Order Completed or Test Drive Booked'),
    metric: z
      .strictObject({ name, minimumDetectableEffect: share.refine((value) => value > 0, 'above 0') })
      .describe('pre-registered: what decides, and the smallest difference worth finding'),
    audience: z.array(audienceRule).default([]),
    exclusions: z.array(z.strictObject({ name, rule: audienceRule })).default([]),
    products: z.union([z.literal('model'), names]).default('model'),
    appeals: z.array(name).default([]).describe('appeal points that may be used; none = all'),
    copies: z.array(name).default([]).describe('approved copies that may be used; none = all'),
    channels,
    window: z.strictObject({ from: instant, to: instant }),
    repeatDays: z.number().int().min(1).max(366).optional(),
    leadDays: z.number().int().min(0).max(60).optional(),
    trigger: z
      .strictObject({
        on: z.enum(Object.keys(triggerRules) as [TriggerKind, ...TriggerKind[]]),
        delayMinutes: z.number().min(0).default(0),
        expiresMinutes: z.number().positive(),
        coolDownHours: z.number().min(0).default(24),
        cancelOn: z
          .array(z.enum(CANCELLING_EVENT_NAMES))
          .default(['Order Completed'])
          .describe('what makes a waiting message pointless, beside the campaign’s own goal'),
        mostPerDay: z.number().int().positive(),
      })
      .optional(),
    arms: z
      .strictObject({
        holdoutShare: share.default(0.1),
        programmeHoldoutShare: share.default(0.02),
        timing: timing
          .refine(
            (shares) => one(shares.own_time + shares.random_time + shares.one_time),
            'shares must add up to 1',
          )
          .default({ own_time: 0.85, random_time: 0.1, one_time: 0.05 }),
        oneTimeHour: z.number().int().min(0).max(23).default(10),
        content: z
          .array(contentArm)
          .min(1)
          .refine((arms) => one(arms.reduce((sum, arm) => sum + arm.share, 0)), 'shares must add up to 1')
          .default([{ name: 'all', share: 1 }]),
        storeHoldout: z
          .strictObject({
            by: z.enum(storeUnits).default('store'),
            share: z.number().min(0.1).max(0.5).default(0.5),
          })
          .optional()
          .describe('stores or regions that get nothing, whole, so that the regional effect can be told'),
      })
      .prefault({}),
    budget: z.strictObject({ amount: money, currency: z.string().regex(/^[A-Z]{3}$/) }).optional(),
    cap: cap.default({ count: 3, period: 'P7D' }),
    priority: z.number().int().min(1).max(9).default(5),
    value: z
      .strictObject({
        marginShare: share.default(0.3),
        assumedUplift: share.default(0.1),
        orderValue: money.optional(),
        goalValue: money
          .optional()
          .describe('what reaching the goal once leaves, where it is no order, e.g. a booked test drive'),
        fatigue: money.default(0),
      })
      .prefault({}),
    approvals: z
      .strictObject({
        roles: names.default(['marketing']),
        twoPeopleFrom: z
          .strictObject({ messages: z.number().int().positive(), cost: money })
          .default({ messages: 100_000, cost: 1000 }),
      })
      .prefault({}),
    costCentre: name,
    account: name,
    approvalNumber: z.string().default('').describe('품의 번호'),
    jurisdiction: z.enum(['KR']).default('KR'),
    language: z.enum(['ko', 'en']).default('ko'),
    policies: z
      .strictObject({
        fallbackZone: z
          .strictObject({
            zone: z.string().refine(isTimeZone, 'unknown zone: write Asia/Seoul'),
            ...operator,
          })
          .optional()
          .describe('where people without a time zone are taken to live; without it they get nothing'),
        unknownAge: z
          .strictObject({ isAllowed: z.literal(true), ...operator })
          .optional()
          .describe('lets people of unknown age in; without it they get nothing'),
      })
      .prefault({}),
    staleAfterHours: z.number().positive().max(168).default(24),
  })
  .check(({ value, issues }) => {
    const miss = (path: string, message: string): unknown =>
      issues.push({ code: 'custom', input: value, path: [path], message });
    const days = daysOf(value.window);
    if (days <= 0 || days > MOST_DAYS) miss('window', 'must end after it begins, at most 31 days later');
    if (value.type === 'recurring' && value.repeatDays === undefined)
      miss('repeatDays', 'is needed by a recurring campaign');
    if (value.type === 'triggered' && value.trigger === undefined)
      miss('trigger', 'is needed by a triggered campaign');
    if (value.type === 'triggered' && value.arms.storeHoldout !== undefined)
      miss('arms.storeHoldout', 'not of a triggered campaign: whom it meets is not known beforehand');
    value.arms.content.forEach((arm) => {
      for (const fault of armFaults(arm, value)) miss(`arms.content ${arm.name}`, fault);
    });
  })
  .meta({
    title: 'Kairos campaign',
    examples: [
      {
        id: 'winter-cream',
        name: '겨울 보습 크림',
        type: 'scheduled',
        metric: { name: 'orders per person', minimumDetectableEffect: 0.005 },
        channels: ['push', 'email'],
        window: { from: '2026-12-01T08:00:00+09:00', to: '2026-12-02T21:00:00+09:00' },
        budget: { amount: 300, currency: 'USD' },
        costCentre: 'CRM-01',
        account: '판매촉진비',
        policies: {
          fallbackZone: {
            zone: 'Asia/Seoul',
            by: 'CRM team lead',
            on: '2026-11-22',
            reason: 'domestic members only',
          },
          unknownAge: {
            isAllowed: true,
            by: 'CRM team lead',
            on: '2026-11-22',
            reason: 'membership is open to adults only',
          },
        },
      },
    ],
  });

/** A campaign file as it was read. */
export type CampaignFile = z.output<typeof campaignFile>;
