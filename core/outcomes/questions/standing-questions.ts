import type { Registered } from '../experiments/compare-arms.ts';
import { type Cell, type OutcomeTable, sumWhere, valuesOf } from '../outcome-table.ts';
import { type Answer, answer } from './question.ts';

/** A cell of people who were not held out. */
const isSentTo = ({ timing }: Cell): boolean => timing !== 'holdout';

/** Did sending bring anything, over the holdout? */
export function askHoldout(table: OutcomeTable, registered: Registered): Answer {
  return answer(
    { name: 'sent', sums: sumWhere(table, isSentTo) },
    { name: 'holdout', sums: sumWhere(table, (cell) => !isSentTo(cell)) },
    registered,
  );
}

/**
 * Own time against the other ways to choose the hour that were drawn: the draw of the hour is independent of the words.
 */
export function askTiming(
  table: OutcomeTable,
  others: readonly ('random_time' | 'one_time')[],
  registered: Registered,
): readonly Answer[] {
  const shared = { ...registered, comparisonCount: Math.max(1, others.length) };
  const group = (timing: string) => ({
    name: timing,
    sums: sumWhere(table, (cell) => cell.timing === timing),
  });
  return others.map((other) => answer(group('own_time'), group(other), shared));
}

/** One persona's row of the empathy map (도움의 언어). */
export interface EmpathyRow {
  readonly personaId: string;
  readonly answer: Answer;
}

/**
 * Context against price words, by persona. No answer where the two arms differ in more than the words: another
 * offer or another channel.
 */
export function askEmpathy(table: OutcomeTable, registered: Registered): readonly EmpathyRow[] {
  const personaIds = valuesOf(table, 'personaId');
  const shared = { ...registered, comparisonCount: Math.max(1, personaIds.length) };
  return personaIds.map((personaId) => {
    const cellsOf = (type: string) => (cell: Cell) =>
      cell.personaId === personaId && cell.appealType === type && isSentTo(cell);
    const [context, price] = [cellsOf('context'), cellsOf('price')];
    if (!isSameElsewhere(table, context, price))
      return {
        personaId,
        answer: { kind: 'no_answer', first: 'context', second: 'price', reason: 'arms_differ_elsewhere' },
      };
    return {
      personaId,
      answer: answer(
        { name: 'context', sums: sumWhere(table, context) },
        { name: 'price', sums: sumWhere(table, price) },
        shared,
      ),
    };
  });
}

/** Do both groups carry the same offers through the same channels at the same times? */
function isSameElsewhere(
  table: OutcomeTable,
  first: (cell: Cell) => boolean,
  second: (cell: Cell) => boolean,
): boolean {
  const surroundings = (passes: (cell: Cell) => boolean): string => {
    const seen = [...table.values()]
      .filter(({ cell }) => passes(cell))
      .map(({ cell }) => `${cell.offerId}|${cell.channel}|${cell.timing}`);
    return [...new Set(seen)].sort().join('\n');
  };
  return surroundings(first) === surroundings(second);
}

/** With and without coupon. */
export function askCoupon(table: OutcomeTable, registered: Registered): Answer {
  const group = (name: string, has: boolean) => ({
    name,
    sums: sumWhere(table, (cell) => isSentTo(cell) && (cell.offerId !== '') === has),
  });
  return answer(group('with_coupon', true), group('without_coupon', false), registered);
}
