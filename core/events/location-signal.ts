import type { Json, JsonObject } from '#core/kernel/json.ts';
import { knownPlace } from './known-place.ts';

/** Events that say where a person is; without `location` consent nothing may store them. */
export const LOCATION_EVENT_NAMES: readonly string[] = [
  'Store Entered',
  'Store Exited',
  'Store Nearby',
  'Zone Dwelled',
  'Beacon Seen',
];

const NAMES: ReadonlySet<string> = new Set(LOCATION_EVENT_NAMES);

/** Does this event, by being there at all, say where a person is? */
export function isLocationSignal(event: { readonly name: string }): boolean {
  return NAMES.has(event.name);
}

/** The parts of a message or event that may carry a position. */
interface Located {
  readonly properties?: JsonObject | undefined;
  readonly traits?: JsonObject | undefined;
  readonly context?: JsonObject | undefined;
}

/**
 * The event without positions: latitudes, longitudes and their like at any depth, `context.location`, and any
 * `location` that is more than a word. The same object if it held none.
 */
export function stripLocation<T extends Located>(event: T): T {
  const properties = event.properties && strip(event.properties);
  const traits = event.traits && strip(event.traits);
  const context = event.context && strip(event.context);
  const isSame = properties === event.properties && traits === event.traits && context === event.context;
  return isSame ? event : { ...event, properties, traits, context };
}

function strip(object: JsonObject): JsonObject {
  let kept: Record<string, Json | undefined> | undefined;
  for (const key in object) {
    const value = object[key];
    if (knownPlace(key) === 'location' && !isWord(key, value)) {
      kept ??= { ...object };
      delete kept[key];
      continue;
    }
    const stripped = stripValue(value);
    if (stripped === value) continue;
    kept ??= { ...object };
    kept[key] = stripped;
  }
  return kept ?? object;
}

/** Any JSON value without positions: for what was refused, whose shape nobody knows and whose consent nobody asked. */
export function stripLocationJson(value: Json): Json {
  return stripValue(value) ?? null;
}

function stripValue(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  return isList(value) ? stripList(value) : strip(value);
}

function stripList(list: readonly Json[]): readonly Json[] {
  const stripped = list.map((item) => stripValue(item) ?? null);
  return stripped.every((item, index) => item === list[index]) ? list : stripped;
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

/** `location: "main banner"` is a place on a page; `location: "37.51,127.02"` is one on earth. */
function isWord(key: string, value: Json | undefined): boolean {
  return key.toLowerCase() === 'location' && typeof value === 'string' && !/\d+\.\d+/.test(value);
}
