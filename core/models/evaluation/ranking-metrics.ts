/** How a ranking did against the products that came next. */
export interface RankingQuality {
  /** 1 when one of the first k was bought, else 0. */
  readonly hit: number;
  /** Discounted gain of the first k against the best order possible, in [0, 1]; Järvelin & Kekäläinen 2002. */
  readonly ndcg: number;
  /** Share of what was bought that is among the first k. */
  readonly recall: number;
}

/**
 * Judges one customer's ranking. For one bought product this is the usual HR@k and NDCG@k.
 *
 * @param ranked products, best first, at least k of them where there are so many.
 * @param bought what was bought next; at least one.
 */
export function rankingQuality(
  ranked: readonly number[],
  bought: ReadonlySet<number>,
  k: number,
): RankingQuality {
  let found = 0;
  let gain = 0;
  ranked.slice(0, k).forEach((product, rank) => {
    if (!bought.has(product)) return;
    found += 1;
    gain += 1 / Math.log2(rank + 2);
  });
  let ideal = 0;
  for (let rank = 0; rank < Math.min(k, bought.size); rank++) ideal += 1 / Math.log2(rank + 2);
  return { hit: found > 0 ? 1 : 0, ndcg: gain / ideal, recall: found / bought.size };
}
