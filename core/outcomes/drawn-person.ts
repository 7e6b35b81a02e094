import { DAY_MS } from '#core/kernel/time.ts';
import { AFTER_THE_DRAW } from '#core/plan/audience/skip-reasons.ts';
import {
  type Campaign,
  type ContentArm,
  type FrequencyCap,
  type Timing,
  timings,
} from '#core/plan/campaign.ts';
import { drawArm, HOLDOUT } from '#core/plan/draw-arm.ts';
import type { Decision } from '#core/plan/plan-summary.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { Cell } from './outcome-table.ts';

const HOUR_MS = 3_600_000;

/** Somebody for whom the dice fell: counted in their arm whatever became of their message. */
export interface DrawnPerson {
  readonly personId: string;
  /** `holdout`, or `<timing>|<content>`. */
  readonly arm: string;
  readonly timing: Timing | typeof HOLDOUT;
  /** Undefined for the holdout. */
  readonly content: ContentArm | undefined;
  /**
   * What was planned; undefined for who was skipped after the draw and for the holdout, but that a trigger would have
   * written to: of those it is what they would have got.
   */
  readonly message: Extract<Decision, { message: unknown }>['message'] | undefined;
  /** What the plan foretold, where it kept that. */
  readonly forecast: Decision['forecast'];
}

/**
 * Where the draw put a person, by intention to treat. The plan draws before it asks for anything that differs between
 * arms (copy, hours, worth, budget), so whom those turned away stays in the arm: the holdout holds the same kind of
 * people. Undefined for who was not drawn.
 */
export function drawnPerson(campaign: Campaign, decision: Decision): DrawnPerson | undefined {
  const { personId, forecast } = decision;
  const skip = 'skip' in decision ? decision.skip : undefined;
  if (skip !== undefined && !AFTER_THE_DRAW.has(skip)) return undefined;
  const message = 'message' in decision ? decision.message : undefined;
  if (skip === 'programme_holdout' || skip === 'campaign_holdout')
    return { personId, arm: HOLDOUT, timing: HOLDOUT, content: undefined, message, forecast };
  return {
    ...inArm(campaign, personId, message?.arm ?? nameOf(drawArm(campaign, personId)), message),
    forecast,
  };
}

function inArm(
  { arms }: Campaign,
  personId: string,
  arm: string,
  message: DrawnPerson['message'],
): DrawnPerson {
  const [timing, name] = arm.split('|');
  const content = arms.content.find((one) => one.name === name);
  return { personId, arm, timing: timing as Timing | typeof HOLDOUT, content, message, forecast: undefined };
}

/**
 * Where the draw put somebody whom a triggered campaign met: there are receipts of everybody for whom there was a
 * message, held out or not, so both sides hold the same kind of people.
 */
export function personMet(campaign: Campaign, message: PlannedMessage): DrawnPerson {
  return inArm(campaign, message.personId, message.arm, message);
}

const nameOf = (draw: ReturnType<typeof drawArm>): string => (draw.kind === 'arm' ? draw.name : HOLDOUT);

/** The share of each arm among all who are drawn; they add up to 1, arms of share 0 left out. */
export function drawShares({ arms }: Pick<Campaign, 'arms'>): ReadonlyMap<string, number> {
  const sent = (1 - arms.programmeHoldoutShare) * (1 - arms.holdoutShare);
  const shares = new Map([[HOLDOUT, 1 - sent]]);
  for (const timing of timings)
    for (const { name, share } of arms.content)
      shares.set(`${timing}|${name}`, sent * arms.timing[timing] * share);
  return new Map([...shares].filter(([, share]) => share > 0));
}

/**
 * The cell of a person. Words are those that the arm prescribes, not those that the plan happened to choose: only the
 * former were drawn.
 */
export function cellOf({ timing, content, message }: DrawnPerson, personaId: string | undefined): Cell {
  return {
    timing,
    ...prescribedBy(content),
    channel: message?.channel ?? '',
    personaId: personaId ?? '',
  };
}

/** What an arm prescribes; empty where it leaves the plan free. */
function prescribedBy(content: ContentArm | undefined): Omit<Cell, 'timing' | 'channel' | 'personaId'> {
  const { name = '', appealTypes = [], appealAuthor = '', copyAuthor = '', offerId = '' } = content ?? {};
  const [appealType = ''] = appealTypes.length === 1 ? appealTypes : [];
  return { content: name, appealType, appealAuthor, copyAuthor, offerId, ...waysOf(content) };
}

function waysOf(content: ContentArm | undefined): Pick<Cell, 'armProducts' | 'armChannels' | 'armCap'> {
  const { products, channels, cap } = content ?? {};
  return {
    armProducts: joined(products),
    armChannels: joined(channels),
    armCap: cap === undefined ? '' : capName(cap),
  };
}

const joined = (names: readonly string[] = []): string => names.toSorted().join('+');

/** In hours where that is no whole number of days. */
function capName({ count, periodMs }: FrequencyCap): string {
  const period = periodMs % DAY_MS === 0 ? `${periodMs / DAY_MS} d` : `${periodMs / HOUR_MS} h`;
  return `≤ ${count} / ${period}`;
}
