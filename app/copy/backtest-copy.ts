import {
  choosePolicySettings,
  chooseTextSettings,
  ourPolicy,
  priorFrom,
  rateOf,
} from '#app/copy/choose-copy-settings.ts';
import type { ArmCount } from '#core/copy/policy/arm-belief.ts';
import {
  type DeckTest,
  type Replayed,
  replayDeck,
  type SharesPolicy,
} from '#core/copy/policy/deck-replay.ts';
import { hasFairArms } from '#core/copy/policy/fair-arms.ts';
import { storiesOf } from '#core/copy/policy/stories.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { bootstrap, type Interval } from '#core/maths/bootstrap.ts';
import { drawBeta } from '#core/maths/random-variates.ts';

/** A finished test of titles. */
export interface CopyTest extends DeckTest {
  /** Picture of each arm; only titles with the same picture are compared as pairs. */
  readonly imageIds: readonly string[];
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
  /** Lift of answers over showing all alike, by share of the traffic. */
  readonly lifts: readonly {
    readonly traffic: number;
    readonly by: Readonly<Record<CopyPolicy, Interval>>;
    /** Our lift less each rule's, on the same tests: what tells whether one is better. */
    readonly ahead: Readonly<Record<Rival, Interval>>;
  }[];
  readonly pairs: PairAccuracy;
}

/** How often the text prior names the better of two titles, on stories it has not seen. */
export interface PairAccuracy {
  readonly all: Interval;
  readonly allPairs: number;
  /** Pairs that differ at p < .05. */
  readonly significant: Interval;
  readonly significantPairs: number;
}

const FOLDS = 5;
const TRAFFIC = [1, 0.2] as const;
const DRAWS = 500;
/** Weeks in which the archive's own randomisation was at fault. */
const FAULTY = { from: '201325', to: '201402' };

/** Each test is dealt this often: one shuffle says little of a policy. */
const REPLAYS = 3;

/**
 * Replays the copy policy on past tests, beside showing all alike, exploring and committing, and flat Thompson
 * sampling. The text prior and every setting, of the prior and of the policy, are chosen on other stories than those they
 * are judged on: within each fold's training tests, on a fifth that the rehearsed prior has not seen.
 */
export function backtestCopy(
  all: readonly CopyTest[],
  { rng, onProgress }: { readonly rng: Rng; readonly onProgress: (done: number) => void },
): CopyBacktest {
  const sound = all.filter(({ week }) => week < FAULTY.from || week > FAULTY.to);
  const tests = sound.filter((test) => hasFairArms(test.arms.map(({ shown }) => shown)));
  const stories = storiesOf(tests);
  const fold = stories.map((story) => rng.split(`story ${story}`).integer(FOLDS));
  const scores: (readonly number[])[] = [];
  const results = tests.map((): Earned[] => []);
  for (let held = 0; held < FOLDS; held += 1) {
    const training = tests.filter((_, i) => fold[i] !== held);
    const isInner = (i: number): boolean => fold[i] === (held + 1) % FOLDS;
    const rehearsed = tests.filter((_, i) => isInner(i));
    const learned = tests.filter((_, i) => fold[i] !== held && !isInner(i));
    const text = chooseTextSettings({ learned, judged: rehearsed });
    const first = priorFrom(learned, text);
    const usualRate = rateOf(training);
    const chosen = TRAFFIC.map((traffic) =>
      choosePolicySettings(rehearsed, first, { traffic, usualRate, rng }),
    );
    const prior = priorFrom(training, text);
    for (const [i, test] of tests.entries()) {
      if (fold[i] !== held) continue;
      scores[i] = test.titles.map((title) => prior.score(title));
      results[i] = TRAFFIC.map((traffic, k) =>
        earnedBy(test, { traffic, ours: ourPolicy(scores[i]!, chosen[k]!, usualRate), rng }),
      );
    }
    onProgress((held + 1) / FOLDS);
  }
  return {
    tests: tests.length,
    unfairTests: sound.length - tests.length,
    faultyWeekTests: all.length - sound.length,
    stories: new Set(stories).size,
    lifts: TRAFFIC.map((traffic, k) => ({
      traffic,
      ...liftsOf(
        results.map((each) => each[k]!),
        rng,
      ),
    })),
    pairs: pairAccuracy(tests, scores, rng),
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

interface Hits {
  readonly hits: number;
  readonly pairs: number;
}

function pairAccuracy(
  tests: readonly CopyTest[],
  scores: readonly (readonly number[])[],
  rng: Rng,
): PairAccuracy {
  const judged = tests.map((test, i) => pairsOf(test, scores[i]!));
  const share = (kind: 'all' | 'significant'): Interval =>
    bootstrap(
      judged.length,
      (drawn) => {
        let hits = 0;
        let pairs = 0;
        for (const i of drawn) {
          hits += judged[i]![kind].hits;
          pairs += judged[i]![kind].pairs;
        }
        return hits / pairs;
      },
      rng.split('pairs'),
      { draws: DRAWS },
    );
  const count = (kind: 'all' | 'significant'): number =>
    judged.reduce((sum, each) => sum + each[kind].pairs, 0);
  return {
    all: share('all'),
    allPairs: count('all'),
    significant: share('significant'),
    significantPairs: count('significant'),
  };
}

const SIGNIFICANT_Z = 1.96;

function pairsOf(test: CopyTest, scores: readonly number[]): Readonly<Record<'all' | 'significant', Hits>> {
  const all = { hits: 0, pairs: 0 };
  const significant = { hits: 0, pairs: 0 };
  for (let a = 0; a < scores.length; a += 1) {
    for (let b = a + 1; b < scores.length; b += 1) {
      const z = comparable(test, a, b) ? zOf(test.arms[a]!, test.arms[b]!) : 0;
      if (z === 0 || scores[a] === scores[b]) continue;
      const isHit = z > 0 === scores[a]! > scores[b]!;
      for (const kind of Math.abs(z) > SIGNIFICANT_Z ? [all, significant] : [all]) {
        kind.pairs += 1;
        kind.hits += isHit ? 1 : 0;
      }
    }
  }
  return { all, significant };
}

const comparable = ({ titles, imageIds }: CopyTest, a: number, b: number): boolean =>
  titles[a] !== titles[b] && imageIds[a] === imageIds[b];

function zOf(a: ArmCount, b: ArmCount): number {
  const rate = (a.answered + b.answered) / (a.shown + b.shown);
  const error = Math.sqrt(rate * (1 - rate) * (1 / a.shown + 1 / b.shown));
  return error === 0 ? 0 : (a.answered / a.shown - b.answered / b.shown) / error;
}
