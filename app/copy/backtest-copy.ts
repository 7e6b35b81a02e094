import {
  choosePolicySettings,
  chooseTextSettings,
  ourPolicy,
  priorFrom,
  rateOf,
} from '#app/copy/choose-copy-settings.ts';
import { type PairAccuracy, type PictureTest, pairAccuracy } from '#app/copy/pair-accuracy.ts';
import { type Replayed, replayDeck, type SharesPolicy } from '#core/copy/policy/deck-replay.ts';
import { hasFairArms } from '#core/copy/policy/fair-arms.ts';
import { createLexicon, type Lexicon } from '#core/copy/policy/lexicon.ts';
import { storiesOf } from '#core/copy/policy/stories.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { bootstrap, type Interval } from '#core/maths/bootstrap.ts';
import { drawBeta } from '#core/maths/random-variates.ts';

/** A finished test of titles. */
export interface CopyTest extends PictureTest {
  /** `YYYYWW`; empty where unknown. */
  readonly week: string;
}

/** The ways to choose that are compared. */
export const copyPolicies = ['uniform', 'explore_commit', 'thompson', 'ours'] as const;

/** One of them. */
export type CopyPolicy = (typeof copyPolicies)[number];

/** What ours is compared with. */
export type Rival = Exclude<CopyPolicy, 'ours'>;

/** How the copy policy would have done on past tests. */
export interface CopyBacktest {
  readonly tests: number;
  /** Left out because the arms' sizes say that people were not split evenly. */
  readonly unfairTests: number;
  /** Left out because their weeks are known to be faulty. */
  readonly faultyWeekTests: number;
  readonly stories: number;
  /** Of `tests`, those in which words differ; the others vary a picture, or nothing that can be read. */
  readonly wordTests: number;
  /** Lift of answers over showing all alike, by share of the traffic, on all tests and where words differ. */
  readonly lifts: readonly {
    readonly traffic: number;
    readonly of: 'all' | 'words';
    readonly by: Readonly<Record<CopyPolicy, Interval>>;
    /** Our lift less each rule's, on the same tests: what tells whether one is better. */
    readonly ahead: Readonly<Record<Rival, Interval>>;
  }[];
  readonly pairs: PairAccuracy;
}

const FOLDS = 5;
const TRAFFIC = [1, 0.2] as const;
const DRAWS = 500;
/** Weeks in which the archive's own randomisation was at fault. */
const FAULTY = { from: '201325', to: '201402' };

/** Each test is dealt this often: one shuffle says little of a policy. */
const REPLAYS = 3;

/** Tests with the fold that each story fell into. */
interface Folded {
  readonly tests: readonly CopyTest[];
  readonly fold: readonly number[];
  /** Is the test one that may be judged? The others only teach words. */
  readonly isJudged: readonly boolean[];
  readonly lexicon: Lexicon;
  readonly rng: Rng;
}

/** What a fold is judged with, learned and chosen on the stories of the other folds. */
function trainedWithout(held: number, { tests, fold, isJudged, lexicon, rng }: Folded) {
  const inner = Array.from({ length: FOLDS }, (_, i) => i).filter((each) => each !== held);
  const judged = (one: number): readonly CopyTest[] =>
    tests.filter((_, i) => fold[i] === one && isJudged[i] === true);
  const except = (...left: readonly number[]): readonly CopyTest[] =>
    tests.filter((_, i) => !left.includes(fold[i]!));
  const [first = 0] = inner;
  const text = chooseTextSettings({ learned: except(held, first), judged: judged(first) }, lexicon);
  // Each fold is rehearsed with a prior that has not seen its stories, as the fold held out will be judged.
  const rehearsed = inner.flatMap((one) => {
    const prior = priorFrom(except(held, one), text, lexicon);
    return judged(one).map((test) => ({ test, scores: test.titles.map((title) => prior.score(title)) }));
  });
  const usualRate = rateOf(inner.flatMap(judged));
  return {
    prior: priorFrom(except(held), text, lexicon),
    usualRate,
    chosen: TRAFFIC.map((traffic) => choosePolicySettings(rehearsed, { traffic, usualRate, rng })),
  };
}

/**
 * Replays the copy policy on past tests, beside showing all alike, exploring and committing, and flat Thompson
 * sampling. The text prior and every setting, of the prior and of the policy, are chosen on other stories than those they
 * are judged on. Tests that were not randomised as they should be teach words and are never judged.
 */
export function backtestCopy(
  all: readonly CopyTest[],
  { rng, onProgress }: { readonly rng: Rng; readonly onProgress: (done: number) => void },
): CopyBacktest {
  const isSound = all.map(({ week }) => week < FAULTY.from || week > FAULTY.to);
  const isFair = all.map(({ arms }) => hasFairArms(arms.map(({ shown }) => shown)));
  const isJudged = all.map((_, i) => isSound[i] === true && isFair[i] === true);
  const stories = storiesOf(all);
  const fold = stories.map((story) => rng.split(`story ${story}`).integer(FOLDS));
  const folded = { tests: all, fold, isJudged, lexicon: createLexicon(), rng };
  const scores: (readonly number[])[] = [];
  const results: Earned[][] = [];
  for (let held = 0; held < FOLDS; held += 1) {
    const { prior, usualRate, chosen } = trainedWithout(held, folded);
    for (const [i, test] of all.entries()) {
      if (fold[i] !== held || isJudged[i] !== true) continue;
      scores[i] = test.titles.map((title) => prior.score(title));
      results[i] = TRAFFIC.map((traffic, k) =>
        earnedBy(test, { traffic, ours: ourPolicy(scores[i]!, chosen[k]!, usualRate), rng }),
      );
    }
    onProgress((held + 1) / FOLDS);
  }
  const judged = Array.from(all.keys()).filter((i) => isJudged[i] === true);
  const hasWords = (i: number): boolean => new Set(all[i]!.titles).size > 1;
  return {
    tests: judged.length,
    unfairTests: isSound.filter((is, i) => is && isFair[i] !== true).length,
    faultyWeekTests: isSound.filter((is) => !is).length,
    stories: new Set(judged.map((i) => stories[i])).size,
    wordTests: judged.filter(hasWords).length,
    lifts: (['all', 'words'] as const).flatMap((of) =>
      TRAFFIC.map((traffic, k) => ({
        traffic,
        of,
        ...liftsOf(
          judged.filter((i) => of === 'all' || hasWords(i)).map((i) => results[i]![k]!),
          rng,
        ),
      })),
    ),
    pairs: pairAccuracy(
      judged.map((i) => all[i]!),
      judged.map((i) => scores[i]!),
      rng,
    ),
  };
}

const uniform: SharesPolicy = ({ counts }) => counts.map(() => 1 / counts.length);

/** A tenth of the horizon alike, then the arm with the best rate. */
const exploreCommit: SharesPolicy = (state) => {
  const { counts, left, horizon } = state;
  if (horizon - left < horizon / 10) return uniform(state);
  const rates = counts.map(({ shown, answered }) => answered / Math.max(1, shown));
  const best = rates.indexOf(Math.max(...rates));
  return rates.map((_, i) => (i === best ? 1 : 0));
};

/** Thompson sampling with flat priors: one draw a showing of the batch. */
const thompson: SharesPolicy = ({ counts, rng }) => {
  const wins = counts.map(() => 0);
  const draws = 50;
  for (let draw = 0; draw < draws; draw += 1) {
    const rates = counts.map(({ shown, answered }) => drawBeta(rng, 1 + answered, 1 + shown - answered));
    wins[rates.indexOf(Math.max(...rates))]! += 1 / draws;
  }
  return wins;
};

interface Earned {
  readonly expected: number;
  readonly by: Readonly<Record<CopyPolicy, number>>;
}

function earnedBy(
  test: CopyTest,
  { traffic, ours, rng }: { readonly traffic: number; readonly ours: SharesPolicy; readonly rng: Rng },
): Earned {
  const replay = (policy: SharesPolicy): Replayed => {
    const runs = Array.from({ length: REPLAYS }, (_, i) =>
      replayDeck(test, policy, traffic, rng.split(`${test.testId} ${i}`)),
    );
    return {
      answered: runs.reduce((sum, run) => sum + run.answered, 0) / REPLAYS,
      uniform: runs[0]!.uniform,
    };
  };
  const all = { uniform, explore_commit: exploreCommit, thompson, ours };
  const entries = copyPolicies.map((name) => [name, replay(all[name])] as const);
  const by = Object.fromEntries(entries.map(([name, { answered }]) => [name, answered]));
  return { expected: entries[0]![1].uniform, by: by as Record<CopyPolicy, number> };
}

function liftsOf(results: readonly Earned[], rng: Rng): Pick<CopyBacktest['lifts'][number], 'by' | 'ahead'> {
  // The same draws for every rule: what all have in common falls out of a difference.
  const over = (earned: (by: Earned['by']) => number): Interval =>
    bootstrap(
      results.length,
      (drawn) => {
        let sum = 0;
        let expected = 0;
        for (const i of drawn) {
          sum += earned(results[i]!.by);
          expected += results[i]!.expected;
        }
        return sum / expected;
      },
      rng.split('lift'),
      { draws: DRAWS },
    );
  const lift = (name: CopyPolicy): Interval => {
    const { estimate, low, high } = over((by) => by[name]);
    return { estimate: estimate - 1, low: low - 1, high: high - 1 };
  };
  const ahead = (name: Rival): Interval => over((by) => by.ours - by[name]);
  return {
    by: {
      uniform: lift('uniform'),
      explore_commit: lift('explore_commit'),
      thompson: lift('thompson'),
      ours: lift('ours'),
    },
    ahead: {
      uniform: ahead('uniform'),
      explore_commit: ahead('explore_commit'),
      thompson: ahead('thompson'),
    },
  };
}
