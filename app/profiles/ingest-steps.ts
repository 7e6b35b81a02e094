import type { IngestSteps } from '#app/events/ingest-batch.ts';
import type { Clock } from '#app/ports/clock.ts';
import { createApplyConsents } from './apply-consents.ts';
import { createLoadLedgers } from './find-ledger.ts';
import { createLinkIdentities } from './link-identities.ts';
import type { MergePorts } from './settle-merges.ts';

/** What ingest does with consents and identities, over these stores. */
export function createIngestSteps(ports: MergePorts & { readonly clock: Clock }): IngestSteps {
  const consents = createApplyConsents(ports);
  const link = createLinkIdentities(ports);
  return {
    applyConsents: (customerKey, statements) => consents.fromCustomer(customerKey, statements),
    loadLedgers: createLoadLedgers(ports),
    async linkIdentities(events) {
      await link(events);
    },
  };
}
