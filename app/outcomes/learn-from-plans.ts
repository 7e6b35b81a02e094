import { COPY_OUTCOMES, type PlanCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { approvedCopies } from '#app/copy/live-copies.ts';
import { allPlans, openPlan } from '#app/plan/plan-records.ts';
import type { Clock } from '#app/ports/clock.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { upliftFeatures } from '#core/outcomes/uplift/person-features.ts';
import { ordersAboveMean } from '#core/outcomes/uplift/person-uplift.ts';
import { believeEffects, type CampaignEffects } from '#core/outcomes/uplift/persona-effects.ts';
import type { MeasuredUplift } from '#core/plan/value/measured-uplift.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { keepSample, learnUplift } from './learn-uplift.ts';
import { lessonsOf } from './lessons-of.ts';
import { ANSWER_MS, campaignPeople, type OutcomePorts } from './measured-people.ts';

/** Where finished campaigns are learned from. */
export interface LearnPorts extends OutcomePorts {
  readonly clock: Clock;
  /** Everybody as they are now. */
  readonly rows: () => AsyncIterable<PersonRow>;
}

/** What is kept of one plan, by its hash. */
type KeptEffects = CampaignEffects & {
  /** Artefact of its `UpliftSample`; absent where it was learned from before samples were kept. */
  readonly sampleHash?: string;
};

const EFFECTS = 'effect';

/**
 * Learns from every started plan whose answers are in: once a plan, what sending did to each persona, a sample of
 * persons of both sides, and what each copy brought, all kept. Gives what is now believed of sending.
 */
export async function learnFromPlans(ports: LearnPorts): Promise<MeasuredUplift> {
  const effects = documentsOf<KeptEffects>(ports.documents, EFFECTS);
  const nowMs = ports.clock.nowMs();
  for (const { hash, appliedAtMs } of await allPlans(ports)) {
    if (appliedAtMs === undefined || (await effects.find(hash)) !== undefined) continue;
    const { summary } = await openPlan(ports, hash);
    // A triggered campaign meets people at a moment of their own: what it adds says little of an hour that is chosen.
    if (summary.campaign.type === 'triggered' || summary.window.toMs + ANSWER_MS > nowMs) continue;
    const { people } = await campaignPeople(ports, settingOf(ports), { summary, hash });
    const { personas, outcomes, sample } = await lessonsOf(people(), {
      appealTypeOf: await appealTypes(ports),
      window: summary.window,
      salt: hash,
    });
    await keep<PlanCopyOutcomes>(ports, COPY_OUTCOMES, hash, { atMs: summary.window.toMs, outcomes });
    const sampleHash = await keepSample(ports, sample);
    // Last: while it is missing, the plan is learned from again.
    await keep<KeptEffects>(ports, EFFECTS, hash, { atMs: summary.window.toMs, personas, sampleHash });
  }
  const known: KeptEffects[] = [];
  for await (const one of effects.list()) known.push(one);
  return beliefFrom(ports, known, nowMs);
}

/** By person where a model of that is trusted, else by persona. */
async function beliefFrom(
  ports: LearnPorts,
  known: readonly KeptEffects[],
  nowMs: number,
): Promise<MeasuredUplift> {
  const belief = believeEffects(known, nowMs);
  const { standing, model } = await learnUplift(ports, known);
  return {
    standing,
    ordersPerMessage({ row, persona }) {
      if (belief === undefined) return undefined;
      const personaId = persona?.personaId;
      if (model === undefined) return { orders: belief.ordersPerMessage(personaId), basis: 'persona' };
      const features = upliftFeatures(row, nowMs);
      const above = ordersAboveMean(model, { features, personaId: personaId ?? '' });
      return { orders: belief.ordersPerMessage(undefined) + above, basis: 'person' };
    },
  };
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

async function keep<T extends object>(
  { documents }: LearnPorts,
  collection: string,
  id: string,
  value: T,
): Promise<void> {
  await documentsOf<T>(documents, collection).change(id, () => value);
}
