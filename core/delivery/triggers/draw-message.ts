import { messageKeyOf } from '#core/delivery/message-key.ts';
import { isLocationSignal } from '#core/events/location-signal.ts';
import type { Considered } from '#core/plan/audience/judge-audience.ts';
import type { Campaign, TriggerRule } from '#core/plan/campaign.ts';
import type { CopyShelf } from '#core/plan/choose-copies.ts';
import { audienceReason } from '#core/plan/consider-person.ts';
import { drawArm, drawSendingArm, HOLDOUT } from '#core/plan/draw-arm.ts';
import { languageOf } from '#core/plan/lanes-of.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { isGranted, type Ledger } from '#core/profiles/ledger.ts';
import { isReachable } from '#core/profiles/reach.ts';
import { hasStock, judgeTrigger, type TriggerFacts } from './judge-trigger.ts';
import type { Occasion } from './occasion.ts';
import { triggerKeyOf } from './trigger-key.ts';
import { scheduleOf } from './trigger-marks.ts';
import type { TriggerKind } from './trigger-rules.ts';
import type { TriggerSkip } from './trigger-skips.ts';

const MINUTE_MS = 60_000;

/** A triggered campaign that runs, as it was signed. */
export interface RunningTrigger {
  readonly campaign: Campaign;
  readonly rule: TriggerRule;
  readonly kind: TriggerKind;
  readonly planHash: string;
  /** Campaign and occurrence of the plan: its day's count stands beside it. */
  readonly budgetId: string;
  /** The most that one message costs, by channel, millionths of the billing currency. */
  readonly messageMicros: Readonly<Partial<Record<Campaign['channels'][number], number>>>;
  readonly shelf: CopyShelf;
  /** Products for which there are words. */
  readonly productIds: readonly string[];
}

/** The person as the decision sees them. */
export interface TriggeredPerson extends Considered {
  readonly ledger: Ledger;
}

/** The main lane asks this before it stores; here the event was not asked yet. */
export function mayBeKnown(occasion: Occasion, ledger: Ledger): boolean {
  const location = { purpose: 'location' as const, channel: 'all', atMs: occasion.atMs };
  return !isLocationSignal(occasion) || isGranted(ledger, location);
}

/**
 * The message that an occasion starts for one person, or why it starts none. Whoever is held out gets one on paper, in
 * the arm `holdout`: it is never sent, and says when the comparison with them begins.
 */
export function drawMessage(
  trigger: RunningTrigger,
  occasion: Occasion,
  person: TriggeredPerson,
  { facts, nowMs }: { readonly facts: TriggerFacts; readonly nowMs: number },
): PlannedMessage | TriggerSkip {
  const { campaign, kind, rule, planHash } = trigger;
  if (!mayBeKnown(occasion, person.ledger)) return 'no_location_consent';
  const verdict = judgeTrigger(kind, occasion, facts);
  if (verdict.skip !== undefined) return verdict.skip;
  const audience = audienceReason(person, { campaign, nowMs });
  if (audience !== undefined) return audience;
  const { personId } = person.row;
  if (campaign.policies.unknownAge === undefined) return 'unknown_age';
  const allowed = campaign.channels.filter((channel) =>
    isGranted(person.ledger, { purpose: 'marketing', channel, atMs: nowMs }),
  );
  if (allowed.length === 0) return 'no_consent';
  // A device that was registered a moment ago is not folded yet: nobody is turned away, only what is known comes first.
  const { reach } = person.row.profile;
  const known = allowed.filter((channel) => isReachable(reach, channel));
  const inOrder = [...known, ...allowed.filter((channel) => !known.includes(channel))];
  const arm = drawSendingArm(campaign, personId);
  const words = wordsFor(trigger, person, {
    content: arm.content,
    wanted: verdict.wanted,
    facts,
    allowed: inOrder,
  });
  if (typeof words === 'string') return words;
  const { copy, worstCaseMicros } = words;
  const key = { campaignId: campaign.id, occurrence: triggerKeyOf(kind, occasion), personId };
  const { dueAtMs, expiresAtMs } = scheduleOf(rule, occasion.atMs);
  return {
    ...key,
    messageKey: messageKeyOf(key),
    channel: copy.channel,
    dueAtMs: Math.ceil(dueAtMs / MINUTE_MS) * MINUTE_MS,
    expiresAtMs: Math.min(expiresAtMs, campaign.window.toMs),
    copyId: copy.id,
    copyHash: copy.hash,
    productId: copy.productId,
    offerId: arm.content.offerId,
    ...drawnFor(campaign, personId),
    copyProbability: trigger.shelf.probabilityOf(copy, person.persona?.personaId, arm.content),
    personaId: person.persona?.personaId,
    worstCaseMicros,
    planHash,
  };
}

function drawnFor(campaign: Campaign, personId: string): Pick<PlannedMessage, 'arm' | 'armProbability'> {
  const draw = drawArm(campaign, personId);
  if (draw.kind === 'arm') return { arm: draw.name, armProbability: draw.probability };
  const { programmeHoldoutShare, holdoutShare } = campaign.arms;
  return { arm: HOLDOUT, armProbability: 1 - (1 - programmeHoldoutShare) * (1 - holdoutShare) };
}

/** The first of these channels that has fitting words at a signed price. */
function wordsFor(
  { campaign, shelf, messageMicros }: RunningTrigger,
  { row, persona, predictions }: TriggeredPerson,
  about: {
    readonly content: Campaign['arms']['content'][number];
    readonly wanted: readonly string[] | undefined;
    readonly facts: TriggerFacts;
    readonly allowed: readonly Campaign['channels'][number][];
  },
) {
  const { content, wanted, facts, allowed } = about;
  const reader = {
    personId: row.personId,
    personaId: persona?.personaId,
    language: languageOf(row.profile.locale) ?? campaign.language,
    nextProducts: wanted ?? predictions?.nextProducts.map(({ productId }) => productId) ?? [],
  };
  const fitting = allowed.flatMap((channel) => shelf.choose(reader, channel, content));
  const matching = fitting.filter(({ productId }) => wanted === undefined || wanted.includes(productId));
  const copy = matching.find(({ productId }) => hasStock(facts, productId));
  const worstCaseMicros = copy && messageMicros[copy.channel];
  if (copy !== undefined && worstCaseMicros !== undefined) return { copy, worstCaseMicros };
  return missing(fitting.length, matching.length, copy !== undefined);
}

/** What there was none of. Words without a signed price are none. */
function missing(fittingCount: number, matchingCount: number, hasCopy: boolean): TriggerSkip {
  if (fittingCount === 0 || hasCopy) return 'no_copy';
  return matchingCount === 0 ? 'no_products' : 'out_of_stock';
}
