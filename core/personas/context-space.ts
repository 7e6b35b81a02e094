import { createRng } from '#core/kernel/rng.ts';
import { type DenseMatrix, normalise, rowOf } from '#core/maths/dense-matrix.ts';
import { type Directions, principalDirections, project } from '#core/maths/principal-directions.ts';
import { type SparseRow } from '#core/maths/sparse-row.ts';
import { type Taken, tasteRow, tasteWeights } from '#core/models/embeddings/taste.ts';
import { solveVocabulary, summariseLists, type Vocabulary } from '#core/models/embeddings/vocabulary.ts';
import {
  type BehaviourValues,
  behaviourOf,
  behaviourVector,
  categoryPrices,
  solveBehaviour,
  summariseBehaviour,
  type UsualBehaviour,
} from './behaviour.ts';
import type { Catalogue, Shopper } from './shopper.ts';

/** How much each half says in the joined vector; the lengths of the parts before the whole is brought to 1. */
export interface SpaceSettings {
  readonly tasteDimension: number;
  readonly textWeight: number;
  readonly behaviourWeight: number;
}

/** By the evidence of docs/models/embeddings.md and docs/personas.md. */
export const spaceSettings: SpaceSettings = { tasteDimension: 32, textWeight: 0.3, behaviourWeight: 0.5 };

/** Where products' words stand: a unit vector by product, zeros for those without text. */
export interface ProductTexts {
  readonly productIds: readonly string[];
  readonly vectors: DenseMatrix;
}

/** Everything that turns a shopper into a context vector. */
export interface ContextSpace {
  readonly settings: SpaceSettings;
  readonly vocabulary: Vocabulary;
  readonly taste: Directions;
  readonly texts: ReadonlyMap<string, Float64Array>;
  readonly textDimension: number;
  readonly usual: UsualBehaviour;
  readonly usualPrices: ReadonlyMap<string, number>;
}

/** In at least so many people's hands, or a product tells nothing about likeness. */
const LEAST_PEOPLE = 5;
const MOST_THINGS = 50_000;
const CATEGORY = 'category ';

/** What somebody took for themselves: products, and the categories these belong to. */
function takenBy({ baskets }: Shopper, catalogue: Catalogue): readonly Taken[] {
  return baskets
    .filter(({ isGift }) => !isGift)
    .flatMap(({ day, products }) =>
      [...new Set(products.map(({ productId }) => productId))].flatMap((productId) => {
        const category = catalogue.get(productId)?.category ?? '';
        const own = { productId, day };
        return category === '' ? [own] : [own, { productId: CATEGORY + category, day }];
      }),
    );
}

/** Learns the space from shoppers: which things there are, in which directions tastes differ, what is usual. */
export function learnSpace(
  shoppers: readonly Shopper[],
  catalogue: Catalogue,
  texts: ProductTexts | undefined,
  settings: SpaceSettings = spaceSettings,
): ContextSpace {
  const taken = shoppers.map((shopper) => takenBy(shopper, catalogue));
  const lists = summariseLists(taken.map((list) => list.map(({ productId }) => productId)));
  const vocabulary = solveVocabulary(lists, { least: LEAST_PEOPLE, most: MOST_THINGS });
  const rows: readonly SparseRow[] = taken.map((list) => tasteRow(list, vocabulary));
  const taste = principalDirections([rows], {
    features: vocabulary.names.length,
    wanted: settings.tasteDimension,
    rng: createRng('taste directions'),
  });
  const usualPrices = categoryPrices(catalogue);
  const behaviour = shoppers.map((shopper) => behaviourOf(shopper, catalogue, usualPrices));
  return {
    settings,
    vocabulary,
    taste,
    texts: new Map(texts?.productIds.map((id, i) => [id, rowOf(texts.vectors, i)])),
    textDimension: texts?.vectors.columns ?? 0,
    usual: solveBehaviour(summariseBehaviour(behaviour)),
    usualPrices,
  };
}

function textPart(space: ContextSpace, taken: readonly Taken[]): Float64Array {
  const part = new Float64Array(space.textDimension);
  for (const [productId, weight] of tasteWeights(taken)) {
    const vector = space.texts.get(productId);
    if (vector === undefined) continue;
    for (let j = 0; j < part.length; j++) part[j]! += Math.log1p(weight) * vector[j]!;
  }
  normalise(part);
  return part;
}

/**
 * The context vector: a shopper's time-decayed taste along the directions of the space, what is said of their
 * products, and how they buy, as one vector of length 1. Zeros if nothing is known.
 */
export function contextVector(space: ContextSpace, shopper: Shopper, catalogue: Catalogue): Float64Array {
  const { settings, taste, vocabulary, textDimension } = space;
  const taken = takenBy(shopper, catalogue);
  const values: BehaviourValues = behaviourOf(shopper, catalogue, space.usualPrices);
  const liking = project(taste.basis, tasteRow(taken, vocabulary), new Float64Array(taste.basis.columns));
  normalise(liking);
  const words = textPart(space, taken);
  const manner = behaviourVector(values, space.usual, shopper.baskets.length);
  const vector = new Float64Array(liking.length + textDimension + manner.length);
  vector.set(liking);
  vector.set(
    words.map((value) => value * settings.textWeight),
    liking.length,
  );
  vector.set(
    manner.map((value) => value * settings.behaviourWeight),
    liking.length + textDimension,
  );
  normalise(vector);
  return vector;
}
