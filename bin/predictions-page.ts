import type { JsonObject } from '#core/kernel/json.ts';
import { logistic } from '#core/maths/logistic.ts';
import { featureSentence } from '#core/models/feature-sentences.ts';
import type { Predictions, Stage } from '#core/models/predictions.ts';
import { defaultPlays, type Play } from '#core/personas/stage-plays.ts';
import type { Out } from './out.ts';
import type { Said } from './said.ts';

const STAGES: Readonly<Record<Stage, Said>> = {
  high_intent: { en: 'about to buy', ko: '고의향군' },
  interest_expansion: { en: 'interest is growing', ko: '관심 확장군' },
  interest_keeping: { en: 'interested', ko: '관심 단계 유지군' },
  loyal: { en: 'loyal', ko: '충성고객군' },
};
const PLAYS: Readonly<Record<Play, Said>> = {
  buy_now: { en: 'a reason to buy now', ko: '지금 살 이유' },
  brand_story: { en: 'the brand’s story', ko: '브랜드 이야기' },
  membership: { en: 'what members get', ko: '멤버십 혜택' },
  nurture: { en: 'help and advice, no offer', ko: '도움과 정보, 할인 없이' },
};
const DAYS: Said = { en: 'Mon Tue Wed Thu Fri Sat Sun', ko: '월 화 수 목 금 토 일' };
const DAY_MS = 86_400_000;
const REASONS = 3;
const PRODUCTS = 5;
const HOURS = 3;
const unknown = { en: 'not known', ko: '알 수 없음' };

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const date = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Predictions as the profile's JSON holds them, with each reason in both languages. */
export function predictionsJson(predictions: Predictions): JsonObject {
  const { because } = predictions;
  const explained = because && {
    base: because.base,
    contributions: because.contributions.map((one) => ({
      ...one,
      about: { ...featureSentence(one.feature) },
    })),
  };
  return JSON.parse(JSON.stringify({ ...predictions, because: explained })) as JsonObject;
}

function reasons({ because }: Predictions, out: Out): readonly (readonly [string, string])[] {
  return (because?.contributions ?? []).slice(0, REASONS).map(({ feature, logOdds }) => {
    const sign = logOdds > 0 ? { en: 'speaks for it', ko: '높임' } : { en: 'speaks against it', ko: '낮춤' };
    return [
      `  ${out.say(featureSentence(feature))}`,
      `${out.say(sign)} (${logOdds > 0 ? '+' : ''}${logOdds.toFixed(2)})`,
    ];
  });
}

/** Where the model of seven days refuses, that of thirty may still speak: what its reasons add up to. */
function withinMonth({ because }: Predictions, out: Out): string {
  if (because === undefined) return out.say(unknown);
  const logOdds = because.contributions.reduce((sum, one) => sum + one.logOdds, because.base);
  return `${out.say(unknown)} / ${percent(logistic(logOdds))}`;
}

function bestHours({ rhythm }: Predictions, out: Out): string {
  if (rhythm === undefined) return out.say(unknown);
  const days = out.say(DAYS).split(' ');
  const best = rhythm.hours
    .map((rate, hour) => ({ rate, hour }))
    .sort((a, b) => b.rate - a.rate)
    .slice(0, HOURS)
    .map(({ hour }) => `${days[Math.floor(hour / 24)] ?? ''} ${hour % 24}:00`)
    .join(', ');
  const own = { en: `${percent(rhythm.ownShare)} own evidence`, ko: `본인 근거 ${percent(rhythm.ownShare)}` };
  return `${best} (${out.say(own)})`;
}

/** What the live models say of a customer, for people. */
export function printPredictions(view: JsonObject, out: Out): void {
  const row = (label: Said, value: string): readonly [string, string] => [out.say(label), value];
  const predictions = view['predictions'] as unknown as Predictions | undefined;
  out.line();
  out.line(out.say({ en: 'What will they do next', ko: '다음 행동 예측' }));
  if (predictions === undefined) {
    out.line(
      `  ${out.say({ en: 'not predicted yet: kairos run train', ko: '아직 예측이 없습니다: kairos run train' })}`,
    );
    return;
  }
  const { stage, stageSince, buyWithin, nextPurchase, alive, nextProducts } = predictions;
  const since =
    stageSince === undefined ? '' : ` (${new Date(stageSince.atMs).toISOString().slice(0, 10)} ~)`;
  const band =
    nextPurchase &&
    out.say({
      en: `${date(nextPurchase.p50)} (80 %: ${date(nextPurchase.p10)} … ${date(nextPurchase.p90)})`,
      ko: `${date(nextPurchase.p50)} (80 % 구간: ${date(nextPurchase.p10)} … ${date(nextPurchase.p90)})`,
    });
  out.table(
    ['', ''],
    [
      row(
        { en: 'stage', ko: '단계' },
        stage === undefined ? out.say(unknown) : out.say(STAGES[stage]) + since,
      ),
      row(
        { en: 'what to talk about', ko: '무엇을 말할까' },
        stage === undefined ? out.say(unknown) : out.say(PLAYS[defaultPlays[stage]]),
      ),
      row(
        { en: 'still a customer', ko: '고객 유지 확률' },
        alive === undefined ? out.say(unknown) : percent(alive),
      ),
      row(
        { en: 'buys within 7 / 30 days', ko: '7일 / 30일 안 구매 확률' },
        buyWithin
          ? `${percent(buyWithin.days7)} / ${percent(buyWithin.days30)}`
          : withinMonth(predictions, out),
      ),
      ...reasons(predictions, out),
      row({ en: 'next purchase, if they return', ko: '다음 구매일 (돌아온다면)' }, band ?? out.say(unknown)),
      row(
        { en: 'next products', ko: '다음 상품' },
        nextProducts.length === 0
          ? out.say(unknown)
          : nextProducts
              .slice(0, PRODUCTS)
              .map(({ productId }) => productId)
              .join(', '),
      ),
      row({ en: 'best hours', ko: '좋은 시간' }, bestHours(predictions, out)),
    ],
  );
}
