import { createRng } from '#core/kernel/rng.ts';
import { type DenseMatrix, dot, normalise, rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { principalDirections } from '#core/maths/principal-directions.ts';
import { type SparseRow, unitRow } from '#core/maths/sparse-row.ts';
import { textTerms } from './text-terms.ts';
import { solveVocabulary, summariseLists, type Vocabulary } from './vocabulary.ts';

/** Turns texts into vectors by where their terms stand. */
export interface TextModel {
  readonly vocabulary: Vocabulary;
  /** One row a term: where it stands among the others. */
  readonly terms: DenseMatrix;
  /** What nearly all texts share, a unit vector: taken out, since it tells none apart. */
  readonly common: Float64Array;
}

/** How texts are read. */
export interface TextSettings {
  readonly dimension: number;
  /** Frequent terms count a / (a + share): at this share half. Arora et al. found 10⁻⁴ to 10⁻³ to do alike. */
  readonly halfShare: number;
  readonly mostTerms: number;
}

/** By the evidence of docs/models/embeddings.md. */
const textSettings: TextSettings = { dimension: 96, halfShare: 1e-3, mostTerms: 30_000 };

/** A text as counted terms of a vocabulary, damped and weighted by `weight`, at length 1. */
function termRow(text: string, vocabulary: Vocabulary, weight: Float64Array): SparseRow {
  const counts = new Map<number, number>();
  for (const term of textTerms(text)) {
    const index = vocabulary.indexOf.get(term);
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => a - b);
  return unitRow({
    indexes: Int32Array.from(entries, ([index]) => index),
    values: Float64Array.from(entries, ([index, count]) => (1 + Math.log(count)) * weight[index]!),
  });
}

/**
 * Learns where terms stand from which texts they share (latent semantic analysis of damped counts times rarity), then
 * what all texts have in common.
 *
 * @param texts one a document: a review, a description.
 * @see Deerwester et al., "Indexing by latent semantic analysis", JASIS 41, 1990; Arora, Liang & Ma, "A simple but
 *   tough-to-beat baseline for sentence embeddings", ICLR 2017 (smooth inverse frequency, common component).
 */
export function trainText(texts: readonly string[], settings: TextSettings = textSettings): TextModel {
  const vocabulary = solveVocabulary(summariseLists(texts.map(textTerms)), {
    least: 2,
    most: settings.mostTerms,
  });
  const rows = texts.map((text) => termRow(text, vocabulary, vocabulary.rarity));
  const { basis } = principalDirections([rows], {
    features: vocabulary.names.length,
    wanted: Math.min(settings.dimension, vocabulary.names.length),
    rng: createRng('text directions'),
  });
  const model = { vocabulary, terms: basis, common: new Float64Array(basis.columns) };
  return { ...model, common: commonDirection(texts.map((text) => embedText(model, text, settings))) };
}

/** The direction in which the vectors agree most, by power iteration from their mean; zeros if there are none. */
function commonDirection(vectors: readonly Float64Array[]): Float64Array {
  const common = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let j = 0; j < common.length; j++) common[j]! += vector[j]!;
  normalise(common);
  for (let turn = 0; turn < 20; turn++) {
    const next = new Float64Array(common.length);
    for (const vector of vectors) {
      const along = dot(vector, common);
      for (let j = 0; j < next.length; j++) next[j]! += along * vector[j]!;
    }
    normalise(next);
    common.set(next);
  }
  return common;
}

/** A text as a unit vector; zeros if no term of it is known. */
export function embedText(
  { vocabulary, terms, common }: TextModel,
  text: string,
  { halfShare }: TextSettings = textSettings,
): Float64Array {
  const weight = vocabulary.share.map((share) => halfShare / (halfShare + share));
  const vector = new Float64Array(terms.columns);
  const row = termRow(text, vocabulary, weight);
  row.indexes.forEach((term, at) => {
    const from = rowOf(terms, term);
    for (let j = 0; j < vector.length; j++) vector[j]! += row.values[at]! * from[j]!;
  });
  const along = dot(vector, common);
  for (let j = 0; j < vector.length; j++) vector[j]! -= along * common[j]!;
  normalise(vector);
  return vector;
}

/** Vectors of many texts, one a row. */
export function embedTexts(model: TextModel, texts: readonly string[]): DenseMatrix {
  const matrix = zeroMatrix(texts.length, model.terms.columns);
  texts.forEach((text, i) => rowOf(matrix, i).set(embedText(model, text)));
  return matrix;
}
