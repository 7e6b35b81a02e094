import { chiSquareSurvival } from '#core/maths/chi-square.ts';
import { isShownInTime, type Registered } from '../experiments/compare-arms.ts';
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

/** One row of the empathy map (도움의 언어). */
export interface EmpathyRow {
  /** Empty: everybody together. */
  readonly personaId: string;
  readonly answer: Answer;
}

/**
 * Context against price words, by persona and of everybody together. No answer where the two arms differ in more than the
 * words: another offer, or other channels or times than chance brings. The rows that can be told apart from chance by the
 * last day share the chance of erring.
 */
export function askEmpathy(table: OutcomeTable, registered: Registered): readonly EmpathyRow[] {
  const personaIds = valuesOf(table, 'personaId');
  const pairs = [...personaIds, ''].map((personaId) => {
    const cellsOf = (type: string) => (cell: Cell) =>
      (personaId === '' || cell.personaId === personaId) && cell.appealType === type && isSentTo(cell);
    const [context, price] = [cellsOf('context'), cellsOf('price')];
    const isSame = isSameElsewhere(table, context, price);
    return { personaId, isSame, context: sumWhere(table, context), price: sumWhere(table, price) };
  });
  const shown = pairs.filter(({ context, price }) => isShownInTime(context, price, registered));
  const shared = { ...registered, comparisonCount: Math.max(1, shown.length) };
  return pairs.map(({ personaId, isSame, context, price }) => ({
    personaId,
    answer: isSame
      ? answer({ name: 'context', sums: context }, { name: 'price', sums: price }, shared)
      : { kind: 'no_answer', first: 'context', second: 'price', reason: 'arms_differ_elsewhere' },
  }));
}

/** Below this p-value two groups have other channels or times than dice would give them. */
const SURROUNDINGS_ALARM = 0.001;

/** Do both groups carry the same offers, and the same channels at the same times as far as dice make that so? */
function isSameElsewhere(
  table: OutcomeTable,
  first: (cell: Cell) => boolean,
  second: (cell: Cell) => boolean,
): boolean {
  if (!isPrescribedAlike(table, [first, second], ['offerId', 'armProducts', 'armChannels', 'armCap']))
    return false;
  const surroundings = new Map<string, [number, number]>();
  for (const { cell, sums } of table.values()) {
    const side = first(cell) ? 0 : second(cell) ? 1 : undefined;
    if (side === undefined) continue;
    const key = `${cell.channel}|${cell.timing}`;
    const counts = surroundings.get(key) ?? [0, 0];
    counts[side] += sums.count;
    surroundings.set(key, counts);
  }
  return homogeneity([...surroundings.values()]) >= SURROUNDINGS_ALARM;
}

/** Pearson's chi-square test of whether two groups fall into the same classes: its p-value; 1 if one of them is empty. */
function homogeneity(classes: readonly (readonly [number, number])[]): number {
  const totals = [0, 1].map((side) => classes.reduce((sum, counts) => sum + counts[side]!, 0));
  const all = totals[0]! + totals[1]!;
  if (classes.length < 2 || totals.includes(0)) return 1;
  let statistic = 0;
  for (const counts of classes)
    for (const side of [0, 1]) {
      const expected = ((counts[0] + counts[1]) * totals[side]!) / all;
      statistic += (counts[side]! - expected) ** 2 / expected;
    }
  return chiSquareSurvival(statistic, classes.length - 1);
}

/** What the draw may give to some and not to others. */
const PRESCRIPTIONS = [
  'appealType',
  'appealAuthor',
  'copyAuthor',
  'offerId',
  'armProducts',
  'armChannels',
  'armCap',
] as const;
type Prescription = (typeof PRESCRIPTIONS)[number];

/** Do the arms of two groups prescribe the same of these? Where one group is empty, nothing differs. */
function isPrescribedAlike(
  table: OutcomeTable,
  groups: readonly ((cell: Cell) => boolean)[],
  fields: readonly Prescription[],
): boolean {
  const [first, second] = groups.map((passes) => {
    const cells = [...table.values()].map(({ cell }) => cell).filter(passes);
    return new Set(cells.map((cell) => JSON.stringify(fields.map((field) => cell[field]))));
  }) as [Set<string>, Set<string>];
  return first.size === 0 || second.size === 0 || isSame(first, second);
}

const isSame = (first: ReadonlySet<string>, second: ReadonlySet<string>): boolean =>
  first.size === second.size && [...first].every((one) => second.has(one));

/** With and without coupon. */
export function askCoupon(table: OutcomeTable, registered: Registered): Answer {
  return compareArmsBy(table, 'offerId', registered, [
    { name: 'with_coupon', passes: ({ offerId }) => offerId !== '' },
    { name: 'without_coupon', passes: ({ offerId }) => offerId === '' },
  ]);
}

/** What arms may prescribe, and what it is called where they leave it to the campaign: the plan's choice, as a rule. */
const LEFT_TO_CAMPAIGN = {
  armProducts: 'any_product',
  armChannels: 'any_channel',
  armCap: 'campaign_cap',
} as const;

/**
 * What arms prescribe of one thing against each other: products, channels, how often people are written to. Arms that
 * leave it to the campaign come first. No answer where they prescribe anything else differently.
 */
export function askPrescribed(
  table: OutcomeTable,
  field: keyof typeof LEFT_TO_CAMPAIGN,
  registered: Registered,
): readonly Answer[] {
  const sent = [...table.values()].map(({ cell }) => cell).filter(isSentTo);
  const values = [...new Set(sent.map((cell) => cell[field]))].sort();
  const pairs = values.flatMap((first, at) => values.slice(at + 1).map((second) => [first, second]));
  const shared = { ...registered, comparisonCount: Math.max(1, pairs.length) };
  return pairs.map((pair) => {
    const [first, second] = pair.map((value) => ({
      name: value === '' ? LEFT_TO_CAMPAIGN[field] : value,
      passes: (cell: Cell) => cell[field] === value,
    })) as [Side, Side];
    return compareArmsBy(table, field, shared, [first, second]);
  });
}

/** People who got messages, by what their arm prescribes. */
interface Side {
  readonly name: string;
  readonly passes: (cell: Cell) => boolean;
}

function compareArmsBy(
  table: OutcomeTable,
  asked: Prescription,
  registered: Registered,
  sides: readonly [Side, Side],
): Answer {
  const [first, second] = sides.map(({ name, passes }) => ({
    name,
    passes: (cell: Cell) => isSentTo(cell) && passes(cell),
  })) as [Side, Side];
  const elsewhere = PRESCRIPTIONS.filter((field) => field !== asked);
  if (!isPrescribedAlike(table, [first.passes, second.passes], elsewhere))
    return { kind: 'no_answer', first: first.name, second: second.name, reason: 'arms_differ_elsewhere' };
  const group = ({ name, passes }: Side) => ({ name, sums: sumWhere(table, passes) });
  return answer(group(first), group(second), registered);
}
