import type { CampaignState } from '#core/delivery/campaign-state.ts';
import { messageKeyOf } from '#core/delivery/message-key.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';

/** A Saturday morning in Seoul. */
export const MORNING_MS = Date.UTC(2026, 10, 21, 0, 30);

/** A push, due in the morning, that may go out for an hour. */
export function plannedMessage(over: Partial<PlannedMessage> = {}): PlannedMessage {
  const key = { campaignId: 'c1', occurrence: 'once', personId: 'a', ...over };
  return {
    messageKey: messageKeyOf(key),
    channel: 'push',
    dueAtMs: MORNING_MS,
    expiresAtMs: MORNING_MS + 3_600_000,
    copyId: 'copy',
    copyHash: 'hash',
    productId: 'p1',
    offerId: undefined,
    arm: 'own_time',
    armProbability: 1,
    copyProbability: 1,
    personaId: 'night-owl',
    worstCaseMicros: 1000,
    planHash: 'plan',
    ...key,
  };
}

/** A campaign that runs, with a cap of three a day. */
export function runningCampaign(over: Partial<CampaignState> = {}): CampaignState {
  return {
    campaignId: 'c1',
    status: 'running',
    rules: { jurisdiction: 'KR', cap: { count: 3, periodMs: DAY_MS }, fallbackZone: 'Asia/Seoul' },
    budgetId: 'budget',
    planHash: 'plan',
    changes: [],
    ...over,
  };
}
