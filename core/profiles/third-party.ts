import type { Json, JsonObject } from '#core/kernel/json.ts';
import { boundedName } from './bounded-text.ts';
import { bounds } from './bounds.ts';
import type { ThirdPartyTrait } from './hot-part.ts';

const PREFIX = 'third_party.';
const DAY_SECONDS = 86_400;

function segmentsOf(value: Json | undefined): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly Json[]).slice(0, 64) : [value];
  const names = values.map((one) =>
    typeof one === 'number' || typeof one === 'boolean' ? String(one) : boundedName(one),
  );
  const distinct = new Set(names.filter((name) => name !== undefined));
  return [...distinct].sort().slice(0, bounds.thirdPartySegments);
}

/** Traits `third_party.<provider>`, written flat or as an object of providers. */
export function thirdPartyTraitsOf(traits: JsonObject, atSeconds: number): readonly ThirdPartyTrait[] {
  const found: ThirdPartyTrait[] = [];
  const add = (name: string, value: Json | undefined): void => {
    const provider = boundedName(name);
    if (provider !== undefined) found.push({ provider, segments: segmentsOf(value), atSeconds });
  };
  for (const name of Object.keys(traits)) {
    if (name.startsWith(PREFIX)) add(name.slice(PREFIX.length), traits[name]);
  }
  const nested = Object.hasOwn(traits, 'third_party') ? traits['third_party'] : undefined;
  if (typeof nested === 'object' && nested !== null && !Array.isArray(nested)) {
    for (const name of Object.keys(nested)) add(name, (nested as JsonObject)[name]);
  }
  return found;
}

/** Segments in one text, as the tie-break of statements of the same second. */
function textOf(trait: ThirdPartyTrait): string {
  return trait.segments.join('\n');
}

function isNewer(left: ThirdPartyTrait, right: ThirdPartyTrait): boolean {
  if (left.atSeconds !== right.atSeconds) return left.atSeconds > right.atSeconds;
  return textOf(left) > textOf(right);
}

/** The newest statement of each provider, of the newest four providers. The same in whatever order they arrive. */
export function keepThirdParty(
  kept: readonly ThirdPartyTrait[],
  stated: readonly ThirdPartyTrait[],
): readonly ThirdPartyTrait[] {
  const byProvider = new Map(kept.map((trait) => [trait.provider, trait]));
  for (const trait of stated) {
    const known = byProvider.get(trait.provider);
    if (known === undefined || isNewer(trait, known)) byProvider.set(trait.provider, trait);
  }
  return [...byProvider.values()]
    .sort((left, right) => right.atSeconds - left.atSeconds || (left.provider < right.provider ? -1 : 1))
    .slice(0, bounds.thirdPartyProviders);
}

/** Drops what was said more than 90 days before the last event. */
export function withoutExpired(
  kept: readonly ThirdPartyTrait[],
  lastSeenSeconds: number,
): readonly ThirdPartyTrait[] {
  const oldest = lastSeenSeconds - bounds.thirdPartyDays * DAY_SECONDS;
  return kept.every(({ atSeconds }) => atSeconds >= oldest)
    ? kept
    : kept.filter(({ atSeconds }) => atSeconds >= oldest);
}

/** Segments by provider that have not expired at an instant. */
export function thirdPartyView(
  kept: readonly ThirdPartyTrait[],
  nowMs: number,
): Readonly<Record<string, readonly string[]>> {
  const fresh = withoutExpired(kept, Math.floor(nowMs / 1000));
  return Object.fromEntries(fresh.map(({ provider, segments }) => [provider, segments]));
}
