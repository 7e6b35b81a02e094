import { isPieceOfText, titleForm, titleTerms } from '#core/copy/policy/title-terms.ts';

/** One variant of a past test and how it did. */
export interface TestedTitle {
  /** Variants of one test were shown to like people at the same time: only they are compared. */
  readonly testId: string;
  readonly title: string;
  readonly shown: number;
  readonly answered: number;
}

/** How the prior is learned. */
export interface TextPriorSettings {
  /** Strength of the ridge over terms, > 0: larger trusts words less. */
  readonly ridge: number;
  /** The same for the title's form. */
  readonly formRidge: number;
  /** Terms in fewer titles are left out. */
  readonly fewestTitles: number;
  /** Spread (standard deviation of the log rate) between variants of one test that words don't explain. */
  readonly spread: number;
  /** How much of a title's weight its pieces of text have beside its words, 0-1. */
  readonly pieceShare: number;
}

/** Says which of several titles will be answered more. */
export interface TextPrior {
  /** Log rate relative to other titles; only differences mean anything. */
  score(title: string): number;
}

interface SparseRow {
  readonly terms: Int32Array;
  readonly values: Float64Array;
  readonly form: readonly number[];
}

interface Example {
  readonly row: SparseRow;
  readonly target: number;
  readonly weight: number;
}

interface Vocabulary {
  readonly indexOf: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
  readonly isPiece: readonly boolean[];
  readonly pieceShare: number;
}

function vocabularyOf(
  titles: readonly string[],
  { fewestTitles, pieceShare }: TextPriorSettings,
): Vocabulary {
  const counts = new Map<string, number>();
  for (const title of titles)
    for (const term of new Set(titleTerms(title))) counts.set(term, (counts.get(term) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= fewestTitles);
  return {
    indexOf: new Map(kept.map(([term], index) => [term, index])),
    idf: Float64Array.from(kept, ([, count]) => Math.log((1 + titles.length) / (1 + count)) + 1),
    isPiece: kept.map(([term]) => isPieceOfText(term)),
    pieceShare,
  };
}

/** TF-IDF with sublinear counts; words and pieces are brought to their shares of length 1 apart. Then the title's form. */
function rowOf(title: string, { indexOf, idf, isPiece, pieceShare }: Vocabulary): SparseRow {
  const counts = new Map<number, number>();
  for (const term of titleTerms(title)) {
    const index = indexOf.get(term);
    if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const terms = Int32Array.from(counts.keys());
  const values = Float64Array.from(counts, ([index, count]) => (1 + Math.log(count)) * idf[index]!);
  const squares = { words: 0, pieces: 0 };
  for (const [i, value] of values.entries())
    squares[isPiece[terms[i]!]! ? 'pieces' : 'words'] += value * value;
  const scale = {
    words: Math.sqrt((1 - pieceShare) / (squares.words || 1)),
    pieces: Math.sqrt(pieceShare / (squares.pieces || 1)),
  };
  const scaled = values.map((value, i) => value * scale[isPiece[terms[i]!]! ? 'pieces' : 'words']);
  return { terms, values: scaled, form: titleForm(title) };
}

function dot({ terms, values, form }: SparseRow, vector: Float64Array, termCount: number): number {
  let sum = 0;
  for (let i = 0; i < terms.length; i += 1) sum += values[i]! * vector[terms[i]!]!;
  for (let i = 0; i < form.length; i += 1) sum += form[i]! * vector[termCount + i]!;
  return sum;
}

function addRow(
  into: Float64Array,
  { terms, values, form }: SparseRow,
  factor: number,
  termCount: number,
): void {
  for (let i = 0; i < terms.length; i += 1) into[terms[i]!]! += factor * values[i]!;
  for (let i = 0; i < form.length; i += 1) into[termCount + i]! += factor * form[i]!;
}

/** Values minus their weighted mean. */
function centred(values: readonly number[], weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
  return values.map((value) => value - mean);
}

const STEPS = 40;
const FORM_COUNT = titleForm('').length;

/**
 * Ridge regression of the log response rate on a title's words and form, within tests: only differences between
 * variants of one test count, weighted by how well they were measured. Solved by conjugate gradients; every step is a
 * sum over tests.
 */
export function fitTextPrior(tested: readonly TestedTitle[], settings: TextPriorSettings): TextPrior {
  const vocabulary = vocabularyOf([...new Set(tested.map(({ title }) => title))], settings);
  const termCount = vocabulary.idf.length;
  const groups = [...Map.groupBy(tested, ({ testId }) => testId).values()].map((group) =>
    group.map((each) => exampleOf(each, vocabulary, settings)),
  );
  const size = termCount + FORM_COUNT;
  const apply = (vector: Float64Array): Float64Array => {
    const out = vector.map((value, i) => value * (i < termCount ? settings.ridge : settings.formRidge));
    for (const group of groups) {
      const products = group.map(({ row }) => dot(row, vector, termCount));
      addCentred(out, group, products, termCount);
    }
    return out;
  };
  const right = new Float64Array(size);
  for (const group of groups)
    addCentred(
      right,
      group,
      group.map(({ target }) => target),
      termCount,
    );
  const weights = conjugateGradients(apply, right, STEPS);
  return { score: (title) => dot(rowOf(title, vocabulary), weights, termCount) };
}

function exampleOf(
  { title, shown, answered }: TestedTitle,
  vocabulary: Vocabulary,
  { spread }: TextPriorSettings,
): Example {
  return {
    row: rowOf(title, vocabulary),
    target: Math.log((answered + 0.5) / (shown + 1)),
    weight: 1 / (1 / (answered + 0.5) + spread * spread),
  };
}

/** Adds Σ weight · (value − mean) · row; centring the values centres the rows. */
function addCentred(
  into: Float64Array,
  group: readonly Example[],
  values: readonly number[],
  termCount: number,
): void {
  const deviations = centred(
    values,
    group.map(({ weight }) => weight),
  );
  for (const [i, { row, weight }] of group.entries()) addRow(into, row, weight * deviations[i]!, termCount);
}

/** Solves A x = b for symmetric positive definite A, given as a function, in at most `steps` steps. */
function conjugateGradients(
  apply: (vector: Float64Array) => Float64Array,
  right: Float64Array,
  steps: number,
): Float64Array {
  const x = new Float64Array(right.length);
  const residual = Float64Array.from(right);
  const direction = Float64Array.from(right);
  let norm = residual.reduce((sum, value) => sum + value * value, 0);
  const enough = norm * 1e-10;
  for (let step = 0; step < steps && norm > enough; step += 1) {
    const image = apply(direction);
    const along = norm / direction.reduce((sum, value, i) => sum + value * image[i]!, 0);
    for (let i = 0; i < x.length; i += 1) {
      x[i]! += along * direction[i]!;
      residual[i]! -= along * image[i]!;
    }
    const next = residual.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < x.length; i += 1) direction[i] = residual[i]! + (next / norm) * direction[i]!;
    norm = next;
  }
  return x;
}
