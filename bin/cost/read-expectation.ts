import type { CostDesk } from '#app/cost/cost-desk.ts';
import type { Ledger } from '#app/cost/read-ledger.ts';
import type { ForecastLine } from '#core/cost/ledger/compare-forecast.ts';
import type { KeptForecast } from '#core/cost/ledger/forecast.ts';
import { type Month, parseMonth } from '#core/cost/ledger/month.ts';
import { refuse, type Said } from '../said.ts';

/** What cost is held against. */
export interface Expectation {
  readonly lines: readonly ForecastLine[];
  /** What it does not hold. */
  readonly notes: readonly Said[];
}

const NOT_IN_A_PLAN: Said = {
  en: "A plan forecasts what its messages use, at each price's dearest step. Not in it: shared cost, functions, reading people for the plan, copy, ad spend, people's time, coupons, samples, returns.",
  ko: '계획은 메시지가 쓰는 항목을 각 단가의 가장 비싼 구간으로 예상합니다. 공통비, 함수 실행, 계획용 고객 조회, 문구 작성, 광고비, 인건비, 쿠폰, 샘플, 반품은 예상에 없습니다.',
};

/**
 * What `--forecast plan|MONTH` asks for: what started plans of the campaign expect, or the lines of an earlier month.
 * @throws InputError if campaign or month are missing or do not go with it.
 */
export async function readExpectation(
  asked: string,
  { campaign, month }: { readonly campaign: string | undefined; readonly month: Month | undefined },
  { desk, ledger }: { readonly desk: Pick<CostDesk, 'forecastsOf'>; readonly ledger: Ledger },
): Promise<Expectation> {
  if (asked !== 'plan') return earlierMonth(parseMonth(asked), { campaign, month }, ledger);
  if (campaign === undefined || month !== undefined) {
    throw refuse({
      en: '--forecast plan is for a whole campaign: kairos cost CAMPAIGN --forecast plan',
      ko: '--forecast plan 은 캠페인 전체에 씁니다: kairos cost 캠페인 --forecast plan',
    });
  }
  return ofPlans(campaign, await desk.forecastsOf(campaign));
}

function ofPlans(campaign: string, kept: readonly KeptForecast[]): Expectation {
  const none: Said = {
    en: `no plan of ${campaign} was started: there is no forecast`,
    ko: `시작된 ${campaign} 계획이 없어 예상도 없습니다`,
  };
  const without = kept.filter(({ forecast }) => forecast === undefined);
  const unpriced = kept.flatMap(({ forecast }) => forecast?.unpriced ?? []);
  return {
    lines: kept.flatMap(({ forecast }) => forecast?.lines ?? []),
    notes: [
      ...(kept.length === 0 ? [none] : [NOT_IN_A_PLAN]),
      ...without.map(({ planHash }) => ({
        en: `plan ${planHash} keeps no forecast by line: it chose nobody beforehand, or is older than that`,
        ko: `계획 ${planHash} 에는 항목별 예상이 없습니다. 대상을 미리 정하지 않았거나 이전 형식의 계획입니다`,
      })),
      ...unpriced.map(({ quantity, service, unit, region }) => ({
        en: `not in the forecast, for want of a price: ${quantity} × ${service} ${unit} in ${region}`,
        ko: `단가를 몰라 예상에 없음: ${quantity} × ${service} ${unit} (${region})`,
      })),
    ],
  };
}

function earlierMonth(
  before: Month,
  { campaign, month }: { readonly campaign: string | undefined; readonly month: Month | undefined },
  { closed, open }: Ledger,
): Expectation {
  if (month === undefined || before >= month) {
    throw refuse({
      en: `a month is held against an earlier one: kairos cost --month MONTH --forecast ${before}`,
      ko: `달은 이전 달과 비교합니다: kairos cost --month 달 --forecast ${before}`,
    });
  }
  const lines = [...closed, ...open]
    .filter((statement) => statement.month === before)
    .flatMap((statement) => statement.lines)
    .filter(({ tags }) => campaign === undefined || tags.campaign === campaign);
  const none: Said = { en: `the ledger has no line of ${before}`, ko: `원장에 ${before} 항목이 없습니다` };
  return { lines, notes: lines.length === 0 ? [none] : [] };
}
