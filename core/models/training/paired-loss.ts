import { onGrid } from '#core/maths/grid-sum.ts';

/** How two forecasts of the same cases compare: exact sums, in any order (see `onGrid`). */
export interface PairedLoss {
  readonly cases: number;
  /** Total loss of each. */
  readonly loss: number;
  readonly rivalLoss: number;
  /** Sum of squared differences, for the interval. */
  readonly squares: number;
}

/** No case yet. */
export const noLoss: PairedLoss = { cases: 0, loss: 0, rivalLoss: 0, squares: 0 };

/** Both groups of cases together; one case is a group too. */
export function addLoss(a: PairedLoss, b: PairedLoss): PairedLoss {
  return {
    cases: a.cases + b.cases,
    loss: a.loss + b.loss,
    rivalLoss: a.rivalLoss + b.rivalLoss,
    squares: a.squares + b.squares,
  };
}

/** One case. */
export function pairedLoss(loss: number, rivalLoss: number): PairedLoss {
  const [own, rival] = [onGrid(loss), onGrid(rivalLoss)];
  return { cases: 1, loss: own, rivalLoss: rival, squares: onGrid((own - rival) ** 2) };
}

/** A gain over a rival with its 95 % interval, in the loss's unit per case; above 0 is better than the rival. */
export interface Gain {
  readonly cases: number;
  readonly loss: number;
  readonly rivalLoss: number;
  readonly gain: number;
  readonly low: number;
  readonly high: number;
}

/** What the sums say. NaN without a case. */
export function gainOf({ cases, loss, rivalLoss, squares }: PairedLoss): Gain {
  const gain = (rivalLoss - loss) / cases;
  const error = Math.sqrt(Math.max(0, squares / cases - gain * gain) / Math.max(1, cases - 1));
  return {
    cases,
    loss: loss / cases,
    rivalLoss: rivalLoss / cases,
    gain,
    low: gain - 1.96 * error,
    high: gain + 1.96 * error,
  };
}

/** A forecast may be certain and wrong; its loss is capped where a million to one would be. */
const SUREST = 1e-6;

/** Minus the logarithm of the probability that was given to what happened, nats. */
export function logLossOf(probability: number, happened: boolean): number {
  const p = Math.min(1 - SUREST, Math.max(SUREST, probability));
  return happened ? -Math.log(p) : -Math.log1p(-p);
}
