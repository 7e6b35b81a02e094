import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import type { Registered } from '#core/outcomes/experiments/compare-arms.ts';
import { type Cell, type CellRow, mergeOutcomes, summariseOutcomes } from '#core/outcomes/outcome-table.ts';
import { askEmpathy, askHoldout, askTiming } from '#core/outcomes/questions/standing-questions.ts';
import { type Effort, whoDoesWhat } from '#core/outcomes/questions/who-does-what.ts';

const registered: Registered = {
  alpha: 0.05,
  comparisonCount: 1,
  minimumEffect: 0.02,
  looks: { days: 14, day: 14 },
};

const cellOf = (fields: Partial<Cell>): Cell => ({
  timing: 'own_time',
  content: 'a',
  appealType: 'context',
  appealAuthor: 'person',
  copyAuthor: 'model',
  offerId: '',
  channel: 'push',
  personaId: 'p-01',
  ...fields,
});

/** People of a cell who respond with this probability. */
function people(fields: Partial<Cell>, count: number, probability: number): readonly CellRow[] {
  const rng = createRng(JSON.stringify(fields));
  return Array.from({ length: count }, () => ({
    cell: cellOf(fields),
    metric: rng.uniform() < probability ? 1 : 0,
    covariate: 0,
  }));
}

describe('the standing questions', () => {
  it('find what was planted and do not find what was not (seeds by cell)', () => {
    const rows = [
      ...people({ timing: 'holdout', appealType: '', channel: '' }, 4000, 0.05),
      ...people({ timing: 'own_time' }, 3000, 0.16),
      ...people({ timing: 'random_time' }, 3000, 0.1),
      ...people({ timing: 'one_time' }, 3000, 0.16),
    ];
    const table = summariseOutcomes(rows);
    expect(askHoldout(table, registered)).toMatchObject({ comparison: { verdict: 'better' } });
    const [random, one] = askTiming(table, ['random_time', 'one_time'], registered);
    expect(random).toMatchObject({ second: 'random_time', comparison: { verdict: 'better' } });
    expect(one).not.toMatchObject({ comparison: { verdict: 'better' } });
    expect(mergeOutcomes(summariseOutcomes(rows.slice(0, 99)), summariseOutcomes(rows.slice(99)))).toEqual(
      table,
    );
  });

  it('draws the empathy map by persona, and gives no verdict where an arm also carries a coupon', () => {
    const table = summariseOutcomes([
      ...people({ personaId: 'p-01', appealType: 'context' }, 4000, 0.15),
      ...people({ personaId: 'p-01', appealType: 'price' }, 4000, 0.08),
      ...people({ personaId: 'p-02', appealType: 'context' }, 4000, 0.1),
      ...people({ personaId: 'p-02', appealType: 'price', offerId: 'ten-off' }, 4000, 0.3),
    ]);
    const [first, second, everybody] = askEmpathy(table, registered);
    expect(everybody).toMatchObject({ personaId: '', answer: { reason: 'arms_differ_elsewhere' } });
    expect(first).toMatchObject({ personaId: 'p-01', answer: { comparison: { verdict: 'better' } } });
    expect(second?.answer).toMatchObject({ kind: 'no_answer', reason: 'arms_differ_elsewhere' });
  });
});

describe('the empathy map of a small persona', () => {
  const timings = ['own_time', 'random_time', 'one_time'];
  const verdicts = (cellAt: (index: number, pick: () => number) => Partial<Cell>, seed: string) => {
    const rng = createRng(seed);
    const rows = Array.from({ length: 40 }, (_, index) => ({
      cell: cellOf(cellAt(index, () => rng.uniform())),
      metric: 0,
      covariate: 0,
    }));
    return askEmpathy(summariseOutcomes(rows), registered)[0]!.answer.kind;
  };

  it('is asked although dice put its few people into other channels and hours (at most 1 in 100 is refused)', () => {
    const refused = Array.from({ length: 1000 }, (_, seed) =>
      verdicts(
        (_index, pick) => ({
          appealType: pick() < 0.5 ? 'context' : 'price',
          timing: timings[Math.floor(pick() * 3)]!,
          channel: pick() < 0.6 ? 'push' : 'email',
        }),
        `small ${seed}`,
      ),
    ).filter((kind) => kind === 'no_answer');
    expect(refused.length).toBeLessThanOrEqual(10);
  });

  it('is refused where one of the arms went another way', () => {
    expect(
      verdicts(
        (index) => (index % 2 ? { appealType: 'price', channel: 'email' } : { appealType: 'context' }),
        'x',
      ),
    ).toBe('no_answer');
  });
});

describe('whoDoesWhat', () => {
  const effort = (fields: Partial<Effort>): Effort => ({
    appealAuthor: 'person',
    copyAuthor: 'model',
    realAuthors: 6,
    minutes: 90,
    costMicros: 0,
    isSimulated: false,
    ...fields,
  });
  const table = summariseOutcomes([
    ...people({ copyAuthor: 'model' }, 4000, 0.15),
    ...people({ copyAuthor: 'person' }, 4000, 0.08),
    ...people({ appealAuthor: 'model', copyAuthor: 'model' }, 4000, 0.08),
  ]);

  it('compares every division of work with "a person chooses, the model writes"', () => {
    const rows = whoDoesWhat(table, [effort({}), effort({ appealAuthor: 'model' })], registered);
    expect(rows.map(({ answer }) => answer)).toMatchObject([
      undefined,
      { kind: 'compared', comparison: { verdict: 'worse' } },
    ]);
  });

  it('says "not measured" below five real authors, yet compares scripted ones, which say simulated', () => {
    const few = effort({ copyAuthor: 'person', realAuthors: 4 });
    expect(whoDoesWhat(table, [effort({}), few], registered)[1]?.answer).toMatchObject({
      reason: 'not_measured',
    });
    const scripted = [effort({ isSimulated: true }), { ...few, isSimulated: true }];
    expect(whoDoesWhat(table, scripted, registered)[1]?.answer).toMatchObject({ kind: 'compared' });
  });
});
