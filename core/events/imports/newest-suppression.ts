import type { CatalogueItem } from './catalogue-item.ts';

/** Instants of one form compare as text; at the same instant a ban comes last. */
function rankOf({ attributes: { at, lifted } }: CatalogueItem): string {
  return `${typeof at === 'string' ? at : ''} ${lifted === true ? 0 : 1}`;
}

/** Does this statement about an address come before that one? Of two at one instant the ban comes last. */
export function isOlderSuppression(item: CatalogueItem, than: CatalogueItem | undefined): boolean {
  return than !== undefined && rankOf(item) < rankOf(than);
}

/** Do these statements about one address, made under whatever hashing key, forbid to write to it? The newest decides. */
export function isSuppressed(statements: readonly CatalogueItem[]): boolean {
  const [first, ...rest] = statements;
  if (first === undefined) return false;
  const newest = rest.reduce((last, each) => (isOlderSuppression(last, each) ? each : last), first);
  return newest.attributes['lifted'] !== true;
}
