import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryEventStream } from '#adapters/memory/memory-event-stream.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableHealthStore } from '#adapters/node/table-health-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableRateLimit } from '#adapters/node/table-rate-limit.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import type { DeliveryPorts } from '#app/delivery/delivery-ports.ts';
import { createFindSuppressed } from '#app/delivery/find-suppressed.ts';
import type { OutgoingMessage, SendResult } from '#app/ports/sender.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { tables } from '#contracts/tables.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import type { ConsentPurpose } from '#core/profiles/ledger.ts';
import { testHasher } from '../identifier-hash.ts';
import { MORNING_MS } from './planned-message.ts';

/** Delivery over memory stores, with a provider that says what the test wants. */
export function createDeliveryWorld() {
  const clock = { ms: MORNING_MS, nowMs: () => clock.ms };
  const documents = createTableDocumentStore(createMemoryTable(tables.document));
  const catalogue = createMemoryCatalogueStore();
  const receiptTable = createMemoryTable(tables.receipt);
  const sent: OutgoingMessage[] = [];
  const provider: { answer: (message: OutgoingMessage) => SendResult } = {
    answer: () => ({ status: 'accepted', providerId: 'p' }),
  };
  const stream = createMemoryEventStream();
  const ports: DeliveryPorts = {
    clock,
    stream,
    elapsedMs: clock.nowMs,
    sleep: async (ms) => {
      clock.ms += ms;
    },
    ledgers: createTableLedgerStore(createMemoryTable(tables.ledger)),
    persons: createTablePersonStore(createMemoryTable(tables.person)),
    due: createTableDueIndex(createMemoryTable(tables.due), clock),
    campaigns: createDocumentCampaignStateStore(documents),
    budgets: createTableBudgetStore(createMemoryTable(tables.budget)),
    contacts: createTableContactStore(createMemoryTable(tables.contact)),
    receipts: createTableReceiptStore(receiptTable),
    health: createTableHealthStore(receiptTable),
    rate: createTableRateLimit(createMemoryTable(tables.rate), clock),
    channels: {
      push: {
        identity: { id: 'app', rate: { perSecond: 10_000, burst: 10_000 } },
        sender: {
          channel: 'push',
          batchSize: 100,
          send: async (batch) => {
            sent.push(...batch);
            return batch.map(provider.answer);
          },
        },
      },
    },
    render: async () => ({ title: 't', body: 'b', html: '', link: '', unsubscribeUrl: '' }),
    findSuppressed: createFindSuppressed({ catalogue, hasher: testHasher() }),
    hashAddress: (_channel, address) => `k1.${address}`,
  };
  const say = (key: string, purpose: ConsentPurpose, granted: boolean, atMs = clock.ms) =>
    createApplyConsents(ports).apply([
      {
        speaker: key,
        consent: {
          purpose,
          channel: purpose === 'location' ? 'all' : 'push',
          granted,
          atMs,
          basis: 'opt_in',
          textVersion: '1',
        },
      },
    ]);
  /** Somebody who has a device and agreed to marketing by day. */
  const person = async (key: string): Promise<void> => {
    await say(key, 'marketing', true, MORNING_MS - 1000);
    const address = { address: `token-${key}`, addressHash: `k1.token-${key}`, platform: 'GCM' };
    await ports.contacts.put([{ customerKey: key, channel: 'push', atMs: 1, ...address }]);
  };
  const receiptsOf = async (campaignId: string): Promise<Receipt[]> => {
    const found: Receipt[] = [];
    for await (const receipt of ports.receipts.list(campaignId)) found.push(receipt);
    return found;
  };
  return { ports, stream, catalogue, clock, sent, provider, say, person, receiptsOf };
}
