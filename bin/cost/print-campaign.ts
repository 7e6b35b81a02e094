import * as z from 'zod';
import type { CampaignAccount } from '#app/cost/cost-desk.ts';
import type {
  CampaignResult,
  CostGroup,
  IncrementalEffect,
  Interval,
} from '#core/cost/ledger/campaign-result.ts';
import { currencyDecimals } from '#core/kernel/money.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';

const intervalShape = z.object({ low: z.string(), estimate: z.string(), high: z.string() });

/** The file that says what a campaign brought. */
export const effectFile: z.ZodType<IncrementalEffect> = z.object({
  margin: intervalShape,
  orders: intervalShape,
});

const NAMES: Readonly<Record<CostGroup, Said>> = {
  cloud: { en: 'cloud', ko: '클라우드' },
  model: { en: 'language model', ko: '언어 모델' },
  messages: { en: 'messages', ko: '메시지' },
  ad_spend: { en: 'advertising', ko: '광고비' },
  vendor: { en: 'suppliers, credits, corrections', ko: '외부 업체, 환급, 정정' },
  people: { en: "people's time", ko: '인건비' },
  coupon: { en: 'coupons redeemed', ko: '쿠폰 사용' },
  points: { en: 'points (liability)', ko: '포인트 (부채)' },
  sample: { en: 'samples', ko: '샘플' },
  return: { en: 'returns', ko: '반품' },
  shared: { en: 'share of shared cost', ko: '공통비 배부' },
};

/** Revenue against cost of one campaign, for people. */
export function printCampaign(result: CampaignResult, account: CampaignAccount | undefined, out: Out): void {
  const { currency } = result;
  const say = (en: string, ko: string): string => out.say({ en, ko });
  if (account !== undefined) {
    const { costCentre, approvalNumber } = account;
    out.line(
      say(
        `cost centre ${costCentre}, account ${account.account}, approval ${approvalNumber}`,
        `코스트센터 ${costCentre}, 계정 ${account.account}, 품의 번호 ${approvalNumber}`,
      ),
    );
  }
  const rows = Object.entries(result.costs).map(([group, amount]) => [
    out.say(NAMES[group as CostGroup]),
    shown(amount, currency),
    currency,
  ]);
  rows.push([say('cost before tax', '비용 합계 (부가세 제외)'), shown(result.totalCost, currency), currency]);
  out.table(['', '', ''], [...rows, ...intervalRows(result, say)]);
  if (result.estimates.length > 0) {
    const named = result.estimates.join(', ');
    out.note(
      say(
        `part of it is an estimate, by assumed prices: ${named}`,
        `일부는 추정입니다. 가정한 단가: ${named}`,
      ),
    );
  }
  for (const { from, rate, source } of result.rates) out.note(`1 ${from} = ${rate} ${currency} (${source})`);
}

/** To a ten thousandth of the smallest coin; files and `--json` have every digit. */
const shown = (amount: string, currency: string): string =>
  Number(amount).toLocaleString('en-US', { maximumFractionDigits: currencyDecimals(currency) + 4 });

function intervalRows(result: CampaignResult, say: (en: string, ko: string) => string): string[][] {
  const { currency, margin, profit, costPerIncrementalOrder } = result;
  const none = say('not measured', '측정되지 않음');
  const digits = (amount: string): string => shown(amount, currency);
  const interval = (value: Interval | undefined): string =>
    value === undefined ? none : `${digits(value.estimate)} (${digits(value.low)} … ${digits(value.high)})`;
  const perOrder =
    costPerIncrementalOrder === 'not determinable'
      ? say('not determinable', '판단할 수 없음')
      : interval(costPerIncrementalOrder);
  return [
    [say('incremental margin', '증분 마진'), interval(margin), currency],
    [say('margin − cost', '마진 − 비용'), interval(profit), currency],
    [say('cost per incremental order', '증분 주문당 비용'), perOrder, currency],
  ];
}
