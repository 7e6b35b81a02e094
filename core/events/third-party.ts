import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { CustomerEvent } from './customer-event.ts';

/** Traits that came from somebody else's data: `third_party.<provider>`, nested or as a dotted key. */
const ROOT = 'third_party';

const isThirdParty = (key: string) => key === ROOT || key.startsWith(`${ROOT}.`);

/** The event without third-party traits, wherever an identify may carry them; the same object if it has none. */
export function stripThirdParty(event: CustomerEvent): CustomerEvent {
  const traits = without(event.traits);
  const nested = event.context['traits'];
  const contextTraits = isObject(nested) ? without(nested) : nested;
  if (traits === event.traits && contextTraits === nested) return event;
  const context = contextTraits === nested ? event.context : { ...event.context, traits: contextTraits };
  return { ...event, traits, context };
}

function without(traits: JsonObject): JsonObject {
  if (!Object.keys(traits).some(isThirdParty)) return traits;
  return Object.fromEntries(Object.entries(traits).filter(([key]) => !isThirdParty(key)));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
