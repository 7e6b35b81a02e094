import type { AskedQuestion, QuestionId } from '#app/kpis/campaign-report.ts';
import type { CampaignMeasure } from '#app/kpis/measure-campaign.ts';
import type { Registered } from '#core/outcomes/experiments/compare-arms.ts';
import { type OutcomeTable, sumWhere, valuesOf } from '#core/outcomes/outcome-table.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';
import {
  askCoupon,
  askEmpathy,
  askHoldout,
  askPrescribed,
  askTiming,
} from '#core/outcomes/questions/standing-questions.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import { ORDER_GOAL } from '#core/plan/goal.ts';

/**
 * The standing questions that a campaign's arms can answer, asked of its goal; of orders beside it where they are not
 * the goal. Where the arms do not have the sizes that were drawn, none
 * is answered.
 */
export function askQuestions(
  { goals, orders, netOrders, storeVisitors, sampleRatio }: CampaignMeasure,
  { goal, type }: Pick<Campaign, 'goal' | 'type'>,
  registered: Registered,
): readonly AskedQuestion[] {
  const asked = (id: QuestionId, subject: string, answer: Answer): AskedQuestion => ({
    id,
    subject,
    answer: sampleRatio.isBroken ? refused(answer) : answer,
  });
  const has = (field: 'timing' | 'appealType' | 'offerId', ...values: readonly string[]): boolean => {
    const known = valuesOf(goals, field);
    return values.length === 0 ? known.length > 0 : values.every((value) => known.includes(value));
  };
  // A trigger chooses the hour itself, whatever the arm says of it.
  const others =
    type === 'triggered'
      ? []
      : (['random_time', 'one_time'] as const).filter((other) => has('timing', 'own_time', other));
  const timings = askTiming(goals, others, registered);
  const empathy = has('appealType', 'context', 'price') ? askEmpathy(goals, registered) : [];
  return [
    asked('holdout', '', askHoldout(goals, registered)),
    ...(goal.event === ORDER_GOAL ? [] : [asked('order_holdout', '', askHoldout(orders, registered))]),
    asked('net_holdout', '', askHoldout(netOrders, registered)),
    ...(sumWhere(storeVisitors, () => true).y > 0
      ? [asked('store_visits', '', askHoldout(storeVisitors, registered))]
      : []),
    ...timings.map((answer) => asked('timing', '', answer)),
    ...empathy.map(({ personaId, answer }) => asked('empathy', personaId, answer)),
    ...(isCouponDrawn(goals) ? [asked('coupon', '', askCoupon(goals, registered))] : []),
    ...(['product', 'channel', 'frequency'] as const).flatMap((id) =>
      askPrescribed(goals, PRESCRIBED[id], registered).map((answer) => asked(id, '', answer)),
    ),
  ];
}

const PRESCRIBED = { product: 'armProducts', channel: 'armChannels', frequency: 'armCap' } as const;

/** Did the draw give an offer to some and none to others? */
function isCouponDrawn(table: OutcomeTable): boolean {
  const offers = new Set(
    [...table.values()]
      .filter(({ cell }) => cell.timing !== 'holdout')
      .map(({ cell }) => cell.offerId !== ''),
  );
  return offers.size === 2;
}

function refused({ first, second }: Answer): Answer {
  return { kind: 'no_answer', first, second, reason: 'sample_ratio_broken' };
}
