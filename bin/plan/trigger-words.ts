import { cancellingEvents, isTriggerKind, triggerRules } from '#core/delivery/triggers/trigger-rules.ts';
import type { TriggerRule } from '#core/plan/campaign.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Said } from '../said.ts';
import { billedMoney } from './billed-money.ts';
import type { PlanTable } from './plan-table.ts';

/** What is signed of a triggered campaign: its rule and the most that it can cost. */
export function triggerTable(
  { billingCurrency, campaign, messageMicros = {}, worstCaseMicros }: PlanSummary,
  rule: TriggerRule,
  say: (said: Said) => string,
): PlanTable {
  const definition = isTriggerKind(rule.on) ? triggerRules[rule.on] : undefined;
  const cancelledBy = isTriggerKind(rule.on)
    ? cancellingEvents(rule.on, rule.cancelOn, campaign.goal.event)
    : rule.cancelOn;
  const minutes = (count: number): string => `${count} ${say({ en: 'min', ko: '분' })}`;
  const prices = Object.entries(messageMicros).map(
    ([channel, micros]) => `${channel} ${billedMoney(micros)}`,
  );
  return {
    title: say({ en: 'Rule, and the most it can cost', ko: '규칙과 최대 비용' }),
    header: ['', ''],
    rows: [
      [say({ en: 'started by', ko: '시작 이벤트' }), (definition?.startedBy ?? [rule.on]).join(', ')],
      [say({ en: 'oldest event', ko: '이벤트 최대 경과' }), minutes(definition?.maxAgeMinutes ?? 0)],
      [say({ en: 'sent after', ko: '발송까지 대기' }), minutes(rule.delayMinutes)],
      [say({ en: 'not later than, after that', ko: '이후 발송 시한' }), minutes(rule.expiresMinutes)],
      [
        say({ en: 'then silent for', ko: '같은 고객 재발송 금지' }),
        `${rule.coolDownHours} ${say({ en: 'h', ko: '시간' })}`,
      ],
      [say({ en: 'cancelled by', ko: '취소 이벤트' }), cancelledBy.join(', ') || '–'],
      [say({ en: 'messages a day at most', ko: '하루 최대 건수' }), rule.mostPerDay],
      [
        `${say({ en: 'a message costs at most', ko: '건당 최대 비용' })} ${billingCurrency}`,
        prices.join(', '),
      ],
      [
        `${say({ en: 'all of it at most', ko: '전체 최대 비용' })} ${billingCurrency}`,
        billedMoney(worstCaseMicros),
      ],
    ],
  };
}
