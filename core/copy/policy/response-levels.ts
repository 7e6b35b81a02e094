import type { AppealType } from '#core/copy/approved-copy.ts';

/** What one approved copy has shown for one persona: sums, faded by age, which late outcomes are simply added to. */
export interface CopyOutcome {
  readonly copyId: string;
  readonly personaId: string;
  readonly appealType: AppealType;
  readonly shown: number;
  readonly answered: number;
}

/** How much evidence the levels want before they leave their parent, in answers, > 0. */
export interface LevelSettings {
  readonly usualRate: number;
  readonly usualAnswers: number;
}

/** Response rates from the top down: everybody, persona, appeal type within persona. */
export interface ResponseLevels {
  /** Rate of a persona, shrunk to everybody's; answers per message, 0-1. */
  personaRate(personaId: string): number;
  /** How an appeal type does in a persona, relative to its rate; 1 where nothing is known. */
  appealFactor(personaId: string, type: AppealType): number;
}

interface Sum {
  shown: number;
  answered: number;
}

function sumsBy(
  outcomes: readonly CopyOutcome[],
  keyOf: (outcome: CopyOutcome) => string,
): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const outcome of outcomes) {
    const sum = sums.get(keyOf(outcome)) ?? { shown: 0, answered: 0 };
    sum.shown += outcome.shown;
    sum.answered += outcome.answered;
    sums.set(keyOf(outcome), sum);
  }
  return sums;
}

const NONE: Sum = { shown: 0, answered: 0 };

/**
 * A hierarchical gamma-Poisson model: each level is its parent's expectation, corrected by its own answers as far as
 * these are many: (k + answers) / (k + expected answers). Everything it needs are sums over outcomes.
 */
export function responseLevels(
  outcomes: readonly CopyOutcome[],
  { usualRate, usualAnswers: k }: LevelSettings,
): ResponseLevels {
  const all = sumsBy(outcomes, () => 'all').get('all') ?? NONE;
  const everybody = (k + all.answered) / (k / usualRate + all.shown);
  const personas = sumsBy(outcomes, ({ personaId }) => personaId);
  const corrected = ({ answered }: Sum, expected: number): number => (k + answered) / (k + expected);
  const personaRate = (personaId: string): number => {
    const own = personas.get(personaId) ?? NONE;
    return everybody * corrected(own, own.shown * everybody);
  };
  // What a type was expected to bring depends on whom it was sent to.
  const expectedOf = (wanted: (outcome: CopyOutcome) => boolean): Sum & { readonly expected: number } => {
    let [shown, answered, expected] = [0, 0, 0];
    for (const outcome of outcomes.filter(wanted)) {
      shown += outcome.shown;
      answered += outcome.answered;
      expected += outcome.shown * personaRate(outcome.personaId);
    }
    return { shown, answered, expected };
  };
  return {
    personaRate,
    appealFactor(personaId, type) {
      const everywhere = expectedOf((outcome) => outcome.appealType === type);
      const factor = corrected(everywhere, everywhere.expected);
      const here = expectedOf((outcome) => outcome.appealType === type && outcome.personaId === personaId);
      return factor * corrected(here, here.expected * factor);
    },
  };
}
