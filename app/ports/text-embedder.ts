import type { DenseMatrix } from '#core/maths/dense-matrix.ts';

/** Vectors of texts, and what they took. */
export interface EmbeddedTexts {
  /** One unit vector a text, in the given order; zeros for a text of which nothing is known. */
  readonly vectors: DenseMatrix;
  /** Tokens that the service counted, hence bills; 0 where nobody bills. */
  readonly inTokens: number;
  /** Who embedded: a model's id, or `local`. */
  readonly model: string;
}

/** Turns texts into vectors that lie close where the texts say alike things. Never given personal data. */
export interface TextEmbedder {
  /** @throws UnavailableError when the service throttles or is down: later may work. */
  embed(texts: readonly string[]): Promise<EmbeddedTexts>;
}
