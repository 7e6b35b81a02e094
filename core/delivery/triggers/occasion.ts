import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** Something that may start a message: an event, or what a look at prices, stock and dates found. */
export interface Occasion {
  /** Message id of the event, or a name that the look always gives the same finding. */
  readonly id: string;
  /** Name of the event; `Price Dropped`, `Back in Stock` or `Purchase Due` of a finding. */
  readonly name: string;
  readonly customerKey: string;
  /** When it happened, UTC epoch ms: never when it was delivered, so that a replay is as old as it is. */
  readonly atMs: number;
  readonly properties: JsonObject;
}

/** An event as an occasion. */
export function occasionOf({ messageId, name, customerKey, atMs, properties }: CustomerEvent): Occasion {
  return { id: messageId, name, customerKey, atMs, properties };
}

/** Products that the occasion names itself. */
export function productsNamed({ properties }: Occasion): readonly string[] {
  const list = properties['product_ids'];
  const ids = [properties['product_id'], ...(Array.isArray(list) ? list : [])];
  return ids.filter((id) => typeof id === 'string' && id !== '') as string[];
}
