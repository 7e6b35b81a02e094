import type { PlanAnswer, WhyDecision } from '#app/delivery/why-customer.ts';
import { copyLawPacks } from '#core/copy/law/kr-cosmetics.ts';
import { deliveryReasons } from '#core/delivery/reasons.ts';
import { wallClock } from '#core/kernel/time.ts';
import { featureSentence } from '#core/models/feature-sentences.ts';
import type { Said } from '../said.ts';
import { billedMoney } from './billed-money.ts';
import { UPLIFT_BASES, UPLIFT_STANDINGS } from './uplift-words.ts';

type Say = (said: Said) => string;
type Row = readonly [name: Said, text: string];
type Sent = Exclude<WhyDecision, { readonly skip: unknown }>;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

const EVIDENCE: Readonly<Record<Sent['evidence'], Said>> = {
  own: { en: 'the customer’s own hours', ko: '본인의 시간대' },
  pooled: { en: 'everybody’s hours together with the customer’s', ko: '전체 고객과 본인의 시간대' },
  fallback: { en: 'the brand’s default hours', ko: '브랜드 기본 시간대' },
  trigger: { en: 'what the customer had just done', ko: '고객이 방금 한 행동' },
};
const AUTHORS: Readonly<Record<NonNullable<PlanAnswer['copy']>['appealAuthor'], Said>> = {
  person: { en: 'a person', ko: '사람' },
  model: { en: 'the model', ko: '모델' },
  person_picks_models: { en: 'a person, from the model’s', ko: '사람(모델 제안 중 선택)' },
};
const STATUSES = {
  accepted: { en: 'accepted by the provider', ko: '발송사가 접수함' },
  suppressed: { en: 'not sent', ko: '보내지 않음' },
  failed: { en: 'failed', ko: '실패' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
} as const;
const LAW = copyLawPacks.map(({ id, edition }) => `${id} ${edition}`).join(', ');
const CHECKED = {
  words: { en: 'words: facts and law', ko: '문구: 사실·법령' },
  done: {
    en: 'passed at its send instant: consent, quiet hours, frequency cap, opt-outs, budget, window',
    ko: '발송 순간 통과: 수신 동의, 야간 제한, 빈도 제한, 수신 거부, 예산, 발송 기간',
  },
  later: {
    en: 'at its send instant: consent, quiet hours, frequency cap, opt-outs, budget, window',
    ko: '발송 순간 확인: 수신 동의, 야간 제한, 빈도 제한, 수신 거부, 예산, 발송 기간',
  },
} as const;
/** So many influences are told. */
const MOST_INFLUENCES = 3;

/** Why a message goes to somebody: name and text of each line. */
export function whyRows(answer: PlanAnswer, decision: Sent, say: Say): readonly Row[] {
  const { message } = decision;
  const at = (ms: number): string => wallClock(answer.zone ?? 'UTC', ms);
  return [
    [{ en: 'when', ko: '언제' }, at(message.dueAtMs)],
    [{ en: 'because of', ko: '근거' }, say(EVIDENCE[decision.evidence])],
    ...timingRows(answer, decision, say),
    [{ en: 'channel, product', ko: '채널, 상품' }, `${message.channel}, ${message.productId ?? '-'}`],
    ...copyRows(answer, say),
    ...checkRows(answer, say),
    ...personRows(answer, decision, say),
    [{ en: 'arm, probability', ko: '실험군, 확률' }, `${message.arm}, ${percent(message.armProbability)}`],
    [
      { en: 'costs at most', ko: '최대 비용' },
      `${billedMoney(message.worstCaseMicros)} ${answer.billingCurrency}`,
    ],
    [{ en: 'what became of it', ko: '결과' }, outcomeOf(answer, say)],
  ];
}

function timingRows(
  { zone = 'UTC', currency, upliftStanding }: PlanAnswer,
  decision: Sent,
  say: Say,
): readonly Row[] {
  if (decision.evidence === 'trigger') return [];
  const { basis, value, otherwise, wishedAtMs } = decision;
  const rows: Row[] = [
    [{ en: 'expected value after cost', ko: '비용을 뺀 기대 이익' }, `${whole(value)} ${currency}`],
  ];
  if (basis !== undefined)
    rows.push([
      { en: 'which rests on', ko: '기대 이익의 근거' },
      [UPLIFT_BASES[basis], ...(upliftStanding ? [UPLIFT_STANDINGS[upliftStanding]] : [])]
        .map(say)
        .join('; '),
    ]);
  if (wishedAtMs !== undefined)
    rows.push([
      { en: 'would rather have had', ko: '원래 가장 좋은 시간 (가득 참)' },
      wallClock(zone, wishedAtMs),
    ]);
  if (otherwise !== undefined && value > 0) {
    const change = otherwise.value / value - 1;
    const moved = say({ en: 'expected value', ko: '기대 이익' });
    rows.push([
      otherwise.needsConsent
        ? { en: 'with consent to messages at night', ko: '야간 수신에 동의했다면' }
        : { en: 'without consent to messages at night', ko: '야간 수신 동의가 없었다면' },
      `${wallClock(zone, otherwise.atMs)}, ${moved} ${change < 0 ? '−' : '+'}${percent(Math.abs(change))}`,
    ]);
  }
  return rows;
}

function copyRows({ copy }: PlanAnswer, say: Say): readonly Row[] {
  if (copy === undefined) return [];
  const words = [copy.title, copy.body].filter((text) => text !== '').join(' / ');
  return [
    [{ en: 'words as approved', ko: '승인된 문구' }, `${words} (${copy.id})`],
    [
      { en: 'appeal point, chosen by', ko: '소구점, 고른 이' },
      `${copy.appealType}, ${say(AUTHORS[copy.appealAuthor])}`,
    ],
    [
      { en: 'written by; approved by; facts', ko: '작성; 승인; 사실 자료' },
      `${say(AUTHORS[copy.copyAuthor])}; ${copy.approvedBy}; ${copy.factSheetId}`,
    ],
  ];
}

/** So many reviews are named; `--json` names all. */
const MOST_REVIEWS = 3;

/** What the words were written from, and what they and the message had to pass. */
function checkRows({ source, receipt }: PlanAnswer, say: Say): readonly Row[] {
  const moment = receipt?.status === 'accepted' ? CHECKED.done : CHECKED.later;
  const checks: Row = [{ en: 'checks', ko: '검수' }, `${say(CHECKED.words)} (${LAW}); ${say(moment)}`];
  if (source === undefined) return [checks];
  const { model, promptHash, factIds, reviewIds } = source;
  const named = reviewIds.slice(0, MOST_REVIEWS).map((id) => id.slice(0, 12));
  const more = reviewIds.length > MOST_REVIEWS ? [`+${reviewIds.length - MOST_REVIEWS}`] : [];
  return [
    [{ en: 'language model; prompt', ko: '언어 모델; 프롬프트' }, `${model}; ${promptHash}`],
    [
      { en: 'from facts; reviews', ko: '사용한 사실; 리뷰' },
      `${factIds.join(', ') || '-'}; ${[...named, ...more].join(', ') || '-'}`,
    ],
    checks,
  ];
}

function personRows({ persona, predictions }: PlanAnswer, { message }: Sent, say: Say): readonly Row[] {
  const own = persona === undefined ? '' : ` ${personaText(persona, say)}`;
  return [
    [{ en: 'persona', ko: '페르소나' }, `${message.personaId ?? '-'}${own}`],
    ...(predictions === undefined ? [] : predictionRows(predictions, say)),
  ];
}

function personaText({ probability, runnerUp }: NonNullable<PlanAnswer['persona']>, say: Say): string {
  if (runnerUp === undefined) return percent(probability);
  const next = say({ en: 'next', ko: '다음' });
  return `${percent(probability)}; ${next} ${runnerUp.personaId} ${percent(runnerUp.probability)}`;
}

function predictionRows(
  { buyWithin, because, modelHash }: NonNullable<PlanAnswer['predictions']>,
  say: Say,
): readonly Row[] {
  if (buyWithin === undefined) return [];
  const influences = [...(because?.contributions ?? [])]
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
    .slice(0, MOST_INFLUENCES)
    .map(({ feature, logOdds }) => `${logOdds < 0 ? '▼' : '▲'} ${say(featureSentence(feature))}`);
  const model = `${say({ en: 'model', ko: '모델' })} ${modelHash.slice(0, 12)}`;
  return [
    [
      { en: 'buys within 7 and 30 days', ko: '7일, 30일 안에 구매할 확률' },
      `${percent(buyWithin.days7)}, ${percent(buyWithin.days30)} (${model})`,
    ],
    [{ en: 'what moves it', ko: '영향을 준 것' }, influences.join(', ') || '-'],
  ];
}

function outcomeOf({ receipt, zone = 'UTC', billingCurrency }: PlanAnswer, say: Say): string {
  if (receipt === undefined) return say({ en: 'nothing yet', ko: '아직 없음' });
  const { status, reason, atMs, costMicros } = receipt;
  const known: Readonly<Record<string, Said>> = deliveryReasons;
  const sentence = known[reason];
  const cost = costMicros === 0 ? '' : `, ${billedMoney(costMicros)} ${billingCurrency}`;
  return [`${say(STATUSES[status])}, ${wallClock(zone, atMs)}${cost}`, sentence && say(sentence)]
    .filter(Boolean)
    .join('. ');
}
