import {
  addDecisions,
  type LoggedDecision,
  noDecisions,
  type OffPolicyEstimate,
  solveOffPolicy,
} from './off-policy.ts';

/** One choice as it was drawn. */
export interface LoggedChoice {
  /** What is the same for everybody who could get the same actions. */
  readonly menu: string;
  readonly action: string;
  /** Of the action, (0, 1]. */
  readonly probability: number;
  readonly reward: number;
  /** Which half of the people, by lot: a rule is learned on the other one. */
  readonly isFirstHalf: boolean;
}

/** Choices that are alike, and how many there were. */
export interface CountedChoice extends LoggedChoice {
  readonly count: number;
}

/** A log of choices as counts: rewards and probabilities take few values, so it stays small however many people there are. */
export class ChoiceLog {
  readonly #counts = new Map<string, { readonly choice: LoggedChoice; count: number }>();

  add(choice: LoggedChoice): void {
    const { menu, action, probability, reward, isFirstHalf } = choice;
    const key = JSON.stringify([menu, action, probability, reward, isFirstHalf]);
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { choice, count: 1 });
    else known.count += 1;
  }

  counted(): readonly CountedChoice[] {
    return [...this.#counts.values()].map(({ choice, count }) => ({ ...choice, count }));
  }
}

/** A rule that was not run: the action that did best for the menu, or any of its actions alike. */
export type Policy = 'best' | 'equal';

/** Mean reward of a rule that was not run, beside that of what was run. */
export interface PolicyValue {
  readonly policy: Policy;
  readonly count: number;
  /** Mean reward as it was run. */
  readonly asRun: number;
  readonly estimate: OffPolicyEstimate;
}

/** Choices of one action that its mean is pulled towards the menu's by. */
const PRIOR_CHOICES = 20;

/**
 * What the rules would have brought, from the log alone: doubly robust, each half judged by what the other half
 * taught, so that no rule is judged on the people it was chosen on. None where no menu had two actions.
 */
export function valuePolicies(choices: readonly CountedChoice[]): readonly PolicyValue[] {
  const halves = [true, false].map((isFirstHalf) =>
    learn(choices.filter((choice) => choice.isFirstHalf !== isFirstHalf)),
  );
  const isAsked = halves.some((menus) => [...menus.values()].some((actions) => actions.size > 1));
  if (!isAsked) return [];
  const total = countOf(choices);
  const asRun = rewardOf(choices) / total;
  return (['best', 'equal'] as const).map((policy) => {
    const sums = choices.reduce((known, choice) => {
      const guesses = halves[choice.isFirstHalf ? 0 : 1]!.get(choice.menu);
      return addDecisions(known, decisionOf(choice, policy, guesses), choice.count);
    }, noDecisions);
    return { policy, count: total, asRun, estimate: solveOffPolicy(sums) };
  });
}

/** Expected reward of each action of a menu. */
type Guesses = ReadonlyMap<string, number>;

const countOf = (some: readonly CountedChoice[]): number => some.reduce((sum, { count }) => sum + count, 0);
const rewardOf = (some: readonly CountedChoice[]): number =>
  some.reduce((sum, { reward, count }) => sum + reward * count, 0);

function learn(choices: readonly CountedChoice[]): ReadonlyMap<string, Guesses> {
  const menus = Map.groupBy(choices, ({ menu }) => menu);
  return new Map([...menus].map(([menu, own]) => [menu, guessesOf(own)]));
}

function guessesOf(choices: readonly CountedChoice[]): Guesses {
  const usual = rewardOf(choices) / countOf(choices);
  const actions = Map.groupBy(choices, ({ action }) => action);
  return new Map(
    [...actions].map(([action, own]) => [
      action,
      (rewardOf(own) + PRIOR_CHOICES * usual) / (countOf(own) + PRIOR_CHOICES),
    ]),
  );
}

/** How the rule would have chosen; as it was run where the other half knows nothing of the menu or the action. */
function decisionOf(
  { action, probability, reward }: LoggedChoice,
  policy: Policy,
  guesses: Guesses | undefined,
): LoggedDecision {
  const guessedReward = guesses?.get(action);
  if (guesses === undefined || guessedReward === undefined)
    return {
      reward,
      loggedProbability: 1,
      askedProbability: 1,
      guessedReward: 0,
      guessedValue: 0,
    };
  const values = [...guesses.values()];
  const most = Math.max(...values);
  const best = [...guesses].find(([, value]) => value === most)![0];
  return {
    reward,
    loggedProbability: probability,
    askedProbability: policy === 'equal' ? 1 / guesses.size : Number(action === best),
    guessedReward,
    guessedValue: policy === 'equal' ? values.reduce((sum, value) => sum + value, 0) / guesses.size : most,
  };
}
