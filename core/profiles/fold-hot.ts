import { CONTACT_CHANGED } from '#core/events/contact-changed.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isHourKnown } from '#core/events/hour-known.ts';
import type { Json } from '#core/kernel/json.ts';
import { hourOfWeek, isTimeZone, localDay, parseInstant } from '#core/kernel/time.ts';
import { type ActivityDraft, countEvent, draftActivity } from './activity.ts';
import { boundedId, boundedName } from './bounded-text.ts';
import { bounds } from './bounds.ts';
import type { HotState } from './hot-part.ts';
import { countHour } from './hours.ts';
import { addressFactsOf, joinAddresses } from './reach.ts';
import { newest, type Register } from './register.ts';
import { isBrowsing, kindIndex, kindIndexOfEvent, signalKinds } from './signal-kinds.ts';
import { type Subject, subjectOfKind, type TouchList } from './subjects.ts';
import { keepThirdParty, thirdPartyTraitsOf, withoutExpired } from './third-party.ts';
import { keepTouch, type Touch, type TouchRule } from './touch.ts';

/** A hot state being changed: what is shared with the state before is copied when it first changes. */
export interface HotDraft
  extends Omit<
    { -readonly [Field in keyof HotState]: HotState[Field] },
    'activity' | 'browseHours' | TouchList
  > {
  readonly activity: ActivityDraft;
  readonly browseHours: number[];
  readonly views: Touch[];
  readonly intents: Touch[];
  readonly searches: Touch[];
  readonly mentions: Touch[];
}

const POINTS_EARNED = kindIndex('points_earned');
const POINTS_REDEEMED = kindIndex('points_redeemed');
const STORE_NEARBY = kindIndex('store_nearby');
const LOCALE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/;
/** More points than any programme gives in one go: what is above is a mistake and counts as this. */
const POINTS_LIMIT = 1_000_000_000;

const subjects: readonly (Subject | undefined)[] = signalKinds.map((kind) => subjectOfKind[kind]);

/** A copy that `foldHotEvent` may change. */
export function openHotDraft(state: HotState): HotDraft {
  return {
    ...state,
    activity: draftActivity(state.activity),
    browseHours: state.browseHours.slice(),
    views: [...state.views],
    intents: [...state.intents],
    searches: [...state.searches],
    mentions: [...state.mentions],
  };
}

/** The state that a draft has become; the draft is not to be used any more. */
export function closeHotDraft(draft: HotDraft): HotState {
  draft.thirdParty = withoutExpired(draft.thirdParty, draft.lastSeenSeconds ?? 0);
  return draft;
}

/** Folds one event that is no repeat. */
export function foldHotEvent(draft: HotDraft, event: CustomerEvent, brandZone: string): void {
  draft.addresses = joinAddresses(draft.addresses, addressFactsOf(event));
  // Nothing that the customer did: it says of their addresses what a file or a provider said.
  if (event.name === CONTACT_CHANGED) return;
  const atSeconds = Math.floor(event.atMs / 1000);
  const kind = kindIndexOfEvent(event.name);
  // The zone that the event itself carries, never the one remembered: that would depend on what came first.
  const zone = event.zone ?? brandZone;
  draft.firstSeenSeconds = Math.min(draft.firstSeenSeconds ?? atSeconds, atSeconds);
  draft.lastSeenSeconds = Math.max(draft.lastSeenSeconds ?? atSeconds, atSeconds);
  if (event.isClamped) draft.clampedCount += 1;
  countEvent(draft.activity, kind, localDay(zone, event.atMs));
  if (isBrowsing(kind) && isHourKnown(event)) countHour(draft.browseHours, hourOfWeek(zone, event.atMs), 1);
  foldWhere(draft, event, atSeconds);
  if (kind === STORE_NEARBY)
    draft.nearStore = said(draft.nearStore, boundedId(event.properties['store_id']), atSeconds);
  foldSubject(draft, event, { kind, atSeconds, brandZone });
  foldPoints(draft, event, kind);
  if (event.type === 'identify') foldTraits(draft, event, atSeconds);
}

function foldPoints(draft: HotDraft, event: CustomerEvent, kind: number): void {
  if (kind === POINTS_EARNED) draft.pointsEarned += pointsOf(event);
  if (kind === POINTS_REDEEMED) draft.pointsRedeemed += pointsOf(event);
}

function pointsOf(event: CustomerEvent): number {
  const amount = event.properties['amount'];
  if (typeof amount !== 'number' || !(amount > 0)) return 0;
  return Math.min(POINTS_LIMIT, Math.round(amount));
}

function said(
  known: Register | undefined,
  value: string | undefined,
  atSeconds: number,
): Register | undefined {
  if (value === undefined) return known;
  // Most events repeat what is known: no new object for them unless it is newer.
  if (known !== undefined && known.atSeconds > atSeconds) return known;
  return newest(known, { value, atSeconds });
}

function localeOf(value: Json | undefined, known: Register | undefined): string | undefined {
  // Most events repeat what is known.
  if (value === known?.value) return known?.value;
  return typeof value === 'string' && LOCALE.test(value) ? value.replaceAll('_', '-') : undefined;
}

function foldWhere(draft: HotDraft, event: CustomerEvent, atSeconds: number): void {
  draft.zone = said(draft.zone, event.zone, atSeconds);
  draft.locale = said(draft.locale, localeOf(event.context['locale'], draft.locale), atSeconds);
}

function foldSubject(
  draft: HotDraft,
  event: CustomerEvent,
  at: { readonly kind: number; readonly atSeconds: number; readonly brandZone: string },
): void {
  const subject = subjects[at.kind];
  if (subject === undefined) return;
  const rule = ruleOf(subject.list, at.brandZone);
  for (const key of subject.keysOf(event)) {
    keepTouch(draft[subject.list], { key, kind: at.kind, atSeconds: at.atSeconds }, rule);
  }
}

const always = (): boolean => true;
const rules: { readonly [List in 'intents' | 'mentions']: TouchRule } = {
  intents: { limit: bounds.intents, isSame: always },
  mentions: { limit: bounds.mentions, isSame: always },
};
const dailyRules = new Map<string, { readonly views: TouchRule; readonly searches: TouchRule }>();

function ruleOf(list: TouchList, brandZone: string): TouchRule {
  if (list === 'intents' || list === 'mentions') return rules[list];
  let daily = dailyRules.get(brandZone);
  if (daily === undefined) {
    // In the brand's zone, since a touch does not keep the zone of its own event.
    const isSame = (left: Touch, right: Touch): boolean =>
      localDay(brandZone, left.atSeconds * 1000) === localDay(brandZone, right.atSeconds * 1000);
    daily = { views: { limit: bounds.views, isSame }, searches: { limit: bounds.searches, isSame } };
    dailyRules.set(brandZone, daily);
  }
  return daily[list];
}

const touchLists: readonly TouchList[] = ['views', 'intents', 'searches', 'mentions'];

/** The touch lists of two customer keys as those of one person. */
export function mergeTouches(left: HotState, right: HotState, brandZone: string): Pick<HotState, TouchList> {
  const { views, intents, searches, mentions } = openHotDraft(left);
  const merged = { views, intents, searches, mentions };
  for (const list of touchLists) {
    for (const touch of right[list]) keepTouch(merged[list], touch, ruleOf(list, brandZone));
  }
  return merged;
}

function foldTraits(draft: HotDraft, event: CustomerEvent, atSeconds: number): void {
  const { traits } = event;
  const zone = traits['timezone'];
  draft.locale = said(draft.locale, localeOf(traits['locale'], draft.locale), atSeconds);
  if (typeof zone === 'string' && isTimeZone(zone)) draft.zone = said(draft.zone, zone, atSeconds);
  draft.city = said(draft.city, boundedName(traits['city']), atSeconds);
  draft.region = said(draft.region, boundedName(traits['region']), atSeconds);
  const joined = joinedSecondsOf(traits['createdAt']);
  if (joined !== undefined) draft.joinedSeconds = Math.min(draft.joinedSeconds ?? joined, joined);
  const stated = thirdPartyTraitsOf(traits, atSeconds);
  if (stated.length > 0) draft.thirdParty = keepThirdParty(draft.thirdParty, stated);
}

function joinedSecondsOf(value: Json | undefined): number | undefined {
  const atMs = typeof value === 'string' ? parseInstant(value) : undefined;
  return atMs === undefined ? undefined : Math.floor(atMs / 1000);
}
