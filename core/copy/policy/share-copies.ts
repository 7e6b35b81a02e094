import type { AppealType } from '#core/copy/approved-copy.ts';
import { arrayOfBeliefs } from '#core/copy/policy/arm-belief.ts';
import { chooseShares } from '#core/copy/policy/choose-shares.ts';
import { type CopyOutcome, type LevelSettings, responseLevels } from '#core/copy/policy/response-levels.ts';

/** An approved copy that may be sent to one persona. */
export interface CopyCandidate {
  readonly copyId: string;
  readonly appealType: AppealType;
  /** What its text says beforehand: log rate relative to the others; 0 where no prior was learned. */
  readonly textScore: number;
}

/** How copies are chosen. */
export interface SharingSettings extends LevelSettings {
  /** Spread (standard deviation of the log rate) between copies of one appeal type. */
  readonly spread: number;
  readonly curiosity: number;
  /** Share of a batch that is spread evenly, 0-1: every copy's propensity stays known and above 0. */
  readonly floor: number;
  /** Appeal types that must always be tried, and the least share that each of them gets together. */
  readonly alwaysTried: readonly AppealType[];
  readonly triedShare: number;
}

/** The house's settings; chosen on training tests of past copy (docs/copy.md). */
export const SHARING: SharingSettings = {
  usualRate: 0.015,
  usualAnswers: 5,
  spread: 0.35,
  curiosity: 2,
  floor: 0.05,
  alwaysTried: ['price', 'context'],
  triedShare: 0.05,
};

/** What the next messages to a persona are made of. */
export interface CopyShares {
  /** Probability of each copy; adds up to 1. */
  readonly shares: readonly { readonly copyId: string; readonly share: number }[];
  /** Appeal types that should always be tried and have no approved copy: say so in the plan. */
  readonly missing: readonly AppealType[];
}

/**
 * Which copy the next messages to a persona carry, with what probability: horizon-aware exploration over a hierarchical
 * response model with a text prior. Outcomes that are still to come are missing from both sides, sent and answered.
 *
 * @param left messages that this campaign still sends to the persona, > 0.
 */
export function shareCopies(
  candidates: readonly CopyCandidate[],
  outcomes: readonly CopyOutcome[],
  { personaId, left }: { readonly personaId: string; readonly left: number },
  settings: SharingSettings = SHARING,
): CopyShares {
  const missing = settings.alwaysTried.filter(
    (type) => !candidates.some(({ appealType }) => appealType === type),
  );
  if (candidates.length === 0) return { shares: [], missing };
  const levels = responseLevels(outcomes, settings);
  const priors = candidates.map(({ appealType, textScore }) => ({
    logRate: Math.log(levels.appealFactor(personaId, appealType)) + textScore,
  }));
  const counts = candidates.map(({ copyId }) => {
    const own = outcomes.filter((outcome) => outcome.copyId === copyId && outcome.personaId === personaId);
    return {
      shown: own.reduce((sum, { shown }) => sum + shown, 0),
      answered: own.reduce((sum, { answered }) => sum + answered, 0),
    };
  });
  const usualRate = levels.personaRate(personaId);
  const beliefs = arrayOfBeliefs(priors, counts, { ...settings, usualRate });
  const chosen = chooseShares(beliefs, left, settings);
  const lifted = liftTypes(candidates, chosen, settings);
  return { shares: candidates.map(({ copyId }, i) => ({ copyId, share: lifted[i]! })), missing };
}

/** Raises the types that must be tried to their least share, at the others' expense in proportion. */
function liftTypes(
  candidates: readonly CopyCandidate[],
  shares: readonly number[],
  { alwaysTried, triedShare }: SharingSettings,
): readonly number[] {
  const types = alwaysTried.filter((type) => candidates.some(({ appealType }) => appealType === type));
  const shareOf = (type: AppealType): number =>
    shares.reduce((sum, share, i) => (candidates[i]!.appealType === type ? sum + share : sum), 0);
  const low = types.filter((type) => shareOf(type) < triedShare);
  if (low.length === 0 || low.length * triedShare >= 1) return shares;
  const lowShare = low.reduce((sum, type) => sum + shareOf(type), 0);
  const rest = (1 - low.length * triedShare) / (1 - lowShare);
  return shares.map((share, i) => {
    const { appealType } = candidates[i]!;
    return low.includes(appealType) ? share * (triedShare / shareOf(appealType)) : share * rest;
  });
}
