import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import type { ImportPorts } from './import-ports.ts';

/**
 * Keeps opt-outs under the keyed hash of their address: the list holds no address. Of two statements about one
 * address the newer stands, whatever the order in which files come; of two at the same instant the one that forbids.
 */
export function createSaveSuppressions(ports: {
  readonly catalogue: CatalogueStore;
  readonly hasher: KeyedHasher;
  /** Hides addresses that stand in free text. */
  readonly gateText: (text: string) => string;
}): ImportPorts['saveSuppressions'] {
  const { catalogue, hasher, gateText } = ports;
  return async (suppressions) => {
    const newest = new Map<string, CatalogueItem>();
    for (const { channel, address, reason, atMs, isLifted } of suppressions) {
      const { kind, normal } = contactAddress(channel, address);
      const id = `${channel}/${hasher.hash(kind, normal)}`;
      const attributes = {
        reason: gateText(reason),
        at: new Date(atMs).toISOString(),
        ...(isLifted && { lifted: true }),
      };
      const item: CatalogueItem = { kind: 'suppressions', id, attributes };
      if (!isOlder(item, newest.get(id))) newest.set(id, item);
    }
    const kept = await catalogue.get('suppressions', [...newest.keys()]);
    await catalogue.put([...newest.values()].filter((item) => !isOlder(item, kept.get(item.id))));
  };
}

function isOlder(item: CatalogueItem, than: CatalogueItem | undefined): boolean {
  return than !== undefined && rankOf(item) < rankOf(than);
}

/** Instants of one form compare as text; at the same instant a ban comes last. */
function rankOf({ attributes: { at, lifted } }: CatalogueItem): string {
  return `${typeof at === 'string' ? at : ''} ${lifted === true ? 0 : 1}`;
}
