import { type ArmCount, arrayOfBeliefs, type BeliefSettings } from '#core/copy/policy/arm-belief.ts';
import { type ChoiceSettings, chooseShares } from '#core/copy/policy/choose-shares.ts';
import { type DeckTest, replayDeck, type SharesPolicy } from '#core/copy/policy/deck-replay.ts';
import type { Lexicon } from '#core/copy/policy/lexicon.ts';
import { fitTextPrior, type TextPrior, type TextPriorSettings } from '#core/copy/policy/text-prior.ts';
import type { Rng } from '#core/kernel/rng.ts';

/** How the policy believes and chooses; `trust`: by how much the prior's differences are stretched. */
export interface PolicySettings {
  readonly spread: number;
  readonly curiosity: number;
  readonly trust: number;
  readonly floor: number;
  readonly usualAnswers: number;
}

/** Values of each setting that are tried, the first of them to start with. */
type Choices<T> = { readonly [K in keyof T]: readonly T[K][] };

const TEXT: Choices<TextPriorSettings> = {
  pieceShare: [0.5, 0, 0.8, 1],
  ridge: [20, 7, 60],
  formRidge: [20, 100, 400],
  fewestTitles: [3, 6],
  spread: [0.25, 0.5],
};
const POLICY: Choices<PolicySettings> = {
  trust: [1, 0.6, 1.6],
  curiosity: [2, 1, 4],
  spread: [0.3, 0.2, 0.45, 0.65],
  floor: [0.01, 0.03],
  usualAnswers: [8, 2, 30],
};

/**
 * The best value of one setting after the other, the others kept, in rounds: a grid would take a hundred times as long.
 */
function bestOf<T extends object>(choices: Choices<T>, rounds: number, worthOf: (settings: T) => number): T {
  const names = Object.keys(choices) as (keyof T)[];
  const known = new Map<string, number>();
  const worth = (settings: T): number => {
    const key = JSON.stringify(settings);
    const its = known.get(key) ?? worthOf(settings);
    known.set(key, its);
    return its;
  };
  let best = Object.fromEntries(names.map((name) => [name, choices[name][0]])) as T;
  for (const name of Array.from({ length: rounds }, () => names).flat()) {
    for (const value of choices[name]) {
      const tried = { ...best, [name]: value };
      if (worth(tried) > worth(best)) best = tried;
    }
  }
  return best;
}

/** Learns the prior from tests. */
export function priorFrom(
  tests: readonly DeckTest[],
  settings: TextPriorSettings,
  lexicon?: Lexicon,
): TextPrior {
  const tested = tests.flatMap(({ testId, titles, arms }) =>
    titles.map((title, i) => ({ testId, title, ...arms[i]! })),
  );
  return fitTextPrior(tested, settings, lexicon);
}

/** How much of the differences within tests a prior explains, whatever its scale; negative where it is wrong about them. */
function explainedBy(prior: TextPrior, tests: readonly DeckTest[]): number {
  let [along, square] = [0, 0];
  for (const { titles, arms } of tests) {
    const weights = arms.map(({ answered }) => answered + 0.5);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const centre = (values: readonly number[]): readonly number[] => {
      const mean = values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
      return values.map((value) => value - mean);
    };
    const scores = centre(titles.map((title) => prior.score(title)));
    const rates = centre(arms.map(({ shown, answered }) => Math.log((answered + 0.5) / (shown + 1))));
    for (const [i, weight] of weights.entries()) {
      along += weight * scores[i]! * rates[i]!;
      square += weight * scores[i]! ** 2;
    }
  }
  return along / Math.sqrt(square || 1);
}

/** Tests to learn from, and others, of other stories, to judge settings by. */
export interface Rehearsal {
  readonly learned: readonly DeckTest[];
  readonly judged: readonly DeckTest[];
}

/** How the text prior is to be learned. */
export const chooseTextSettings = ({ learned, judged }: Rehearsal, lexicon: Lexicon): TextPriorSettings =>
  bestOf(TEXT, 1, (settings) => explainedBy(priorFrom(learned, settings, lexicon), judged));

/** Answers per showing over all arms. */
export function rateOf(tests: readonly DeckTest[]): number {
  const arms = tests.flatMap(({ arms: own }) => own);
  const sum = (of: keyof ArmCount): number => arms.reduce((total, arm) => total + arm[of], 0);
  return sum('answered') / sum('shown');
}

/** Our policy for one test whose titles have these scores. */
export function ourPolicy(
  scores: readonly number[],
  settings: PolicySettings,
  usualRate: number,
): SharesPolicy {
  const priors = scores.map((score) => ({ logRate: settings.trust * score }));
  const { spread, usualAnswers, floor, curiosity } = settings;
  const belief: BeliefSettings = { spread, usualRate, usualAnswers };
  const choice: ChoiceSettings = { floor, curiosity };
  return ({ counts, left }) => chooseShares(arrayOfBeliefs(priors, counts, belief), left, choice);
}

/** A test with what a prior that has not seen its story says of each of its titles. */
export interface ScoredTest {
  readonly test: DeckTest;
  readonly scores: readonly number[];
}

/** How the policy is to choose with a share of the traffic: what earns most on these tests. */
export function choosePolicySettings(
  scored: readonly ScoredTest[],
  { traffic, usualRate, rng }: { readonly traffic: number; readonly usualRate: number; readonly rng: Rng },
): PolicySettings {
  return bestOf(POLICY, 2, (settings) =>
    scored.reduce((sum, { test, scores }) => {
      const policy = ourPolicy(scores, settings, usualRate);
      return sum + replayDeck(test, policy, traffic, rng.split(`rehearse ${test.testId}`)).answered;
    }, 0),
  );
}
