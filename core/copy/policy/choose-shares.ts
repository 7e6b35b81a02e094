import type { ArmBelief } from '#core/copy/policy/arm-belief.ts';

/** How the next messages are shared out. */
export interface ChoiceSettings {
  /** Every arm gets at least this share of a batch divided by the number of arms, 0-1: propensities stay known and above 0. */
  readonly floor: number;
  /** How much exploration is worth compared with theory, > 0; 1 is theory. */
  readonly curiosity: number;
}

/** Density and distribution function of the standard normal, the latter by Zelen and Severo's approximation (|error| < 7.5e-8). */
function normal(z: number): { readonly density: number; readonly below: number } {
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return { density, below: z > 0 ? 1 - tail : tail };
}

/** By how much the best mean is expected to rise if this arm is shown `more` times: knowledge gradient. */
function expectedGain({ shape, rate }: ArmBelief, rival: number, more: number): number {
  const mean = shape / rate;
  // Of the gamma's variance, what `more` showings are expected to take away.
  const deviation = Math.sqrt((shape / (rate * rate)) * (more / (rate + more)));
  const z = -Math.abs(mean - rival) / deviation;
  const { density, below } = normal(z);
  return deviation * (density + z * below);
}

/** Relative difference that is rounding. */
const TIE = 1e-9;
const LOOKS = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5] as const;

/**
 * The value of showing this arm for a while and then the best: for several lengths of the while, what it earns and what
 * knowing more is worth over what is left; the best of them, per showing left.
 */
function valueOf(beliefs: readonly ArmBelief[], index: number, left: number, curiosity: number): number {
  const belief = beliefs[index]!;
  const mean = belief.shape / belief.rate;
  const rival = Math.max(...beliefs.filter((_, i) => i !== index).map(({ shape, rate }) => shape / rate));
  const best = Math.max(mean, rival);
  const values = LOOKS.map((look) => {
    const gain = curiosity * expectedGain(belief, rival, look * left);
    return look * mean + (1 - look) * (best + gain);
  });
  return Math.max(...values);
}

/**
 * Shares of the next batch, one per arm, adding up to 1: the arm with the highest horizon-aware value gets all but the
 * floor; equals share it. With much left to send, what could turn out better is shown; near the end, what has.
 *
 * @param left messages still to be sent, this batch included, > 0.
 */
export function chooseShares(
  beliefs: readonly ArmBelief[],
  left: number,
  { floor, curiosity }: ChoiceSettings,
): readonly number[] {
  if (beliefs.length === 1) return [1];
  const values = beliefs.map((_, index) => valueOf(beliefs, index, left, curiosity));
  const best = Math.max(...values);
  // What nothing tells apart shares the batch: at the start that is everything.
  const isBest = values.map((value) => value >= best * (1 - TIE));
  const bestCount = isBest.filter(Boolean).length;
  return isBest.map((is) => floor / beliefs.length + (is ? (1 - floor) / bestCount : 0));
}
