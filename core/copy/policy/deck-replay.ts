import type { ArmCount } from '#core/copy/policy/arm-belief.ts';
import type { Rng } from '#core/kernel/rng.ts';

/** One past test: its arms with everything they showed. */
export interface DeckTest {
  readonly testId: string;
  readonly titles: readonly string[];
  readonly arms: readonly ArmCount[];
}

/** A way to choose: shares per arm of the next batch, from what was shown so far. */
export type SharesPolicy = (state: {
  readonly counts: readonly ArmCount[];
  /** Showings left, this batch included. */
  readonly left: number;
  readonly horizon: number;
  readonly rng: Rng;
}) => readonly number[];

/** What a policy earned in one test. */
export interface Replayed {
  /** Expected answers of the choices that it made. */
  readonly answered: number;
  /** What showing all arms alike is expected to earn over the same horizon. */
  readonly uniform: number;
}

const BATCH = 50;

/** Whole numbers that add up to `total`, in these shares; the remainders are drawn for. */
function allot(shares: readonly number[], total: number, rng: Rng): readonly number[] {
  const counts = shares.map((share) => Math.floor(share * total));
  let missing = total - counts.reduce((sum, count) => sum + count, 0);
  while (missing > 0) {
    let at = rng.uniform();
    let arm = 0;
    while (arm < shares.length - 1 && at >= shares[arm]!) at -= shares[arm++]!;
    counts[arm]! += 1;
    missing -= 1;
  }
  return counts;
}

/**
 * Replays a policy on a finished test: each arm is a deck of its answers and silences, dealt without replacement, so
 * that any policy gets what it would have got. The horizon is a share of the smallest arm: no deck ever runs out.
 */
export function replayDeck(test: DeckTest, policy: SharesPolicy, traffic: number, rng: Rng): Replayed {
  const horizon = Math.floor(traffic * Math.min(...test.arms.map(({ shown }) => shown)));
  const decks = test.arms.map(({ shown, answered }) => ({ left: shown, answers: answered }));
  const counts = test.arms.map(() => ({ shown: 0, answered: 0 }));
  let expected = 0;
  for (let left = horizon; left > 0; left -= BATCH) {
    const batch = Math.min(BATCH, left);
    const allotted = allot(policy({ counts, left, horizon, rng }), batch, rng);
    for (const [arm, deals] of allotted.entries()) {
      const deck = decks[arm]!;
      // What these deals bring on average: the luck of the draw moves the policy, not its verdict.
      if (deals > 0) expected += (deals * deck.answers) / deck.left;
      deal(deck, counts[arm]!, deals, rng);
    }
  }
  const rates = test.arms.map(({ shown, answered }) => answered / shown);
  return {
    answered: expected,
    uniform: (horizon * rates.reduce((sum, rate) => sum + rate, 0)) / rates.length,
  };
}

function deal(
  deck: { left: number; answers: number },
  count: { shown: number; answered: number },
  deals: number,
  rng: Rng,
): void {
  for (let i = 0; i < deals; i += 1) {
    const isAnswer = rng.uniform() * deck.left < deck.answers;
    deck.left -= 1;
    count.shown += 1;
    if (!isAnswer) continue;
    deck.answers -= 1;
    count.answered += 1;
  }
}
