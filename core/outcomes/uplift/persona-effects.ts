import { faded } from '#core/maths/fade.ts';
import { type ArmSums, adjustArm, covariateSlope, noPeople } from '../experiments/arm-sums.ts';

/** What one campaign did to the people of one persona, by intention to treat. */
export interface PersonaSums {
  /** Empty for people of no persona. */
  readonly personaId: string;
  readonly sent: ArmSums;
  readonly heldOut: ArmSums;
  /** Of those sent to, how many a provider accepted a message for. */
  readonly reachedCount: number;
}

/** Personas of one finished campaign. */
export interface CampaignEffects {
  /** End of its window, UTC epoch ms. */
  readonly atMs: number;
  readonly personas: readonly PersonaSums[];
}

/** What is believed of sending: orders that a message adds. */
export interface EffectBelief {
  /** P(messages of this shop bring anything at all), 0-1. */
  readonly works: number;
  /** Orders per message to people of a persona; of everybody where the persona is not known. May be below 0. */
  ordersPerMessage(personaId: string | undefined): number;
}

/** What a message adds where messages work: as likely none of it as twice of it. A judgement, soon overruled by measurement. */
const USUAL_EFFECT = 0.02;
/** Before anything was measured: P(messages work). */
const PRIOR_WORKS = 0.5;
/** Days after which a campaign counts half. */
const HALF_LIFE_DAYS = 28;
/** Orders on each side below which a difference says nothing. */
const FEWEST_ORDERS = 20;
const LEAST_REACHED_SHARE = 0.02;

interface Estimate {
  readonly mean: number;
  readonly precision: number;
}

/**
 * Belief in the effect of one message from all holdout differences so far; undefined while there are too few orders to
 * say anything. Differences by intention to treat are divided by the share that was reached, weighted by precision and
 * age, and shrunk: personas towards everybody as far as they agree, everybody towards nothing as far as that explains
 * the differences as well (a spike at 0 beside a normal).
 *
 * @see Imbens, Angrist, "Identification and estimation of local average treatment effects", Econometrica 62(2), 1994;
 * DerSimonian, Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials 7(3), 1986.
 */
export function believeEffects(
  campaigns: readonly CampaignEffects[],
  nowMs: number,
): EffectBelief | undefined {
  const byPersona = new Map<string, Estimate>();
  if (!hasEnoughOrders(campaigns)) return undefined;
  for (const { atMs, personas } of campaigns) {
    const weight = faded(atMs, nowMs, HALF_LIFE_DAYS);
    for (const [personaId, { mean, precision }] of estimates(personas)) {
      const known = byPersona.get(personaId) ?? { mean: 0, precision: 0 };
      const total = known.precision + precision * weight;
      byPersona.set(personaId, {
        mean: (known.mean * known.precision + mean * precision * weight) / total,
        precision: total,
      });
    }
  }
  if (byPersona.size === 0) return undefined;
  const spread = spreadBetween([...byPersona.values()]);
  const everybody = pooled([...byPersona.values()], spread);
  const prior = { mean: USUAL_EFFECT, precision: USUAL_EFFECT ** -2 };
  const usual = pooled([everybody, prior], 0).mean;
  const works = probabilityOfEffect(everybody);
  return {
    works,
    ordersPerMessage(personaId) {
      const own = byPersona.get(personaId ?? '');
      if (own === undefined || spread === 0) return works * usual;
      return works * pooled([own, { mean: usual, precision: 1 / spread }], 0).mean;
    },
  };
}

function hasEnoughOrders(campaigns: readonly CampaignEffects[]): boolean {
  const personas = campaigns.flatMap((campaign) => campaign.personas);
  return (['sent', 'heldOut'] as const).every(
    (side) => personas.reduce((sum, one) => sum + one[side].nonZeroCount, 0) >= FEWEST_ORDERS,
  );
}

/** Difference of each persona, by message that reached somebody. */
function estimates(personas: readonly PersonaSums[]): ReadonlyMap<string, Estimate> {
  const found = new Map<string, Estimate>();
  const all = personas.flatMap(({ sent, heldOut }) => [sent, heldOut]);
  const theta = covariateSlope(all);
  const count = all.reduce((sum, arm) => sum + arm.count, 0);
  const meanX = all.reduce((sum, { x }) => sum + x, 0) / count;
  // Of one person, over everybody: few people of one persona know their own variance badly.
  const variance =
    all.reduce((sum, arm) => sum + adjustArm(arm, theta, meanX).variance * Math.max(0, arm.count - 1), 0) /
    count;
  for (const { personaId, sent, heldOut, reachedCount } of personas) {
    const reached = reachedCount / sent.count;
    if (heldOut.count === 0 || !(reached >= LEAST_REACHED_SHARE)) continue;
    const difference = adjustArm(sent, theta, meanX).mean - adjustArm(heldOut, theta, meanX).mean;
    const error = variance * (1 / sent.count + 1 / heldOut.count);
    if (error > 0) found.set(personaId, { mean: difference / reached, precision: reached ** 2 / error });
  }
  return found;
}

function pooled(all: readonly Estimate[], spread: number): Estimate {
  let [sum, precision] = [0, 0];
  for (const one of all) {
    const weight = 1 / (1 / one.precision + spread);
    sum += one.mean * weight;
    precision += weight;
  }
  return { mean: sum / precision, precision };
}

/** Variance of the personas' true effects around their mean, by DerSimonian and Laird's moment; 0 where they agree. */
function spreadBetween(all: readonly Estimate[]): number {
  const { mean, precision } = pooled(all, 0);
  const squares = all.reduce((sum, one) => sum + one.precision ** 2, 0);
  const heterogeneity = all.reduce((sum, one) => sum + one.precision * (one.mean - mean) ** 2, 0);
  const scale = precision - squares / precision;
  return scale > 0 ? Math.max(0, (heterogeneity - (all.length - 1)) / scale) : 0;
}

/** Posterior of "messages work": how much likelier the difference is around the usual effect than around 0. */
function probabilityOfEffect({ mean, precision }: Estimate): number {
  const variance = 1 / precision;
  const logDensity = (centre: number, spread: number): number =>
    -0.5 * ((mean - centre) ** 2 / spread + Math.log(spread));
  const odds =
    Math.log(PRIOR_WORKS / (1 - PRIOR_WORKS)) +
    logDensity(USUAL_EFFECT, USUAL_EFFECT ** 2 + variance) -
    logDensity(0, variance);
  return 1 / (1 + Math.exp(-odds));
}

/** A persona without anybody yet. */
export const noPersonaSums = (personaId: string): PersonaSums => ({
  personaId,
  sent: noPeople,
  heldOut: noPeople,
  reachedCount: 0,
});
