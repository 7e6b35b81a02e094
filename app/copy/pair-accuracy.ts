import type { ArmCount } from '#core/copy/policy/arm-belief.ts';
import type { DeckTest } from '#core/copy/policy/deck-replay.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { bootstrap, type Interval } from '#core/maths/bootstrap.ts';

/** A test of titles, each shown with a picture: only titles with the same one are compared. */
export interface PictureTest extends DeckTest {
  readonly imageIds: readonly string[];
}

/** How often the text prior names the better of two titles, on stories it has not seen. */
export interface PairAccuracy {
  readonly all: Interval;
  readonly allPairs: number;
  /** Pairs that differ at p < .05. */
  readonly significant: Interval;
  readonly significantPairs: number;
}

const DRAWS = 500;

interface Hits {
  readonly hits: number;
  readonly pairs: number;
}

/** Over pairs of titles of one test with one picture; the interval is over tests. */
export function pairAccuracy(
  tests: readonly PictureTest[],
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

function pairsOf(
  test: PictureTest,
  scores: readonly number[],
): Readonly<Record<'all' | 'significant', Hits>> {
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

const comparable = ({ titles, imageIds }: PictureTest, a: number, b: number): boolean =>
  titles[a] !== titles[b] && imageIds[a] === imageIds[b];

function zOf(a: ArmCount, b: ArmCount): number {
  const rate = (a.answered + b.answered) / (a.shown + b.shown);
  const error = Math.sqrt(rate * (1 - rate) * (1 / a.shown + 1 / b.shown));
  return error === 0 ? 0 : (a.answered / a.shown - b.answered / b.shown) / error;
}
