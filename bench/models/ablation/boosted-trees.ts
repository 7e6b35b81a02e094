import { logistic } from '#core/maths/logistic.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';

/** Common defaults, set before the first look at a figure. */
const TREES = 150;
const DEPTH = 3;
const RATE = 0.05;
const BINS = 32;
const FEWEST_ROWS = 100;
const RIDGE = 1;

interface Node {
  readonly feature: number;
  readonly bin: number;
  /** Log-odds, where the node is a leaf: feature −1. */
  readonly value: number;
}

/** Nodes by place: the children of i are 2i + 1 and 2i + 2. */
type Tree = (Node | undefined)[];

/** Gradient boosting of shallow trees on the logistic loss, over binned inputs. */
export interface BoostedTrees {
  readonly edges: readonly Float64Array[];
  readonly start: number;
  readonly trees: readonly Tree[];
}

function binOf(edges: Float64Array, value: number): number {
  let bin = 0;
  while (bin < edges.length && value > edges[bin]!) bin += 1;
  return bin;
}

function edgesOf({ inputs, labels, width }: LabelledRows, feature: number): Float64Array {
  const values = Float64Array.from(labels, (_, row) => inputs[row * width + feature]!).sort();
  const cuts = Array.from(
    { length: BINS - 1 },
    (_, i) => values[Math.floor(((i + 1) * values.length) / BINS)]!,
  );
  return Float64Array.from(new Set(cuts));
}

interface Growing {
  readonly bins: Uint8Array;
  readonly width: number;
  readonly gradients: Float64Array;
  readonly weights: Float64Array;
}

const gainOf = (gradient: number, weight: number): number => (gradient * gradient) / (weight + RIDGE);

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** Sums by bin of one input: gradients, weights, rows. */
function histogramOf({ bins, width, gradients, weights }: Growing, rows: Int32Array, feature: number) {
  const sums = {
    gradients: new Float64Array(BINS),
    weights: new Float64Array(BINS),
    rows: new Int32Array(BINS),
  };
  for (const row of rows) {
    const bin = bins[row * width + feature]!;
    sums.gradients[bin]! += gradients[row]!;
    sums.weights[bin]! += weights[row]!;
    sums.rows[bin]! += 1;
  }
  return sums;
}

function bestSplit(growing: Growing, rows: Int32Array): Split | undefined {
  let best: Split | undefined;
  for (let feature = 0; feature < growing.width; feature++) {
    const sums = histogramOf(growing, rows, feature);
    const gradient = sums.gradients.reduce((a, b) => a + b, 0);
    const weight = sums.weights.reduce((a, b) => a + b, 0);
    let [g, w, n] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1; bin++) {
      g += sums.gradients[bin]!;
      w += sums.weights[bin]!;
      n += sums.rows[bin]!;
      if (n < FEWEST_ROWS || rows.length - n < FEWEST_ROWS) continue;
      const gain = gainOf(g, w) + gainOf(gradient - g, weight - w) - gainOf(gradient, weight);
      if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
    }
  }
  return best;
}

function grow(growing: Growing, scores: Float64Array): Tree {
  const tree: Tree = [];
  const open: { place: number; depth: number; rows: Int32Array }[] = [
    { place: 0, depth: 0, rows: Int32Array.from(scores, (_, row) => row) },
  ];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { place, depth, rows } = node;
    const split = depth < DEPTH ? bestSplit(growing, rows) : undefined;
    if (split === undefined) {
      let [g, w] = [0, 0];
      for (const row of rows) {
        g += growing.gradients[row]!;
        w += growing.weights[row]!;
      }
      const value = (RATE * g) / (w + RIDGE);
      tree[place] = { feature: -1, bin: 0, value };
      for (const row of rows) scores[row]! += value;
      continue;
    }
    tree[place] = { ...split, value: 0 };
    const isLeft = (row: number) => growing.bins[row * growing.width + split.feature]! <= split.bin;
    open.push({ place: 2 * place + 1, depth: depth + 1, rows: rows.filter((row) => isLeft(row)) });
    open.push({ place: 2 * place + 2, depth: depth + 1, rows: rows.filter((row) => !isLeft(row)) });
  }
  return tree;
}

/** Grows the trees. O(trees · depth · rows · inputs). */
export function growTrees(rows: LabelledRows): BoostedTrees {
  const { labels, inputs, width } = rows;
  const edges = Array.from({ length: width }, (_, feature) => edgesOf(rows, feature));
  const bins = Uint8Array.from(inputs, (value, i) => binOf(edges[i % width]!, value));
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const start = Math.log(share / (1 - share));
  const scores = new Float64Array(labels.length).fill(start);
  const trees: Tree[] = [];
  for (let i = 0; i < TREES; i++) {
    const gradients = scores.map((score, row) => labels[row]! - logistic(score));
    const weights = scores.map((score) => logistic(score) * (1 - logistic(score)));
    trees.push(grow({ bins, width, gradients, weights }, scores));
  }
  return { edges, start, trees };
}

/** Log-odds of one row. */
export function treesLogOdds({ edges, start, trees }: BoostedTrees, inputs: Float64Array): number {
  const bins = edges.map((cuts, feature) => binOf(cuts, inputs[feature]!));
  return trees.reduce((sum, tree) => {
    let place = 0;
    let node = tree[0]!;
    while (node.feature >= 0) {
      place = 2 * place + (bins[node.feature]! <= node.bin ? 1 : 2);
      node = tree[place]!;
    }
    return sum + node.value;
  }, start);
}
