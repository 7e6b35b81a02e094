import type { AskedQuestion, QuestionId } from '#app/kpis/campaign-report.ts';
import type { CampaignMeasure } from '#app/kpis/measure-campaign.ts';
import type { Registered } from '#core/outcomes/experiments/compare-arms.ts';
import { type OutcomeTable, sumWhere, valuesOf } from '#core/outcomes/outcome-table.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';
import { askCoupon, askEmpathy, askHoldout, askTiming } from '#core/outcomes/questions/standing-questions.ts';

/**
 * The standing questions that a campaign's arms can answer. Where the arms do not have the sizes that were drawn, none
 * is answered.
 */
export function askQuestions(
  { orders, netOrders, storeVisitors, sampleRatio }: CampaignMeasure,
  registered: Registered,
): readonly AskedQuestion[] {
  const asked = (id: QuestionId, subject: string, answer: Answer): AskedQuestion => ({
    id,
    subject,
    answer: sampleRatio.isBroken ? refused(answer) : answer,
  });
  const has = (field: 'timing' | 'appealType' | 'offerId', ...values: readonly string[]): boolean => {
    const known = valuesOf(orders, field);
    return values.length === 0 ? known.length > 0 : values.every((value) => known.includes(value));
  };
  const others = (['random_time', 'one_time'] as const).filter((other) => has('timing', 'own_time', other));
  const timings = askTiming(orders, others, registered);
  const empathy = has('appealType', 'context', 'price') ? askEmpathy(orders, registered) : [];
  return [
    asked('holdout', '', askHoldout(orders, registered)),
    asked('net_holdout', '', askHoldout(netOrders, registered)),
    ...(sumWhere(storeVisitors, () => true).y > 0
      ? [asked('store_visits', '', askHoldout(storeVisitors, registered))]
      : []),
    ...timings.map((answer) => asked('timing', '', answer)),
    ...empathy.map(({ personaId, answer }) => asked('empathy', personaId, answer)),
    ...(isCouponDrawn(orders) ? [asked('coupon', '', askCoupon(orders, registered))] : []),
  ];
}

/** Did the draw give an offer to some and none to others? */
function isCouponDrawn(orders: OutcomeTable): boolean {
  const offers = new Set(
    [...orders.values()]
      .filter(({ cell }) => cell.timing !== 'holdout')
      .map(({ cell }) => cell.offerId !== ''),
  );
  return offers.size === 2;
}

function refused({ first, second }: Answer): Answer {
  return { kind: 'no_answer', first, second, reason: 'sample_ratio_broken' };
}
