import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';

/** An event as something that may start a message. */
export interface Occasion {
  /** Message id of the event. */
  readonly id: string;
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
  const ids: readonly (Json | undefined)[] = Array.isArray(list) ? (list as readonly Json[]) : [];
  return [properties['product_id'], ...ids].filter((id) => typeof id === 'string' && id !== '') as string[];
}
