import { createLexicon, type Lexicon } from '#core/copy/policy/lexicon.ts';
import { titleForm } from '#core/copy/policy/title-form.ts';

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
  readonly lexicon: Lexicon;
  /** Place of a term of the lexicon among those that are learned, from 1; 0 for one that is not. */
  readonly placeOf: Int32Array;
  readonly idf: Float64Array;
  readonly pieceShare: number;
}

function vocabularyOf(
  titles: readonly string[],
  lexicon: Lexicon,
  { fewestTitles, pieceShare }: TextPriorSettings,
): Vocabulary {
  const read = titles.map((title) => lexicon.termsOf(title).terms);
  const last = read.reduce((most, terms) => terms.reduce((max, term) => Math.max(max, term), most), 0);
  const counts = new Int32Array(last + 1);
  for (const terms of read) for (const term of terms) counts[term]! += 1;
  const placeOf = new Int32Array(last + 1);
  const idf: number[] = [];
  for (const [term, count] of counts.entries())
    if (count >= fewestTitles) placeOf[term] = idf.push(Math.log((1 + titles.length) / (1 + count)) + 1);
  return { lexicon, placeOf, idf: Float64Array.from(idf), pieceShare };
}

/** TF-IDF with sublinear counts; words and pieces are brought to their shares of length 1 apart. Then the title's form. */
function rowOf(title: string, { lexicon, placeOf, idf, pieceShare }: Vocabulary): SparseRow {
  const read = lexicon.termsOf(title);
  const known = Array.from(read.terms.keys()).filter((i) => (placeOf[read.terms[i]!] ?? 0) > 0);
  const terms = Int32Array.from(known, (i) => placeOf[read.terms[i]!]! - 1);
  const values = Float64Array.from(known, (i, at) => (1 + Math.log(read.counts[i]!)) * idf[terms[at]!]!);
  const isPiece = known.map((i) => lexicon.isPiece(read.terms[i]!));
  const squares = { words: 0, pieces: 0 };
  for (const [i, value] of values.entries()) squares[isPiece[i]! ? 'pieces' : 'words'] += value * value;
  const scale = {
    words: Math.sqrt((1 - pieceShare) / (squares.words || 1)),
    pieces: Math.sqrt(pieceShare / (squares.pieces || 1)),
  };
  const scaled = values.map((value, i) => value * scale[isPiece[i]! ? 'pieces' : 'words']);
  return { terms, values: scaled, form: read.form };
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
/** Square of the share of the residual below which nothing that is judged changes. */
const SETTLED = 1e-7;
const FORM_COUNT = titleForm('').length;

/**
 * Ridge regression of the log response rate on a title's words and form, within tests: only differences between
 * variants of one test count, weighted by how well they were measured. Solved by conjugate gradients; every step is a
 * sum over tests.
 */
export function fitTextPrior(
  tested: readonly TestedTitle[],
  settings: TextPriorSettings,
  lexicon: Lexicon = createLexicon(),
): TextPrior {
  const titles = [...new Set(tested.map(({ title }) => title))];
  const vocabulary = vocabularyOf(titles, lexicon, settings);
  const rows = new Map(titles.map((title) => [title, rowOf(title, vocabulary)]));
  const termCount = vocabulary.idf.length;
  const groups = [...Map.groupBy(tested, ({ testId }) => testId).values()].map((group) =>
    group.map((each) => exampleOf(each, rows.get(each.title)!, settings)),
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

function exampleOf({ shown, answered }: TestedTitle, row: SparseRow, { spread }: TextPriorSettings): Example {
  return {
    row,
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
  const enough = norm * SETTLED;
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
