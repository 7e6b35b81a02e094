import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import { isOlderSuppression } from '#core/events/imports/newest-suppression.ts';
import type { ImportPorts } from './import-ports.ts';

/**
 * Keeps opt-outs under the keyed hashes of their address, two during a rotation: the list holds no address. Of two statements about one
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
      const attributes = {
        reason: gateText(reason),
        at: new Date(atMs).toISOString(),
        ...(isLifted && { lifted: true }),
      };
      for (const hash of hasher.inForce(kind, normal)) {
        const item: CatalogueItem = { kind: 'suppressions', id: `${channel}/${hash}`, attributes };
        if (!isOlderSuppression(item, newest.get(item.id))) newest.set(item.id, item);
      }
    }
    const kept = await catalogue.get('suppressions', [...newest.keys()]);
    await catalogue.put([...newest.values()].filter((item) => !isOlderSuppression(item, kept.get(item.id))));
  };
}
