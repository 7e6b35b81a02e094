import { describe, expect, it } from '@jest/globals';
import { managerSentences, type ReportFacts } from '#core/kpis/manager-sentences.ts';

const facts: ReportFacts = {
  campaignName: '가을 보습',
  people: 12_000,
  messages: 10_000,
  reached: 10_000,
  responders: 420,
  isSimulated: true,
  isSampleRatioBroken: false,
  goal: { en: 'orders', ko: '주문' },
  againstHoldout: {
    kind: 'compared',
    first: 'sent',
    second: 'holdout',
    counts: [10_000, 2_000],
    comparison: {
      verdict: 'better',
      difference: 0.0125,
      interval: [0.004, 0.021],
      missingCount: undefined,
      varianceReduction: 0.3,
    },
  },
  cost: { text: '$12.40', estimates: ['AmazonSES email'] },
  isOver: false,
  daysMissing: undefined,
  peopleMissing: undefined,
  unknowns: [],
};

describe('managerSentences', () => {
  it('says what happened, whether it is real, what it cost, what to do and what nobody knows', () => {
    expect(managerSentences(facts).map(({ en }) => en)).toEqual([
      '"가을 보습" sent 10,000 messages to 12,000 people considered, and 420 responded (4.2 %). All of it is simulated.',
      'It is real: 1.25 more orders per 100 people than without messages (between 0.40 and 2.10).',
      'It cost about $12.40 (an estimate: assumed prices of AmazonSES email).',
      'Keep it, and keep the holdout.',
      'What we do not know: what happens after the window.',
    ]);
  });

  it('refuses a verdict where people were lost, and a price where one is missing', () => {
    const said = managerSentences({ ...facts, isSampleRatioBroken: true, cost: undefined });
    expect(said.map(({ ko }) => ko).join(' ')).toMatch(/효과를 말할 수 없습니다.*비용을 알 수 없습니다/);
    expect(said[1]?.en).not.toMatch(/real: /);
  });

  it('waits with stores held out until the last answer is in, and asks for more stores where there are too few', () => {
    const said = (reason: 'too_early' | 'too_few_stores') =>
      managerSentences({
        ...facts,
        isOver: true,
        againstHoldout: { kind: 'no_answer', first: 'stores_in', second: 'stores_out', reason },
      });
    expect(said('too_early')[1]!.en).toBe('Its effect is not read before the last answer is in.');
    expect(said('too_early')[3]!.ko).toBe('바꾸지 말고 기다리십시오.');
    expect(said('too_few_stores')[1]!.ko).toBe('참여한 매장이 적어 효과를 말할 수 없습니다.');
    expect(said('too_few_stores')[3]!.en).toMatch(/run it again with more stores/);
  });

  it('sends nobody to wait for longer than a season', () => {
    const undecided: ReportFacts['againstHoldout'] = {
      kind: 'compared',
      first: 'sent',
      second: 'holdout',
      counts: [100, 20],
      comparison: {
        verdict: 'not_enough_yet',
        difference: 0.01,
        interval: [-0.2, 0.2],
        missingCount: 9000,
        varianceReduction: 0,
      },
    };
    const adviceAfter = (daysMissing: number | undefined): string | undefined =>
      managerSentences({ ...facts, daysMissing, againstHoldout: undecided })[3]?.en;
    expect(adviceAfter(undefined)).toBe('Let it run; do not change it meanwhile.');
    expect(adviceAfter(90)).toBe('Let it run about 90 more days; do not change it meanwhile.');
    expect(adviceAfter(91)).toMatch(/^Ask more people or fewer questions: .* about 91 more days\.$/);
  });
});
