import type { Clock } from '#app/ports/clock.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import {
  type KeyIdentifiers,
  kindOf,
  type ShownIdentifier,
  shownIn,
  valueOf,
} from '#core/profiles/identity/identifiers.ts';
import { createLinkKey, isKnown } from './link-key.ts';
import type { MergePorts } from './settle-merges.ts';

/** What a batch of events did to who is who. */
export interface LinkedIdentities {
  /** Pairs that are one person now, whether they were before or not. */
  readonly mergedCount: number;
  /** Pairs that are not, by reason; the reason is kept with the merge's record. */
  readonly apart: ReadonlyMap<string, number>;
}

/**
 * Learns from accepted events which customer keys are one person. Repeating it changes nothing; after a crash
 * anywhere the same events, given again, finish what was begun. One read per key that shows identifiers; writes only
 * for what was not known.
 */
export type LinkIdentities = (events: readonly CustomerEvent[]) => Promise<LinkedIdentities>;

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };
/** Customer keys linked at once. */
const KEYS_AT_ONCE = 8;

/** What a key that has an older name shows by being itself, the older one is too. */
function spokenBy(speaker: string, key: string, shown: ShownIdentifier): ShownIdentifier {
  const { identifier, names } = shown;
  if (speaker === key || valueOf(identifier) !== key) return shown;
  return { ...shown, names: [...names, `${kindOf(identifier)}:${speaker}`] };
}

/** Links over these stores. */
export function createLinkIdentities(ports: MergePorts & { readonly clock: Clock }): LinkIdentities {
  const { persons } = ports;
  const linkKey = createLinkKey(ports);

  /** What each key showed and did not show before; a key that has a newer name speaks under its older one. */
  const newlyShown = async (
    shownBy: ReadonlyMap<string, readonly ShownIdentifier[]>,
  ): Promise<ReadonlyMap<string, readonly ShownIdentifier[]>> => {
    if (shownBy.size === 0) return shownBy;
    const known = await persons.loadKeys([...shownBy.keys()]);
    const speakers = new Map([...shownBy.keys()].map((key) => [key, known.get(key)?.value.sameAs ?? key]));
    const older = [...speakers.values()].filter((speaker) => !known.has(speaker));
    const all = older.length === 0 ? known : new Map([...known, ...(await persons.loadKeys(older))]);
    const bySpeaker = Map.groupBy(shownBy, ([key]) => speakers.get(key) ?? key);
    const shown = [...bySpeaker].map(
      ([speaker, said]) =>
        [speaker, said.flatMap(([key, each]) => each.map((one) => spokenBy(speaker, key, one)))] as const,
    );
    return new Map(shown.filter(([speaker, each]) => !isKnown(all.get(speaker)?.value ?? NONE, each)));
  };

  return async (events) => {
    const byKey = Map.groupBy(events, ({ customerKey }) => customerKey);
    const shownBy = [...byKey].map(([key, ofKey]) => [key, ofKey.flatMap(shownIn)] as const);
    const showing = new Map(shownBy.filter(([, shown]) => shown.length > 0));
    const apart = new Map<string, number>();
    let mergedCount = 0;
    await mapConcurrently([...(await newlyShown(showing))], KEYS_AT_ONCE, async ([key, shown]) => {
      for (const reason of await linkKey(key, shown)) {
        if (reason === '') mergedCount += 1;
        else apart.set(reason, (apart.get(reason) ?? 0) + 1);
      }
    });
    return { mergedCount, apart };
  };
}
