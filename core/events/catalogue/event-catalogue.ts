import { COMMERCE_EVENTS } from './commerce-events.ts';
import type { EventDefinition } from './event-definition.ts';
import { MESSAGE_EVENTS } from './message-events.ts';
import { OWN_EVENTS } from './own-events.ts';

/**
 * Every event that the contract names, in the order of the reference page. From this one list come the published
 * schemas, the checks on the hot path and the reference. Other names are allowed: their properties go unchecked.
 */
export const EVENT_CATALOGUE: readonly EventDefinition[] = [
  ...COMMERCE_EVENTS,
  ...MESSAGE_EVENTS,
  ...OWN_EVENTS,
];
