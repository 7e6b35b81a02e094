/**
 * A model as a sum: statistics of any share of the rows, which merge in any order to those of all rows, and from
 * which the model follows. The same code serves one process and a Distributed Map over partitions.
 *
 * @typeParam Row what is learned from.
 * @typeParam Statistics plain data (numbers, texts, typed arrays); merging must not depend on how rows were split.
 * @typeParam Solved the model, or what the next round needs.
 */
export interface Learner<Row, Statistics, Solved> {
  /** What a share of the rows says. */
  summarise(rows: readonly Row[]): Statistics;
  /** What both shares say. Associative and commutative. */
  merge(a: Statistics, b: Statistics): Statistics;
  solve(statistics: Statistics): Solved;
}

/** A learner of whatever statistics, as one of several in a round. */
export type AnyLearner<Row> = Learner<Row, unknown, unknown>;

/** What a bundle's learners give, by name. */
export type Solutions<Row, Learners extends Readonly<Record<string, AnyLearner<Row>>>> = {
  readonly [Name in keyof Learners]: ReturnType<Learners[Name]['solve']>;
};

/** Several learners that read the same rows in one pass. */
export function together<Row, Learners extends Readonly<Record<string, AnyLearner<Row>>>>(
  learners: Learners,
): Learner<Row, Readonly<Record<string, unknown>>, Solutions<Row, Learners>> {
  const each = <Result>(give: (learner: AnyLearner<Row>, name: string) => Result) =>
    Object.fromEntries(Object.entries(learners).map(([name, learner]) => [name, give(learner, name)]));
  return {
    summarise: (rows) => each((learner) => learner.summarise(rows)),
    merge: (a, b) => each((learner, name) => learner.merge(a[name], b[name])),
    solve: (statistics) =>
      each((learner, name) => learner.solve(statistics[name])) as Solutions<Row, Learners>,
  };
}
