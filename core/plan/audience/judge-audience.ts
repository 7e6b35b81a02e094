import type { Predictions } from '#core/models/predictions.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import type { AudienceRule, Bounds, NumericField } from './audience-rule.ts';
import type { SkipReason } from './skip-reasons.ts';

/** What a plan knows of one person. */
export interface Considered {
  readonly row: PersonRow;
  readonly predictions: Predictions | undefined;
  readonly persona: PersonaAssignment | undefined;
  /** A figure of the weather in a place; left out: nobody knows any. */
  readonly weatherIn?: ((place: string, field: string) => number | undefined) | undefined;
}

const isWithin = (value: number | undefined, { atLeast, atMost }: Bounds): boolean =>
  value !== undefined && value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);

const isAmong = (wanted: readonly string[], found: readonly (string | undefined)[]): boolean =>
  found.some((one) => one !== undefined && wanted.includes(one));

type Kind<Rule> = Rule extends unknown ? keyof Rule : never;
type Judge<Name extends Kind<AudienceRule>> = (
  rule: Extract<AudienceRule, Record<Name, unknown>>[Name &
    keyof Extract<AudienceRule, Record<Name, unknown>>],
  person: Considered,
  nowMs: number,
) => SkipReason | undefined;

const otherwise = (holds: boolean, reason: SkipReason): SkipReason | undefined =>
  holds ? undefined : reason;

const judges: { readonly [Name in Kind<AudienceRule>]: Judge<Name> } = {
  all(rules, person, nowMs) {
    for (const rule of rules) {
      const reason = judgeRule(rule, person, nowMs);
      if (reason !== undefined) return reason;
    }
    return undefined;
  },
  any(rules, person, nowMs) {
    const reasons = rules.map((rule) => judgeRule(rule, person, nowMs));
    return reasons.includes(undefined) ? undefined : reasons[0];
  },
  not: (rule, person, nowMs) => otherwise(judgeRule(rule, person, nowMs) !== undefined, 'excluded'),
  stage: (wanted, { predictions }) => otherwise(isAmong(wanted, [predictions?.stage]), 'stage'),
  persona: (wanted, { persona }) => otherwise(isAmong(wanted, [persona?.personaId]), 'persona'),
  probability({ withinDays, ...bounds }, { predictions }) {
    const value = withinDays === 7 ? predictions?.buyWithin?.days7 : predictions?.buyWithin?.days30;
    return otherwise(isWithin(value, bounds), 'probability');
  },
  region: (wanted, { row: { profile } }) =>
    otherwise(isAmong(wanted, [profile.region, profile.city]), 'region'),
  store: (wanted, { row: { profile } }) =>
    otherwise(isAmong(wanted, [profile.nearStore, ...profile.stores.map(({ storeId }) => storeId)]), 'store'),
  profile: ({ field, ...bounds }, { row }) => otherwise(isWithin(numberOf(row, field), bounds), 'profile'),
  bought({ products, withinDays = Infinity, withCoupon, channel }, { row }, nowMs) {
    const fromMs = nowMs - withinDays * 86_400_000;
    const isMeant = ({ at, isCancelled, coupon, channel: through, lines }: Order): boolean =>
      !isCancelled &&
      Date.parse(at) >= fromMs &&
      (withCoupon === undefined || (coupon !== '') === withCoupon) &&
      (channel === undefined || through === channel) &&
      (products === undefined || lines.some(({ productId }) => products.includes(productId)));
    return otherwise(row.profile.orders.some(isMeant), 'purchases');
  },
  did({ kinds, atLeast }, { row }) {
    const count = kinds.reduce((sum, kind) => sum + (row.profile.eventCounts[kind] ?? 0), 0);
    return otherwise(count >= atLeast, 'profile');
  },
  weather({ field, ...bounds }, { row: { profile }, weatherIn }) {
    const places = [profile.city, profile.region].filter((place) => place !== undefined);
    const [value] = places.flatMap((place) => weatherIn?.(place, field) ?? []);
    return otherwise(isWithin(value, bounds), 'weather');
  },
  interestedIn: (wanted, { row: { profile } }) =>
    otherwise(
      isAmong(wanted, [...profile.cart, ...profile.watchedProducts, ...profile.revisitedProducts]),
      'interest',
    ),
};

type Order = PersonRow['profile']['orders'][number];

function numberOf({ profile }: PersonRow, field: NumericField): number | undefined {
  if (field !== 'cyclesSinceLastOrder') return profile[field];
  const { daysSinceLastOrder, orderCycleDays } = profile;
  const isKnown = daysSinceLastOrder !== undefined && orderCycleDays !== undefined && orderCycleDays > 0;
  return isKnown ? daysSinceLastOrder / orderCycleDays : undefined;
}

/** Why the rule does not hold for a person; undefined if it does. */
export function judgeRule(rule: AudienceRule, person: Considered, nowMs: number): SkipReason | undefined {
  const [name] = Object.keys(rule) as [Kind<AudienceRule>];
  const judge = judges[name] as (value: unknown, person: Considered, nowMs: number) => SkipReason | undefined;
  return judge((rule as unknown as Record<string, unknown>)[name], person, nowMs);
}
