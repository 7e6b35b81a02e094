import { createRng } from '#core/kernel/rng.ts';
import { type DenseMatrix, dot, normalise, rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { principalDirections } from '#core/maths/principal-directions.ts';
import { type Taken, tasteRow, tasteWeights } from '#core/models/embeddings/taste.ts';
import { embedTexts, trainText } from '#core/models/embeddings/text-embedding.ts';
import { solveVocabulary, summariseLists } from '#core/models/embeddings/vocabulary.ts';
import { spaceSettings } from '#core/personas/context-space.ts';
import { type EmbeddedShop, madeUpShop, onlineRetail } from './embedded-shops.ts';

const SHOWN = 20;
const NEIGHBOURS = 10;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** One vector a product, in the shop's order; zeros where nothing is known of it. */
type Vectors = DenseMatrix;

/** Directions in which tastes differ; a product stands where its buyers do. */
function tasteVectors({ customers, productIds }: EmbeddedShop): Vectors {
  const lists = summariseLists(customers.map(({ before }) => before.map(({ productId }) => productId)));
  const vocabulary = solveVocabulary(lists, { least: 5, most: productIds.length });
  const { basis } = principalDirections([customers.map(({ before }) => tasteRow(before, vocabulary))], {
    features: vocabulary.names.length,
    wanted: spaceSettings.tasteDimension,
    rng: createRng('taste directions'),
  });
  const vectors = zeroMatrix(productIds.length, basis.columns);
  productIds.forEach((id, i) => {
    const index = vocabulary.indexOf.get(id);
    if (index === undefined) return;
    const own = rowOf(vectors, i);
    own.set(rowOf(basis, index));
    normalise(own);
  });
  return vectors;
}

function textVectors({ productIds, texts }: EmbeddedShop): Vectors {
  const all = texts.flat();
  const embedded = embedTexts(trainText(all), all);
  const vectors = zeroMatrix(productIds.length, embedded.columns);
  let next = 0;
  texts.forEach((own, i) => {
    const vector = rowOf(vectors, i);
    for (let at = 0; at < own.length; at++) {
      const one = rowOf(embedded, next++);
      for (let j = 0; j < vector.length; j++) vector[j]! += one[j]!;
    }
    normalise(vector);
  });
  return vectors;
}

/** Side by side, as the context vector has them. */
function joined(taste: Vectors, text: Vectors, textWeight: number): Vectors {
  const vectors = zeroMatrix(taste.rows, taste.columns + text.columns);
  for (let i = 0; i < taste.rows; i++) {
    const vector = rowOf(vectors, i);
    vector.set(rowOf(taste, i));
    vector.set(
      rowOf(text, i).map((value) => value * textWeight),
      taste.columns,
    );
    normalise(vector);
  }
  return vectors;
}

/** The products nearest to a vector, the nearest first. */
function nearest(
  vectors: Vectors,
  to: Float64Array,
  leftOut: ReadonlySet<number>,
  count: number,
): readonly number[] {
  const scores = Array.from({ length: vectors.rows }, (_, i) => dot(rowOf(vectors, i), to));
  return [...scores.keys()]
    .filter((i) => !leftOut.has(i))
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, count);
}

/** Of the products nearest to each product, the share in its own category. */
function sameCategory(vectors: Vectors, categories: readonly string[]): number {
  return mean(
    categories.map((category, i) => {
      const near = nearest(vectors, rowOf(vectors, i), new Set([i]), NEIGHBOURS);
      return near.filter((j) => categories[j] === category).length / near.length;
    }),
  );
}

interface Buyer {
  readonly taken: readonly Taken[];
  readonly own: ReadonlySet<number>;
  /** Bought later, for the first time. */
  readonly wanted: ReadonlySet<number>;
}

/** Of the products that people bought for the first time later, the share among the 20 nearest to the person. */
function nextRecall(
  vectors: Vectors,
  buyers: readonly Buyer[],
  placeOf: ReadonlyMap<string, number>,
): number {
  return mean(
    buyers.map(({ taken, own, wanted }) => {
      const context = new Float64Array(vectors.columns);
      for (const [id, weight] of tasteWeights(taken)) {
        const vector = rowOf(vectors, placeOf.get(id)!);
        for (let j = 0; j < context.length; j++) context[j]! += Math.log1p(weight) * vector[j]!;
      }
      const ranked = nearest(vectors, context, own, SHOWN);
      return ranked.filter((product) => wanted.has(product)).length / wanted.size;
    }),
  );
}

function buyersOf({ customers }: EmbeddedShop, placeOf: ReadonlyMap<string, number>): readonly Buyer[] {
  return customers
    .map(({ before, after }) => {
      const own = new Set(before.map(({ productId }) => placeOf.get(productId)!));
      const wanted = new Set(after.map((id) => placeOf.get(id)!).filter((product) => !own.has(product)));
      return { taken: before, own, wanted };
    })
    .filter(({ wanted }) => wanted.size > 0);
}

function bestSellers(
  shop: EmbeddedShop,
  buyers: readonly Buyer[],
  placeOf: ReadonlyMap<string, number>,
): number {
  const sold = new Float64Array(shop.productIds.length);
  for (const { before } of shop.customers)
    for (const { productId } of before) sold[placeOf.get(productId)!]! += 1;
  const ranked = [...sold.keys()].sort((a, b) => sold[b]! - sold[a]! || a - b);
  return mean(
    buyers.map(({ own, wanted }) => {
      const shown = ranked.filter((product) => !own.has(product)).slice(0, SHOWN);
      return shown.filter((product) => wanted.has(product)).length / wanted.size;
    }),
  );
}

function chance(categories: readonly string[]): number {
  return mean(
    categories.map(
      (one) => (categories.filter((other) => other === one).length - 1) / (categories.length - 1),
    ),
  );
}

function judge(shop: EmbeddedShop): void {
  const { name, productIds, categories } = shop;
  const placeOf = new Map(productIds.map((id, i) => [id, i] as const));
  const buyers = buyersOf(shop, placeOf);
  const [taste, text] = [tasteVectors(shop), textVectors(shop)];
  const halves: readonly (readonly [string, Vectors])[] = [
    ['taste alone', taste],
    ['text alone', text],
    [`joined, text weighs ${spaceSettings.textWeight}`, joined(taste, text, spaceSettings.textWeight)],
    ['joined, alike', joined(taste, text, 1)],
  ];
  process.stdout.write(
    `${name}: ${productIds.length} products, ${buyers.length} people who bought something new\n`,
  );
  const line = (what: string, category: number | undefined, recall: number): void => {
    const same = category === undefined ? '-' : category.toFixed(3);
    process.stdout.write(
      `  ${what.padEnd(28)} same category ${same.padStart(5)}  recall @${SHOWN} ${recall.toFixed(4)}\n`,
    );
  };
  line('chance, best sellers', categories && chance(categories), bestSellers(shop, buyers, placeOf));
  for (const [what, vectors] of halves)
    line(what, categories && sameCategory(vectors, categories), nextRecall(vectors, buyers, placeOf));
}

/** Does either half of the product space earn its place? */
export function benchEmbeddings(): void {
  process.stdout.write('Embeddings (each half, and both)\n');
  for (const shop of [onlineRetail(), madeUpShop()]) judge(shop);
}
