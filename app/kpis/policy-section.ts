import type { CampaignReport } from '#app/kpis/campaign-report.ts';
import { per100 } from '#app/kpis/question-sections.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import type { OffPolicyEstimate, OffPolicyRefusal } from '#core/outcomes/experiments/off-policy.ts';
import type { Policy } from '#core/outcomes/experiments/policies.ts';

type PolicySubject = CampaignReport['policies'][number]['subject'];

interface PolicyWords {
  readonly heading: string;
  readonly says: string;
  readonly none: string;
  readonly header: readonly string[];
  readonly rules: Readonly<Record<PolicySubject, Readonly<Record<Policy, string>>>>;
  readonly effective: string;
  readonly refused: Readonly<Record<OffPolicyRefusal, string>>;
}

const WORDS: Readonly<Record<'en' | 'ko', PolicyWords>> = {
  en: {
    heading: 'What other rules would have brought (not run)',
    says: 'From the draws that were logged, doubly robust; a rule is learned on one half of the people and judged on the other. Orders per 100 people, interval 95 % at one look: a hint what to try next, no proof.',
    none: 'Nobody was drawn among two things: there is nothing to say of other rules.',
    header: ['rule', 'as it was run', 'by the rule', 'interval', 'effective people'],
    rules: {
      arm: {
        best: 'each persona the arm that did best for it',
        equal: 'every arm as likely as any other',
      },
      copy: {
        best: 'each persona the copy that did best for it',
        equal: 'every copy as likely as any other',
      },
    },
    effective: '{effective} of {count}',
    refused: {
      too_few_effective: 'not told: too few effective people',
      weights_not_around_one: 'not told: the logged probabilities do not fit what was drawn',
      one_weight_dominates: 'not told: one person would decide it',
    },
  },
  ko: {
    heading: '다른 규칙이라면 (실행하지 않음)',
    says: '기록된 추첨 확률로 이중 강건 추정. 규칙은 절반의 고객에서 배우고 나머지 절반에서 평가합니다. 100명당 주문, 한 번 볼 때의 95 % 구간: 다음 시도를 위한 힌트이며 증거가 아닙니다.',
    none: '둘 이상에서 추첨된 사람이 없어 다른 규칙에 대해 말할 수 없습니다.',
    header: ['규칙', '실행한 대로', '규칙대로', '구간', '유효 인원'],
    rules: {
      arm: { best: '페르소나마다 가장 좋았던 실험군', equal: '모든 실험군을 같은 확률로' },
      copy: { best: '페르소나마다 가장 좋았던 문구', equal: '모든 문구를 같은 확률로' },
    },
    effective: '{count}명 중 {effective}명',
    refused: {
      too_few_effective: '말하지 않음: 유효 인원이 너무 적음',
      weights_not_around_one: '말하지 않음: 기록된 확률이 추첨 결과와 맞지 않음',
      one_weight_dominates: '말하지 않음: 한 사람이 결과를 좌우함',
    },
  },
};

/** Estimates of rules that were not run, or why there are none. */
export function policySection({ policies }: CampaignReport, language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const section = { heading: words.heading, isGood: null, detail: null, charts: [] } as const;
  if (policies.length === 0) return { ...section, sentences: [words.none], table: null };
  const rows = policies.map(({ subject, policy, asRun, count, estimate }) => [
    words.rules[subject][policy],
    per100(asRun),
    ...toldOf(estimate, words),
    filled(words.effective, { effective: Math.round(estimate.effectiveCount), count }),
  ]);
  return { ...section, sentences: [words.says], table: { header: words.header, rows } };
}

function toldOf(estimate: OffPolicyEstimate, words: PolicyWords): readonly [value: string, interval: string] {
  if (estimate.kind === 'refused') return ['–', words.refused[estimate.reason]];
  const [low, high] = estimate.interval;
  return [per100(estimate.value), `${per100(low)} … ${per100(high)}`];
}
