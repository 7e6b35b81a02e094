import { wallClock } from '#core/kernel/time.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';
import { goalName } from '#core/plan/goal.ts';
import { offerWorth } from '#core/plan/offer.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import { signaturesNeeded } from '#core/plan/plan-summary.ts';
import type { Language, Said } from '../said.ts';
import { billedMoney } from './billed-money.ts';
import { forecastTables } from './forecast-words.ts';
import type { PlanTable } from './plan-table.ts';
import { storeTables } from './store-words.ts';
import { triggerTable } from './trigger-words.ts';
import { UPLIFT_BASES, UPLIFT_STANDINGS } from './uplift-words.ts';

type Say = (said: Said) => string;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const timeOf = ({ zone = 'UTC' }: PlanSummary, ms: number): string => wallClock(zone, ms);
const SAMPLES_ON_TERMINAL = 4;

/** What a plan says, in tables. */
export function planTables(summary: PlanSummary, language: Language): readonly PlanTable[] {
  const say: Say = (said) => said[language];
  const { campaign } = summary;
  const at = (ms: number): string => timeOf(summary, ms);
  // A triggered campaign plans nobody: what there is to read is its rule.
  const { trigger } = campaign;
  const isPlanned = trigger === undefined;
  return [
    {
      title: `${campaign.name} (${campaign.id}, ${summary.occurrence})`,
      header: ['', ''],
      rows: [
        [say({ en: 'goal', ko: '목표' }), `${campaign.goal.event}, ${campaign.goal.kpi}`],
        [
          say({ en: 'pre-registered metric', ko: '사전 등록 지표' }),
          `${campaign.metric.name}, ≥ ${percent(campaign.metric.minimumDetectableEffect)}`,
        ],
        [say({ en: 'window', ko: '발송 기간' }), `${at(summary.window.fromMs)} … ${at(summary.window.toMs)}`],
        ...(isPlanned ? expectedRows(summary, say) : []),
        [
          say({ en: 'signatures needed', ko: '필요한 승인 수' }),
          `${signaturesNeeded(summary)} (${campaign.approvals.roles.join(', ')})`,
        ],
        [
          say({ en: 'all can be taken back until', ko: '전부 되돌릴 수 있는 시한' }),
          at(summary.reversibleUntilMs),
        ],
      ],
    },
    ...(isPlanned ? audienceTables(summary, say) : [triggerTable(summary, trigger, say)]),
    ...forecastTables(summary, say),
    ...storeTables(summary, say),
    {
      title: say({ en: 'Offers', ko: '혜택' }),
      header: [
        say({ en: 'offer', ko: '혜택' }),
        say({ en: 'worth', ko: '내용' }),
        say({ en: 'codes at most', ko: '최대 발급 수' }),
        say({ en: 'until', ko: '기한' }),
        say({ en: 'paid by', ko: '부담' }),
      ],
      rows: summary.offers.map((offer) => [
        `${offer.name[language]} (${offer.id})`,
        offerWorth(offer, language),
        offer.mostCodes,
        at(offer.validity.toMs),
        offer.funder,
      ]),
    },
    {
      title: say({ en: 'Copy as rendered', ko: '실제로 보일 문구' }),
      header: [
        say({ en: 'persona', ko: '페르소나' }),
        say({ en: 'channel', ko: '채널' }),
        say({ en: 'text', ko: '문구' }),
      ],
      rows: oneOfEach(summary.samples).map(({ personaId, channel, title, body }) => [
        personaId ?? say({ en: 'everybody', ko: '전체' }),
        channel,
        [title, body].filter((text) => text !== '').join(' / '),
      ]),
      mostOnTerminal: SAMPLES_ON_TERMINAL,
    },
    {
      title: say({ en: 'Other campaigns in the same window', ko: '같은 기간의 다른 캠페인' }),
      header: [
        say({ en: 'campaign', ko: '캠페인' }),
        say({ en: 'priority', ko: '우선순위' }),
        say({ en: 'messages', ko: '건수' }),
      ],
      rows: summary.conflicts.map(({ campaignId, priority, messages }) => [campaignId, priority, messages]),
    },
  ].filter(({ rows }) => rows.length > 0);
}

function expectedRows(summary: PlanSummary, say: Say): readonly (readonly (string | number)[])[] {
  const { assignment, campaign, expected, evidence, planned } = summary;
  const share = (count: number): string => percent(planned === 0 ? 0 : count / planned);
  return [
    [
      say({
        en: `${goalName(campaign.goal.event).en} expected to be added`,
        ko: `늘어날 것으로 보는 ${goalName(campaign.goal.event).ko}`,
      }),
      `${expected.orders.toFixed(1)} (${expected.interval.low.toFixed(1)} … ${expected.interval.high.toFixed(1)}; ${say({ en: 'measured', ko: '실험으로 측정' })} ${percent(expected.measuredShare)})`,
    ],
    ...upliftRows(summary, say),
    [
      say({ en: 'value of the plan, and the most possible', ko: '계획의 기대 이익과 이론상 최대' }),
      `${whole(assignment.value)} / ${whole(assignment.bound)} ${summary.currency} (${say({ en: 'gap', ko: '차이' })} ${percent(assignment.gap)})`,
    ],
    [
      say({ en: 'let in by a policy: zone, age', ko: '정책으로 포함된 고객: 시간대, 나이' }),
      `${summary.letIn.byFallbackZone}, ${summary.letIn.byUnknownAge}`,
    ],
    [
      say({ en: 'hour by evidence', ko: '시간대의 근거' }),
      `${say({ en: 'own', ko: '본인' })} ${share(evidence.own)}, ${say({ en: 'pooled', ko: '전체 고객' })} ${share(evidence.pooled)}, ${say({ en: 'default', ko: '기본값' })} ${share(evidence.fallback)}`,
    ],
    [say({ en: 'moved from a full hour', ko: '가득 찬 시간에서 옮겨짐' }), String(summary.moved)],
    [say({ en: 'tokens needed', ko: '필요한 토큰' }), String(summary.tokensNeeded)],
  ];
}

function upliftRows({ uplift }: PlanSummary, say: Say): readonly (readonly string[])[] {
  if (uplift === undefined) return [];
  const { messages, standing } = uplift;
  const counts = (['person', 'persona', 'response'] as const)
    .filter((basis) => messages[basis] > 0)
    .map((basis) => `${say(UPLIFT_BASES[basis])} ${whole(messages[basis])}`);
  return [
    [say({ en: 'which rest on', ko: '그 근거' }), [...counts, say(UPLIFT_STANDINGS[standing])].join('; ')],
  ];
}

function audienceTables(summary: PlanSummary, say: Say): readonly PlanTable[] {
  const funnel = Object.entries(skipReasons).flatMap(([reason, sentence]) => {
    const count = summary.skipped[reason as keyof typeof skipReasons];
    return count === undefined ? [] : [[say(sentence), -count]];
  });
  return [
    {
      title: say({ en: 'Audience', ko: '대상 고객' }),
      header: [say({ en: 'step', ko: '단계' }), say({ en: 'people', ko: '명' })],
      rows: [
        [say({ en: 'considered', ko: '검토 대상' }), summary.considered],
        ...funnel,
        [say({ en: 'get a message', ko: '발송 대상' }), summary.planned],
      ] as (string | number)[][],
    },
    {
      title: say({ en: 'Cost', ko: '비용' }),
      header: [
        say({ en: 'channel', ko: '채널' }),
        say({ en: 'messages', ko: '건수' }),
        `${say({ en: 'from', ko: '최소' })} ${summary.billingCurrency}`,
        say({ en: 'to', ko: '최대' }),
        say({ en: 'done by', ko: '완료 시각' }),
      ],
      rows: summary.cost.map(({ channel, messages, micros, isEstimate }) => [
        channel,
        messages,
        billedMoney(micros.low),
        billedMoney(micros.high) + (isEstimate ? say({ en: ' (estimate)', ko: ' (추정)' }) : ''),
        timeOf(summary, summary.finishesAtMs[channel] ?? summary.window.toMs),
      ]),
    },
    {
      title: say({ en: 'Arms', ko: '실험군' }),
      header: [
        say({ en: 'arm', ko: '실험군' }),
        say({ en: 'probability', ko: '확률' }),
        say({ en: 'messages', ko: '건수' }),
      ],
      rows: summary.arms.map(({ name, probability, planned: count }) => [name, percent(probability), count]),
    },
  ];
}

/** For each persona, channel and language the first sample; `--json` has them all. */
function oneOfEach(samples: PlanSummary['samples']): PlanSummary['samples'] {
  const first = new Map<string, PlanSummary['samples'][number]>();
  for (const sample of samples) {
    const key = `${sample.personaId ?? ''}/${sample.channel}/${sample.language ?? ''}`;
    if (!first.has(key)) first.set(key, sample);
  }
  return [...first.values()];
}
