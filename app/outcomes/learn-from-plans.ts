import { COPY_OUTCOMES, type PlanCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { approvedCopies } from '#app/copy/live-copies.ts';
import { documentsOf } from '#app/copy/stored-json.ts';
import { allPlans, openPlan } from '#app/plan/plan-records.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';
import { addPerson } from '#core/outcomes/experiments/arm-sums.ts';
import {
  believeEffects,
  type CampaignEffects,
  noPersonaSums,
  type PersonaSums,
} from '#core/outcomes/uplift/persona-effects.ts';
import { HOLDOUT } from '#core/plan/draw-arm.ts';
import type { MeasuredUplift } from '#core/plan/value/expected-value.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { ANSWER_MS, campaignPeople, type MeasuredPerson, type OutcomePorts } from './measured-people.ts';

/** Where finished campaigns are learned from. */
export interface LearnPorts extends OutcomePorts {
  readonly clock: Clock;
  /** Everybody as they are now. */
  readonly rows: () => AsyncIterable<PersonRow>;
}

/** Collection of `CampaignEffects`, one a plan, by its hash. */
const EFFECTS = 'effect';

/**
 * Learns from every started plan whose answers are in: once a plan, what sending did to each persona and what each copy
 * brought, both kept. Gives what is now believed of sending.
 */
export async function learnFromPlans(ports: LearnPorts): Promise<MeasuredUplift> {
  const effects = documentsOf<CampaignEffects>(ports.documents, EFFECTS);
  const nowMs = ports.clock.nowMs();
  for (const { hash, appliedAtMs } of await allPlans(ports)) {
    if (appliedAtMs === undefined || (await effects.find(hash)) !== undefined) continue;
    const { summary } = await openPlan(ports, hash);
    // A triggered campaign meets people at a moment of their own: what it adds says little of an hour that is chosen.
    if (summary.campaign.type === 'triggered' || summary.window.toMs + ANSWER_MS > nowMs) continue;
    const { people } = await campaignPeople(ports, settingOf(ports), { summary, hash });
    const lessons = await lessonsOf(people(), await appealTypes(ports));
    await keep<PlanCopyOutcomes>(ports, COPY_OUTCOMES, hash, { outcomes: lessons.outcomes });
    // Last: while it is missing, the plan is learned from again.
    await keep<CampaignEffects>(ports, EFFECTS, hash, {
      atMs: summary.window.toMs,
      personas: lessons.personas,
    });
  }
  const known: CampaignEffects[] = [];
  for await (const one of effects.list()) known.push(one);
  const belief = believeEffects(known, nowMs);
  return (personaId) => belief?.ordersPerMessage(personaId);
}

/** Neither tax nor cost matters to how many orders there were. */
const settingOf = ({ rows }: LearnPorts) => ({ rows, vatRate: 0, costOf: () => undefined });

async function appealTypes({
  documents,
}: LearnPorts): Promise<ReadonlyMap<string, ApprovedCopy['appealType']>> {
  const types = new Map<string, ApprovedCopy['appealType']>();
  for await (const { id, appealType } of approvedCopies(documents)) types.set(id, appealType);
  return types;
}

/** Sums of one plan's people. */
async function lessonsOf(
  people: AsyncIterable<MeasuredPerson>,
  appealTypeOf: ReadonlyMap<string, ApprovedCopy['appealType']>,
): Promise<{ readonly personas: readonly PersonaSums[]; readonly outcomes: readonly CopyOutcome[] }> {
  const personas = new Map<string, PersonaSums>();
  const outcomes = new Map<string, CopyOutcome>();
  for await (const { drawn, cell, span, covariate, assigned, outcome } of people) {
    const { personaId } = cell;
    const sums = personas.get(personaId) ?? noPersonaSums(personaId);
    const side = drawn.arm === HOLDOUT ? 'heldOut' : 'sent';
    personas.set(personaId, {
      ...sums,
      [side]: addPerson(sums[side], span.orders, covariate),
      reachedCount: sums.reachedCount + assigned.acceptedCount,
    });
    const copyId = drawn.message?.copyId;
    const appealType = appealTypeOf.get(copyId ?? '');
    if (copyId === undefined || appealType === undefined || assigned.acceptedCount === 0) continue;
    const key = `${copyId}/${personaId}`;
    const known = outcomes.get(key) ?? { copyId, personaId, appealType, shown: 0, answered: 0 };
    outcomes.set(key, {
      ...known,
      shown: known.shown + 1,
      answered: known.answered + Number(outcome.humanClicks > 0),
    });
  }
  return { personas: [...personas.values()], outcomes: [...outcomes.values()] };
}

async function keep<T extends object>(
  { documents }: LearnPorts,
  collection: string,
  id: string,
  value: T,
): Promise<void> {
  await documentsOf<T>(documents, collection).change(id, () => value);
}
