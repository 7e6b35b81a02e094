import type { JsonObject } from '#core/kernel/json.ts';
import type { CustomerEvent } from './customer-event.ts';

/** False for an imported row that gave a day without a time: noon stands for it, and no rhythm may learn from that noon. */
export function isHourKnown({ context }: Pick<CustomerEvent, 'context'>): boolean {
  const origin = context['import'];
  if (typeof origin !== 'object' || origin === null || Array.isArray(origin)) return true;
  return (origin as JsonObject)['day_only'] !== true;
}
