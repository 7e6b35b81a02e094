import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';
import { addPerson } from '#core/outcomes/experiments/arm-sums.ts';
import { createBottomSample } from '#core/outcomes/uplift/bottom-sample.ts';
import { upliftFeatures } from '#core/outcomes/uplift/person-features.ts';
import type { SampledPerson, UpliftSample } from '#core/outcomes/uplift/person-uplift.ts';
import { noPersonaSums, type PersonaSums } from '#core/outcomes/uplift/persona-effects.ts';
import { HOLDOUT, saltedShare } from '#core/plan/draw-arm.ts';
import type { MeasuredPerson } from './measured-people.ts';

/** What one finished plan teaches. */
interface Lessons {
  readonly personas: readonly PersonaSums[];
  readonly outcomes: readonly CopyOutcome[];
  readonly sample: UpliftSample;
}

/** Of which plan. */
interface LessonSetting {
  readonly appealTypeOf: ReadonlyMap<string, ApprovedCopy['appealType']>;
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** Fixes which persons are sampled. */
  readonly salt: string;
}

/** Persons kept of each side. */
const SAMPLE_SIZE = 3_000;

/** Sums and a sample of one plan's people. */
export async function lessonsOf(
  people: AsyncIterable<MeasuredPerson>,
  { appealTypeOf, window, salt }: LessonSetting,
): Promise<Lessons> {
  const personas = new Map<string, PersonaSums>();
  const outcomes = new Map<string, CopyOutcome>();
  const sides = {
    sent: createBottomSample<SampledPerson>(SAMPLE_SIZE),
    heldOut: createBottomSample<SampledPerson>(SAMPLE_SIZE),
  };
  const counts = { sent: 0, reached: 0 };
  for await (const person of people) {
    const { row, drawn, cell, span, covariate, assigned } = person;
    const { personaId } = cell;
    const sums = personas.get(personaId) ?? noPersonaSums(personaId);
    const side = drawn.arm === HOLDOUT ? 'heldOut' : 'sent';
    personas.set(personaId, {
      ...sums,
      [side]: addPerson(sums[side], span.orders, covariate),
      reachedCount: sums.reachedCount + assigned.acceptedCount,
    });
    counts.reached += assigned.acceptedCount;
    counts.sent += Number(side === 'sent');
    const features = upliftFeatures(row, window.fromMs);
    sides[side].add(saltedShare(`${salt}/uplift`, row.personId), {
      features,
      personaId,
      orders: span.orders,
    });
    addOutcome(outcomes, person, appealTypeOf);
  }
  return {
    personas: [...personas.values()],
    outcomes: [...outcomes.values()],
    sample: {
      atMs: window.toMs,
      sent: sides.sent.values(),
      heldOut: sides.heldOut.values(),
      reachedShare: counts.sent === 0 ? 0 : counts.reached / counts.sent,
    },
  };
}

/** What the copy brought that this person got, if any. */
function addOutcome(
  outcomes: Map<string, CopyOutcome>,
  { drawn, cell: { personaId }, assigned, outcome }: MeasuredPerson,
  appealTypeOf: LessonSetting['appealTypeOf'],
): void {
  const copyId = drawn.message?.copyId;
  const appealType = appealTypeOf.get(copyId ?? '');
  if (copyId === undefined || appealType === undefined || assigned.acceptedCount === 0) return;
  const key = `${copyId}/${personaId}`;
  const known = outcomes.get(key) ?? { copyId, personaId, appealType, shown: 0, answered: 0 };
  outcomes.set(key, {
    ...known,
    shown: known.shown + 1,
    answered: known.answered + Number(outcome.humanClicks > 0),
  });
}
