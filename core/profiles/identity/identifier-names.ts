import { isIdentifierHash } from '#core/events/identifier.ts';
import { compareText } from '../consent.ts';
import { type IdentifierClaims, valueOf } from './identifiers.ts';
import { addClaims } from './link-rules.ts';

/** Number of the hashing key that made a name, e.g. 2 of `email:k2.…`; 0 of what is no hash. */
function hashingKeyOf(name: string): number {
  const value = valueOf(name);
  return isIdentifierHash(value) ? Number(value.slice(1, value.indexOf('.'))) : 0;
}

/** Names of one thing, that of the oldest hashing key first. */
export function oldestFirst(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => hashingKeyOf(a) - hashingKeyOf(b) || compareText(a, b));
}

/** Were these hashed under more than one key, so that two of them may be one? */
export function isMixed(names: readonly string[]): boolean {
  return new Set(names.map(hashingKeyOf).filter((number) => number > 0)).size > 1;
}

/**
 * Under which of its names an identifier is kept, given what is stored under each: the oldest that somebody showed.
 * Merges and their ids go by that name for ever, so that what was taken apart under it stays apart.
 */
export function keptName(found: ReadonlyMap<string, IdentifierClaims>): string | undefined {
  const names = oldestFirst([...found.keys()]).filter((name) => found.get(name)?.sameAs === undefined);
  return names.find((name) => (found.get(name)?.keys.length ?? 0) > 0) ?? names[0];
}

/** What is kept of an identifier once it is known to be called all that: one claim of a key counts once. */
export function withNames(
  identifier: string,
  claims: IdentifierClaims,
  others: ReadonlyMap<string, IdentifierClaims>,
): IdentifierClaims {
  const keys = [...others.values()].flatMap((other) => other.keys);
  const claimed = addClaims(identifier, claims, keys);
  const theirs = [...others.values()].flatMap((other) => other.names ?? []);
  const all = new Set([...(claims.names ?? []), ...others.keys(), ...theirs]);
  all.delete(identifier);
  const names = oldestFirst([...all]);
  return names.length === (claims.names ?? []).length ? claimed : { ...claimed, names };
}
