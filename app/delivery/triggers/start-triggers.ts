import type { PendingMessage } from '#app/delivery/delivery-run.ts';
import { createLoadFreshPredictions } from '#app/models/load-fresh-predictions.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DueIndex } from '#app/ports/due-index.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { TriggerMarkStore } from '#app/ports/trigger-mark-store.ts';
import type { ReadProfile } from '#app/profiles/read-profile.ts';
import { createSettleMerges, type MergePorts } from '#app/profiles/settle-merges.ts';
import { drawMessage, mayBeKnown, type RunningTrigger } from '#core/delivery/triggers/draw-message.ts';
import { isFresh } from '#core/delivery/triggers/judge-trigger.ts';
import type { Occasion } from '#core/delivery/triggers/occasion.ts';
import { scheduleOf } from '#core/delivery/triggers/trigger-marks.ts';
import { type TriggerDefinition, triggerRules } from '#core/delivery/triggers/trigger-rules.ts';
import type { TriggerSkip } from '#core/delivery/triggers/trigger-skips.ts';
import { isLocationSignal } from '#core/events/location-signal.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { createKeepMarks } from './keep-marks.ts';
import { type BrokenTrigger, brokenBy, type RunningTriggers } from './running-triggers.ts';
import { createLoadTriggerFacts } from './trigger-facts.ts';

const MINUTE_MS = 60_000;
/** Customers looked at together: their reads go out as one. */
const AT_ONCE = 16;

/** What starting triggers needs. */
export interface StartTriggersPorts extends MergePorts {
  readonly running: RunningTriggers;
  readonly readProfile: ReadProfile;
  readonly predictions: PredictionStore;
  readonly personas: AssignmentStore;
  readonly catalogue: Pick<CatalogueStore, 'get' | 'list'>;
  readonly marks: TriggerMarkStore;
  readonly budgets: BudgetStore;
  readonly due: Pick<DueIndex, 'put'>;
  readonly receipts: Pick<ReceiptStore, 'put'>;
  /** Claims and sends what may leave at once; returns what comes again. */
  readonly sendNow: (messages: readonly PlannedMessage[]) => Promise<readonly PendingMessage[]>;
  readonly clock: Clock;
}

/** What occasions started. */
export interface StartedTriggers {
  readonly startedCount: number;
  /** By reason, as often as a running campaign looked at an occasion and let it go. */
  readonly skipped: Readonly<Partial<Record<TriggerSkip, number>>>;
  /** Running campaigns that cannot start anything until somebody mends them. */
  readonly broken: readonly BrokenTrigger[];
}

/**
 * Starts messages by what just happened: each running campaign's rule over the occasion, the profile and the
 * predictions. The same occasion, whenever and however often it comes, gives the same message key; too old, it gives
 * none. A message without delay is claimed and sent here, the others wait in the due index. What fails of one campaign
 * holds no other one up: it is thrown once the others are done, and the repetition changes nothing for them.
 */
export type StartTriggers = (occasions: readonly Occasion[]) => Promise<StartedTriggers>;

/** Starts over these stores. */
export function createStartTriggers(ports: StartTriggersPorts): StartTriggers {
  const { clock, due, running, readProfile, personas } = ports;
  const loadPredictions = createLoadFreshPredictions(ports.predictions, clock);
  const nowMs = (): number => clock.nowMs();
  const marks = createKeepMarks(ports.marks, { budgets: ports.budgets, nowMs });
  const loadFacts = createLoadTriggerFacts(ports.catalogue);
  const moves = createSettleMerges(ports);

  const personOf = async (customerKey: string) => {
    const { value: ledger } = await moves.settledLedger(customerKey);
    const { personId, members: customerKeys } = ledger;
    // Parts of the same items of one table: asked for at once, they are one read.
    const [profile, predicted, assigned, marked] = await Promise.all([
      readProfile(customerKeys),
      loadPredictions([personId]),
      personas.load([personId]),
      marks.load(customerKeys),
    ]);
    return {
      row: { personId, customerKeys, profile },
      ledger,
      predictions: predicted.get(personId),
      persona: assigned.get(personId),
      marked,
    };
  };

  /** Remembers that an event ended what waits for it; of where somebody was, only with consent. */
  const see = async (occasion: Occasion): Promise<void> => {
    const { customerKey, name, atMs } = occasion;
    if (isLocationSignal(occasion)) {
      const { value: ledger } = await moves.settledLedger(customerKey);
      if (!mayBeKnown(occasion, ledger)) return;
    }
    await marks.see(customerKey, name, atMs);
  };

  const start = async (
    trigger: RunningTrigger,
    occasion: Occasion,
  ): Promise<PlannedMessage | TriggerSkip> => {
    const { campaign, kind, rule, productIds } = trigger;
    const schedule = scheduleOf(rule, occasion.atMs);
    const { fromMs, toMs } = campaign.window;
    const isTimely = nowMs() < Math.min(schedule.expiresAtMs, toMs) && occasion.atMs >= fromMs;
    if (!isTimely || !isFresh(kind, occasion, nowMs())) return 'too_old';
    const person = await personOf(occasion.customerKey);
    const facts = await loadFacts(kind, occasion, { profile: person.row.profile, productIds });
    const message = drawMessage(trigger, occasion, person, { facts, nowMs: nowMs() });
    if (typeof message === 'string') return message;
    const { campaignId, occurrence, personId, expiresAtMs } = message;
    const { cancelOn } = rule;
    const { coolUntilMs } = schedule;
    const fired = { campaignId, occurrence, atMs: occasion.atMs, coolUntilMs, expiresAtMs, cancelOn };
    const refused = await marks.fire(fired, person, trigger);
    if (refused !== undefined) return refused;
    const draw = drawArm(campaign, personId);
    if (draw.kind === 'arm') return message;
    const account = { status: 'suppressed', reason: 'held_out', sendInstantMs: undefined } as const;
    await ports.receipts.put({ message, ...account, atMs: nowMs(), costMicros: 0, providerId: '' });
    return draw.by;
  };

  const deliver = async (messages: readonly PlannedMessage[], delays: ReadonlyMap<string, number>) => {
    const isNow = ({ campaignId }: PlannedMessage): boolean => delays.get(campaignId) === 0;
    const pending = await ports.sendNow(messages.filter(isNow));
    const again = pending.map(({ message, againAtMs = nowMs() }) => ({
      ...message,
      dueAtMs: Math.ceil(againAtMs / MINUTE_MS) * MINUTE_MS,
    }));
    const waiting = [...messages.filter((message) => !isNow(message)), ...again];
    if (waiting.length > 0) await due.put(waiting);
  };

  return async (occasions) => {
    const { triggers, broken: unreadable } = await running();
    const messages: PlannedMessage[] = [];
    const skipped: Partial<Record<TriggerSkip, number>> = {};
    const broken = [...unreadable];
    const skip = (reason: TriggerSkip, count = 1): void => {
      skipped[reason] = (skipped[reason] ?? 0) + count;
    };
    const cancelling = new Set(triggers.flatMap(({ rule }) => rule.cancelOn));
    const hear = async (occasion: Occasion): Promise<void> => {
      const { name } = occasion;
      // What the rule of a plan that cannot be opened asks for is not known: it may have been this.
      if (unreadable.length > 0 && mayStart(name)) skip('campaign_broken', unreadable.length);
      if (cancelling.has(name)) await see(occasion);
      for (const trigger of triggers.filter(({ kind }) => isStartedBy(triggerRules[kind], name))) {
        const started = await start(trigger, occasion).catch((error: unknown) => {
          broken.push(brokenBy(trigger.campaign.id, error));
          return 'campaign_broken' as const;
        });
        if (typeof started === 'string') skip(started);
        else messages.push(started);
      }
    };
    // Those of one customer in their order, the customers at once.
    const byCustomer = [...Map.groupBy(occasions, ({ customerKey }) => customerKey).values()];
    await mapConcurrently(byCustomer, AT_ONCE, async (own) => {
      for (const occasion of own) await hear(occasion);
    });
    const delays = new Map(triggers.map(({ campaign, rule }) => [campaign.id, rule.delayMinutes]));
    await deliver(messages, delays);
    const passing = broken.find(({ isRetryable }) => isRetryable);
    if (passing !== undefined)
      throw new UnavailableError(`${passing.campaignId}: ${passing.reason}`, { cause: passing.cause });
    return { startedCount: messages.length, skipped, broken };
  };
}

const mayStart = (name: string): boolean =>
  Object.values(triggerRules).some((definition) => isStartedBy(definition, name));

const isStartedBy = ({ startedBy }: TriggerDefinition, name: string): boolean => startedBy.includes(name);
