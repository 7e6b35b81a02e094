import { DomainError } from '#core/kernel/errors.ts';
import type { Market } from '#core/plan/assign/market.ts';
import type { PlanSetting } from '#core/plan/plan-setting.ts';
import { slotMinutes } from '#core/plan/time-grid.ts';
import type { PlanInput } from './plan-input.ts';

const HOUR_MS = 3_600_000;

/** What there is to share out: minutes of each channel that other plans left, stock, and the budget. */
export function openMarket(input: PlanInput, { campaign, time, kinds }: PlanSetting): Market {
  const { channels } = campaign;
  const slotCount = time.slotStartsMs.length - 1;
  const slotCapacity = new Float64Array(channels.length * slotCount);
  channels.forEach((channel, index) => {
    const rate = input.shop.ratePerMinute[channel];
    if (rate === undefined) throw new DomainError(`no rate is set for ${channel}`);
    for (let slot = 0; slot < slotCount; slot++) {
      const taken = takenBy(input, channel, time.slotStartsMs[slot]!, time.slotStartsMs[slot + 1]!);
      slotCapacity[index * slotCount + slot] = Math.max(
        0,
        Math.floor(slotMinutes(time, slot) * rate - taken),
      );
    }
  });
  return {
    grids: time.grids,
    kinds: kinds.kinds,
    channelCount: channels.length,
    slotCount,
    slotCapacity,
    stock: Float64Array.from(kinds.products, (productId) => input.stockOf(productId) ?? Infinity),
    budgetMicros: campaign.budget === undefined ? Infinity : Math.floor(campaign.budget.amount * 1e6),
  };
}

/** Messages of other plans within a span: their hours are taken to be filled evenly. */
function takenBy({ others }: PlanInput, channel: string, fromMs: number, toMs: number): number {
  let taken = 0;
  for (const load of others.flatMap((other) => other.load)) {
    if (load.channel !== channel) continue;
    const overlapMs = Math.min(toMs, load.hourMs + HOUR_MS) - Math.max(fromMs, load.hourMs);
    if (overlapMs > 0) taken += (load.messages * overlapMs) / HOUR_MS;
  }
  return taken;
}
