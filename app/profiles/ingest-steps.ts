import type { IngestSteps } from '#app/events/ingest-batch.ts';
import type { Clock } from '#app/ports/clock.ts';
import { createApplyConsents } from './apply-consents.ts';
import { findLedger, findLedgers } from './find-ledger.ts';
import { createLinkIdentities } from './link-identities.ts';
import type { MergePorts } from './settle-merges.ts';

/** What ingest does with consents and identities, over these stores. */
export function createIngestSteps(ports: MergePorts & { readonly clock: Clock }): IngestSteps {
  const consents = createApplyConsents(ports);
  const link = createLinkIdentities(ports);
  return {
    async applyConsents(customerKey, statements) {
      await consents.fromEvents(statements);
      return (await findLedger(ports.ledgers, customerKey)).value;
    },
    async loadLedgers(customerKeys) {
      const found = await findLedgers(ports.ledgers, customerKeys);
      return new Map([...found].map(([customerKey, { value }]) => [customerKey, value]));
    },
    async linkIdentities(_customerKey, events) {
      await link(events);
    },
  };
}
