import {
  type Contender,
  type Figure,
  judgeContenders,
  meanOf,
  verdictOn,
} from '#app/models/backtest/judge.ts';
import type { BacktestReport, Forecaster, RecallPoint } from '#app/models/backtest/report.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { rankingQuality } from '#core/models/evaluation/ranking-metrics.ts';
import type { NextBasketCase, NextProductModel } from '#core/models/next-product/next-product.ts';

/** Products ranked per customer: what the `--next` file holds. */
export const RANKED = 20;
const RECALL_AT = [1, 2, 3, 5, 10, 15, 20];

/** A customer's next basket with the ranking we gave before it. */
export interface RankedCase extends NextBasketCase {
  readonly ranked: readonly number[];
}

/** Share of the products found in the first ten, of those that pass; NaN-free: customers without any are left out. */
function partialRecall(cases: readonly RankedCase[], rankings: Rankings, isRepeat: boolean): Figure {
  const found = new Float64Array(cases.length);
  const wanted = new Float64Array(cases.length);
  cases.forEach(({ history, next }, i) => {
    const own = new Set(history.items);
    const top = new Set(rankings[i]!.slice(0, 10));
    for (const product of next) {
      if (own.has(product) !== isRepeat) continue;
      wanted[i]! += 1;
      if (top.has(product)) found[i]! += 1;
    }
  });
  const meanFound = meanOf(found);
  const meanWanted = meanOf(wanted);
  return (customers) => meanFound(customers) / meanWanted(customers);
}

type Rankings = readonly (readonly number[])[];

function rankingContender(
  forecaster: Forecaster,
  cases: readonly RankedCase[],
  rankings: Rankings,
): Contender {
  const at = (k: number) => cases.map(({ next }, i) => rankingQuality(rankings[i]!, next, k));
  const ten = at(10);
  const hasRepeats = cases.some(({ history, next }) => history.items.some((item) => next.has(item)));
  const parts = {
    repeatRecall10: partialRecall(cases, rankings, true),
    exploreRecall10: partialRecall(cases, rankings, false),
  };
  return {
    forecaster,
    figures: {
      hitRate10: meanOf(ten.map(({ hit }) => hit)),
      ndcg10: meanOf(ten.map(({ ndcg }) => ndcg)),
      recall10: meanOf(ten.map(({ recall }) => recall)),
      recall20: meanOf(at(20).map(({ recall }) => recall)),
      ...(hasRepeats ? parts : {}),
    },
  };
}

/** The naive rankings: what sells most, and one's own products by how often, then by what sells most. */
function naiveRankings(
  cases: readonly RankedCase[],
  { bank, keepsOwn }: NextProductModel,
): Record<'popularity' | 'ownRepeats', Rankings> {
  const { purchases } = bank;
  const popular = [...purchases.keys()].sort((a, b) => purchases[b]! - purchases[a]! || a - b);
  const bestSellers = (left: ReadonlySet<number>): readonly number[] => {
    const best: number[] = [];
    for (let i = 0; i < popular.length && best.length < RANKED; i++)
      if (!left.has(popular[i]!)) best.push(popular[i]!);
    return best;
  };
  const ownRepeats = ({ history }: NextBasketCase): readonly number[] => {
    const times = new Map<number, number>();
    for (const item of history.items) times.set(item, (times.get(item) ?? 0) + 1);
    const own = [...times.keys()].sort(
      (a, b) => times.get(b)! - times.get(a)! || purchases[b]! - purchases[a]!,
    );
    return [...own, ...bestSellers(new Set(own))].slice(0, RANKED);
  };
  return {
    popularity: cases.map(({ history }) => bestSellers(keepsOwn ? new Set() : new Set(history.items))),
    ownRepeats: cases.map(ownRepeats),
  };
}

/** Baskets it takes to tell a good ranking from a lucky one. */
const FEWEST_BASKETS = 50;

/** What is in the next basket? Every product of the shop is ranked. */
export function whatSection(
  cases: readonly RankedCase[],
  model: NextProductModel,
  rng: Rng,
): BacktestReport['what'] {
  if (cases.length < FEWEST_BASKETS) {
    return { status: 'not-enough', needs: 'baskets', have: cases.length, want: FEWEST_BASKETS };
  }
  const naive = naiveRankings(cases, model);
  const contenders = [
    rankingContender(
      'kairos',
      cases,
      cases.map(({ ranked }) => ranked),
    ),
    rankingContender('popularity', cases, naive.popularity),
    rankingContender('ownRepeats', cases, naive.ownRepeats),
  ];
  const verdict = verdictOn(cases.length, contenders, { name: 'ndcg10', isHigherBetter: true }, rng);
  const rival = verdict.rival === 'ownRepeats' ? naive.ownRepeats : naive.popularity;
  const recallAt = (rankings: Rankings, k: number): number =>
    cases.reduce((sum, { next }, i) => sum + rankingQuality(rankings[i]!, next, k).recall, 0) / cases.length;
  const recall = RECALL_AT.map((k): RecallPoint => {
    return {
      k,
      kairos: recallAt(
        cases.map(({ ranked }) => ranked),
        k,
      ),
      naive: recallAt(rival, k),
    };
  });
  const results = judgeContenders(cases.length, contenders, rng);
  return { status: 'judged', customers: cases.length, results, verdict, charts: { recall } };
}
