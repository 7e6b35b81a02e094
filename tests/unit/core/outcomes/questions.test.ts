import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import type { Registered } from '#core/outcomes/experiments/compare-arms.ts';
import {
  type Cell,
  type CellRow,
  mergeOutcomes,
  type OutcomeTable,
  summariseOutcomes,
} from '#core/outcomes/outcome-table.ts';
import {
  askCoupon,
  askEmpathy,
  askHoldout,
  askPrescribed,
  askTiming,
} from '#core/outcomes/questions/standing-questions.ts';
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
  armProducts: '',
  armChannels: '',
  armCap: '',
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

describe('channel, frequency and coupon', () => {
  const askChannel = (table: OutcomeTable, by: Registered) => askPrescribed(table, 'armChannels', by);
  const askFrequency = (table: OutcomeTable, by: Registered) => askPrescribed(table, 'armCap', by);
  const heldOut = people({ timing: 'holdout', content: '', appealType: '', channel: '' }, 4000, 0.05);
  const plain = people({ content: 'plain' }, 4000, 0.15);

  it('are asked of what arms prescribe, not of what the plan chose', () => {
    const table = summariseOutcomes([...heldOut, ...plain, ...people({ channel: 'email' }, 2000, 0.05)]);
    expect(askChannel(table, registered)).toEqual([]);
    expect(askFrequency(table, registered)).toEqual([]);
  });

  it('compare each channel with each other, sharing the chance of erring', () => {
    const table = summariseOutcomes([
      ...heldOut,
      ...plain,
      ...people({ content: 'mail', armChannels: 'email', channel: 'email' }, 4000, 0.08),
      ...people({ content: 'texts', armChannels: 'sms', channel: 'sms' }, 4000, 0.15),
    ]);
    const answers = askChannel(table, registered);
    expect(
      answers.map((one) => [one.first, one.second, one.kind === 'compared' && one.comparison.verdict]),
    ).toEqual([
      ['any_channel', 'email', 'better'],
      ['any_channel', 'sms', 'not_enough_yet'],
      ['email', 'sms', 'worse'],
    ]);
    const alone = askChannel(
      summariseOutcomes([...plain, ...people({ armChannels: 'sms' }, 4000, 0.15)]),
      registered,
    );
    const width = ([low, high]: readonly [number, number]): number => high - low;
    const [shared, own] = [answers[1], alone[0]].map(
      (one) => one?.kind === 'compared' && width(one.comparison.interval),
    );
    expect(shared).toBeGreaterThan(Number(own));
  });

  it('compare a tighter cap with the campaign’s own', () => {
    const rows = [...plain, ...people({ content: 'seldom', armCap: '≤ 1 / 7 d' }, 4000, 0.08)];
    expect(askFrequency(summariseOutcomes(rows), registered)).toMatchObject([
      { first: 'campaign_cap', second: '≤ 1 / 7 d', comparison: { verdict: 'better' } },
    ]);
  });

  it('give no verdict where the arms differ in words, offer or anything else, too', () => {
    const other = { armChannels: 'email', appealType: 'price' } as const;
    const byChannel = summariseOutcomes([...plain, ...people(other, 4000, 0.08)]);
    const byCap = summariseOutcomes([...plain, ...people({ armCap: '≤ 1 / 7 d', offerId: 'o' }, 4000, 0.08)]);
    const byCoupon = summariseOutcomes([
      ...plain,
      ...people({ offerId: 'o', appealType: 'price' }, 4000, 0.3),
    ]);
    const reason = 'arms_differ_elsewhere';
    expect(askChannel(byChannel, registered)).toMatchObject([{ reason }]);
    expect(askFrequency(byCap, registered)).toMatchObject([{ reason }]);
    expect(askCoupon(byCoupon, registered)).toMatchObject({ reason });
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
