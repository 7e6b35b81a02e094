import { type DenseMatrix, dot, rowOf } from '#core/maths/dense-matrix.ts';
import type { PersonaAssignment } from './assignment.ts';
import { isEmpty } from './spherical-k-means.ts';

/** What assigning needs to know of a run's personas. */
export interface PersonaCentres {
  /** Persona ids, by number. */
  readonly ids: readonly string[];
  /** Unit vectors, one row a persona. */
  readonly centres: DenseMatrix;
  /** Share of people in each, adds up to 1. */
  readonly shares: readonly number[];
  /** How much a cosine says (κ of von Mises and Fisher), calibrated so that assignments are as sure as they are right; 0 = nothing. */
  readonly concentration: number;
}

/**
 * The concentration κ of people around their centres, from their mean cosine r in d dimensions:
 *
 *     κ ≈ r (d − r²) / (1 − r²)
 *
 * @see Banerjee et al., "Clustering on the unit hypersphere using von Mises-Fisher distributions", JMLR 6, 2005,
 *   equation 4.4 (error below 1 % for the r and d met here).
 */
export function concentrationOf(meanCosine: number, dimension: number): number {
  const r = Math.min(Math.max(meanCosine, 0), 0.9999);
  return (r * (dimension - r * r)) / (1 - r * r);
}

/**
 * P(persona | vector) under a mixture of von Mises-Fisher distributions with one common κ:
 *
 *     p_k ∝ share_k · exp(κ · cos(centre_k, vector))
 *
 * A vector of zeros (nobody knows what they like) gives the shares themselves.
 */
export function personaProbabilities(
  { centres, shares, concentration }: PersonaCentres,
  vector: Float64Array,
): Float64Array {
  const scores = Float64Array.from(
    shares,
    (share, k) => Math.log(share) + (isEmpty(vector) ? 0 : concentration * dot(rowOf(centres, k), vector)),
  );
  const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = scores.map((score) => Math.exp(score - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The persona that a person most probably belongs to, how surely, and the next best one. Of equals the first. */
export function assignPersona(
  personas: PersonaCentres,
  vector: Float64Array,
  runHash: string,
): PersonaAssignment {
  const probabilities = personaProbabilities(personas, vector);
  const order = Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[b]! - probabilities[a]! || a - b,
  );
  const named = (at: number): { personaId: string; probability: number } => ({
    personaId: personas.ids[order[at]!]!,
    probability: probabilities[order[at]!]!,
  });
  return { ...named(0), runnerUp: order.length > 1 ? named(1) : undefined, runHash };
}
