import { encodeLedger } from '#adapters/node/ledger-codec.ts';
import type { Item } from '#app/ports/table.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { emptyLedger, hearConsents } from '#core/profiles/ledger.ts';

/** Somebody who agreed to marketing by push a month ago, as the ledger table holds it. */
export function consentOf(personId: string, atMs: number): readonly Item[] {
  const consent = {
    ...{ purpose: 'marketing' as const, channel: 'push', granted: true, atMs: atMs - 30 * DAY_MS },
    ...{ basis: 'opt_in', textVersion: '1' },
  };
  const ledger = hearConsents(emptyLedger(personId), [{ speaker: personId, consent }]);
  return [{ personId, version: 1, ledger: encodeLedger(ledger) }];
}

/** Somebody's device, as the contact table holds it. */
export function addressOf(customerKey: string, atMs: number): readonly Item[] {
  const address = `token-${customerKey}`;
  const contact = { customerKey, channel: 'push', address, addressHash: `k1.${address}`, platform: 'GCM' };
  return [{ ...contact, atMs: atMs - 30 * DAY_MS, contact: `push#k1.${address}` }];
}
