import { chunksOf } from '#core/kernel/concurrency.ts';
import type { HistoryState } from '#core/profiles/history-part.ts';
import type { HotState } from '#core/profiles/hot-part.ts';
import type { Stores } from './kairos-stores.ts';

/** The folded state of one customer key: marks, rings and times of saving left out. */
export interface FoldedState {
  readonly hot: HotState;
  readonly history: HistoryState;
}

/** Every profile in the table, by customer key, in the order of keys. */
export async function foldedState({ profiles }: Stores): Promise<Map<string, FoldedState>> {
  const keys: string[] = [];
  for await (const key of profiles.keys()) keys.push(key);
  const states = new Map<string, FoldedState>();
  for (const some of chunksOf(keys.sort(), 100)) {
    const [hots, histories] = await Promise.all([profiles.loadHot(some), profiles.loadHistory(some)]);
    for (const key of some) {
      const [hot, history] = [hots.get(key), histories.get(key)];
      if (hot && history) states.set(key, { hot: hot.value.state, history: history.value.state });
    }
  }
  return states;
}

/** Sums over all profiles' orders, read out of the table itself. */
export interface OrderSums {
  readonly profileCount: number;
  readonly orderCount: number;
  readonly units: number;
  /** Minor units by currency code. */
  readonly paidMinor: Readonly<Record<string, number>>;
}

export function orderSums(states: ReadonlyMap<string, FoldedState>): OrderSums {
  let orderCount = 0;
  let units = 0;
  const paidMinor: Record<string, number> = {};
  const pay = (currency: string, minor: number): void => {
    paidMinor[currency] = (paidMinor[currency] ?? 0) + minor;
  };
  for (const { history } of states.values()) {
    orderCount += history.earlier.orderCount;
    units += history.earlier.units;
    for (const spend of history.earlier.spend) pay(spend.currency, spend.paidMinor);
    for (const { completion } of history.orders) {
      if (completion === undefined) continue;
      orderCount += 1;
      units += completion.units;
      pay(completion.currency, completion.amountMinor ?? 0);
    }
  }
  return { profileCount: states.size, orderCount, units, paidMinor };
}
