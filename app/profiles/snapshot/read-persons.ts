import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import type { FoldSettings } from '#core/profiles/fold-settings.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { hasDoneAnything, type KeyState, personRow } from '#core/profiles/person-state.ts';

const KEYS_AT_ONCE = 100;

/** Every person of the stores, each once, in no particular order. */
export type ReadPersons = (atMs: number) => AsyncIterable<PersonRow>;

/**
 * A snapshot by reading the stores themselves: what an export gives, for small shops and tests. Not of one instant:
 * what changes meanwhile may be half in it.
 */
export function createReadPersons(ports: {
  readonly profiles: ProfileStore;
  readonly ledgers: LedgerStore;
  readonly settings: FoldSettings;
}): ReadPersons {
  const { profiles, settings } = ports;
  const loadLedgers = createLoadLedgers(ports);

  async function loadStates(keys: readonly string[]): Promise<ReadonlyMap<string, KeyState>> {
    const hots = await profiles.loadHot(keys);
    const histories = await profiles.loadHistory(keys);
    return new Map(
      keys.flatMap((customerKey) => {
        const hot = hots.get(customerKey);
        const history = histories.get(customerKey);
        if (hot === undefined || history === undefined || hot.version + history.version === 0) return [];
        return [[customerKey, { customerKey, hot: hot.value.state, history: history.value.state }] as const];
      }),
    );
  }

  async function* rowsOf(keys: readonly string[], atMs: number): AsyncIterable<PersonRow> {
    const persons = await loadLedgers(keys);
    const members = new Set(keys.flatMap((key) => persons.get(key)?.members ?? [key]));
    const states = await loadStates([...members]);
    for (const key of keys) {
      const person = persons.get(key);
      const own = (person?.members ?? [key]).flatMap((member) => states.get(member) ?? []);
      // The person comes with the first of their keys that has a profile.
      if (own[0]?.customerKey === key && hasDoneAnything(own))
        yield personRow(person?.personId ?? key, own, settings, atMs);
    }
  }

  return async function* read(atMs) {
    let keys: string[] = [];
    for await (const key of profiles.keys()) {
      keys.push(key);
      if (keys.length < KEYS_AT_ONCE) continue;
      yield* rowsOf(keys, atMs);
      keys = [];
    }
    yield* rowsOf(keys, atMs);
  };
}
