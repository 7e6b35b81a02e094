import type { PersonStore } from '#app/ports/person-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { keptName, withNames } from '#core/profiles/identity/identifier-names.ts';
import type { IdentifierClaims } from '#core/profiles/identity/identifiers.ts';
import { untilDone } from './settle-merges.ts';

/** What is kept of an identifier, and under which of its names. */
export interface KeptIdentifier {
  readonly identifier: string;
  readonly claims: IdentifierClaims;
}

/**
 * One identifier has a name under each hashing key. It is kept under one of them; what is stored under the others
 * points there.
 */
export interface IdentifierNames {
  /** What is kept of each of these names. */
  readonly follow: (names: readonly string[]) => Promise<ReadonlyMap<string, KeptIdentifier>>;
  /** Makes these names one identifier, whoever showed which, and gives the name under which it is kept. */
  readonly unite: (names: readonly string[]) => Promise<string>;
}

const UNCLAIMED: Versioned<IdentifierClaims> = { value: { keys: [] }, version: 0 };

/** A pointer points to a name that is kept; while names are being united, to one that has just become a pointer. */
const STEPS = 8;

/** Names over this store: single-item conditional writes, each safe to repeat. */
export function createIdentifierNames({ persons }: { readonly persons: PersonStore }): IdentifierNames {
  /** Everything that these names point to, and what that is called. */
  const loadAll = async (names: readonly string[]): Promise<Map<string, Versioned<IdentifierClaims>>> => {
    const found = new Map<string, Versioned<IdentifierClaims>>();
    let open = [...new Set(names)];
    for (let step = 0; open.length > 0; step += 1) {
      if (step === STEPS) throw new ConflictError('names are being united');
      const loaded = await persons.loadIdentifiers(open);
      for (const name of open) found.set(name, loaded.get(name) ?? UNCLAIMED);
      const pointed = [...loaded.values()].flatMap(({ value }) => value.sameAs ?? []);
      open = [...new Set(pointed)].filter((name) => !found.has(name));
    }
    return found;
  };

  const follow: IdentifierNames['follow'] = async (names) => {
    const found = await loadAll(names);
    const kept = (name: string): KeptIdentifier => {
      let identifier = name;
      for (let step = 0; step < STEPS; step += 1) {
        const claims = found.get(identifier)?.value ?? UNCLAIMED.value;
        if (claims.sameAs === undefined) return { identifier, claims };
        identifier = claims.sameAs;
      }
      throw new ConflictError('names are being united');
    };
    return new Map(names.map((name) => [name, kept(name)]));
  };

  const unite = (names: readonly string[]): Promise<string> =>
    untilDone(async () => {
      const found = await loadAll(names);
      const values = new Map([...found].map(([name, { value }]) => [name, value]));
      const kept = keptName(values);
      if (kept === undefined) throw new ConflictError('names are being united');
      const { value, version } = found.get(kept) ?? UNCLAIMED;
      values.delete(kept);
      // First what an erasure must find, then the pointers.
      const next = withNames(kept, value, values);
      if (next !== value) await persons.saveIdentifier(kept, version, next);
      for (const name of values.keys()) {
        const other = found.get(name) ?? UNCLAIMED;
        if (other.value.sameAs === kept) continue;
        await persons.saveIdentifier(name, other.version, { keys: [], sameAs: kept });
      }
      return kept;
    });

  return { follow, unite };
}
