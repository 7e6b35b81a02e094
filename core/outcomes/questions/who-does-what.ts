import type { Author } from '#core/copy/approved-copy.ts';
import type { Registered } from '../experiments/compare-arms.ts';
import { type OutcomeTable, sumWhere } from '../outcome-table.ts';
import { type Answer, answer } from './question.ts';

/** What the people who wrote put in, by way of dividing the work. */
export interface Effort {
  readonly appealAuthor: Author;
  readonly copyAuthor: Author;
  /** Distinct people who chose or wrote, scripted ones left out. */
  readonly realAuthors: number;
  readonly minutes: number;
  /** Language model and people, millionths of the billing currency. */
  readonly costMicros: number;
  readonly isSimulated: boolean;
}

/** One way to divide the work, beside "a person chooses, the model writes". */
export interface DivisionRow extends Effort {
  readonly count: number;
  readonly meanPerPerson: number | undefined;
  /** Against person × model; undefined for that row itself. */
  readonly answer: Answer | undefined;
}

/** Fewer people than this are an anecdote. */
const FEWEST_AUTHORS = 5;

/** The who-does-what matrix: value, cost and minutes of each division, with what may be said of it. */
export function whoDoesWhat(
  table: OutcomeTable,
  efforts: readonly Effort[],
  registered: Registered,
): readonly DivisionRow[] {
  const groupOf = ({ appealAuthor, copyAuthor }: Pick<Effort, 'appealAuthor' | 'copyAuthor'>) => ({
    name: `${appealAuthor} × ${copyAuthor}`,
    sums: sumWhere(
      table,
      (cell) =>
        cell.appealAuthor === appealAuthor && cell.copyAuthor === copyAuthor && cell.timing !== 'holdout',
    ),
  });
  const standard = { appealAuthor: 'person', copyAuthor: 'model' } as const;
  const standardEffort = efforts.find(isStandard);
  const shared = { ...registered, comparisonCount: Math.max(1, efforts.length - 1) };
  return efforts.map((effort) => {
    const group = groupOf(effort);
    const { count, y } = group.sums;
    const row = { ...effort, count, meanPerPerson: count === 0 ? undefined : y / count };
    if (isStandard(effort)) return { ...row, answer: undefined };
    if (!isMeasured(effort) || !isMeasured(standardEffort))
      return {
        ...row,
        answer: { kind: 'no_answer', first: group.name, second: 'person × model', reason: 'not_measured' },
      };
    return { ...row, answer: answer(group, groupOf(standard), shared) };
  });
}

function isStandard({ appealAuthor, copyAuthor }: Effort): boolean {
  return appealAuthor === 'person' && copyAuthor === 'model';
}

/** Scripted people are compared too, and say "simulated"; too few real ones are not. */
function isMeasured(effort: Effort | undefined): boolean {
  if (effort === undefined) return false;
  const needsPeople = effort.appealAuthor !== 'model' || effort.copyAuthor !== 'model';
  return effort.isSimulated || !needsPeople || effort.realAuthors >= FEWEST_AUTHORS;
}
