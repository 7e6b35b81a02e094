import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import type { Customer } from '../people/customer.ts';
import { hourFit } from '../people/hours.ts';
import { type ResponseTraits, responseTraitsOf, type World } from '../people/response.ts';
import { type Random, randomOf } from '../random.ts';
import type { SentMessage } from './sent-message.ts';

/** What a person did because of a message. */
export interface Answer {
  readonly clickedAtMs: number | undefined;
  /** An order that would not have been made without the message. */
  readonly orderedAtMs: number | undefined;
  /** True probability of that order: known to tests alone. */
  readonly trueEffect: number;
}

/** When and where somebody answers. */
export interface Situation {
  readonly seed: number;
  readonly world: World;
  /** Days begin to be counted here: only drifting worlds move. */
  readonly startMs: number;
  /** Messages that reached this person within the seven days before. */
  readonly recentCount: number;
}

/** Log-odds of a click by somebody whom nothing in the message moves. */
const CLICK_BASE = -3.3;
/** Log-odds of an order of somebody whom nothing moves: what lifts are measured from, and is no effect by itself. */
const ORDER_BASE = -3.6;

/**
 * How a person answers to a message: more likely the better its words, hour, channel and price fit, and the fewer came
 * before it. Without any lift a message has no effect on orders, so in the null world it has none at all; what puts
 * somebody off takes no order away.
 */
export function answerTo(message: SentMessage, customer: Customer, situation: Situation): Answer {
  const { seed, world, startMs, recentCount } = situation;
  const day = (message.atMs - startMs) / DAY_MS;
  const traits = responseTraitsOf(customer.latent.response, world, day);
  const lift = liftOf(message, customer, traits) - traits.fatiguePerMessage * recentCount;
  const trueEffect = Math.max(0, logistic(ORDER_BASE + lift) - logistic(ORDER_BASE));
  const random = randomOf(seed, 'answer', customer.index, message.messageKey);
  const clicks = random.chance(logistic(CLICK_BASE + lift));
  const orders = random.chance(trueEffect);
  const clickedAtMs = clicks || orders ? message.atMs + delay(random, 20) : undefined;
  return {
    clickedAtMs,
    orderedAtMs: orders && clickedAtMs !== undefined ? clickedAtMs + delay(random, 90) : undefined,
    trueEffect,
  };
}

function liftOf(message: SentMessage, customer: Customer, traits: ResponseTraits): number {
  const appeals: Readonly<Record<string, number>> = traits.appeals;
  return (
    (appeals[message.appeal] ?? 0) +
    traits.authorLifts[message.author] +
    traits.channelLifts[message.channel] +
    traits.couponLift * message.discountShare +
    traits.ownHourLift * hourFit(customer.latent.hours, message.atMs, customer.zone)
  );
}

/** Minutes by a log-normal with this median, at least one, at most two days. */
function delay(random: Random, medianMinutes: number): number {
  return Math.round(
    Math.min(48 * HOUR_MS, Math.max(MINUTE_MS, random.logNormal(medianMinutes, 1) * MINUTE_MS)),
  );
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
