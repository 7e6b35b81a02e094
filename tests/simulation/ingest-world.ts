import { createMemoryLake } from '#adapters/memory/memory-lake.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createIngestBatch, type IngestBatch } from '#app/events/ingest-batch.ts';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { Lake } from '#app/ports/lake.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { Quarantine } from '#app/ports/quarantine.ts';
import { tables } from '#contracts/tables.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Message } from '#core/events/message.ts';
import type { Consent, Ledger } from '#core/profiles/ledger.ts';
import { countingCodec, countingFold, needsHistory } from './counting-fold.ts';
import { plainConsents, plainDecode } from './plain-decode.ts';

/** What may stand between ingest and a store: the tests put faults there. */
export type Between = <Port extends object>(site: string, port: Port) => Port;

export interface IngestWorld {
  readonly ingest: IngestBatch;
  readonly profiles: ProfileStore;
  readonly lake: Lake;
  readonly quarantine: Quarantine;
  readonly ledgers: Map<string, Ledger>;
  readonly linked: string[];
}

const tenantKeys = [{ id: 'k1', key: Buffer.alloc(32, 7) }] as const;

/** Ingest over memory adapters; `between` is put around everything that ingest calls. */
export function createIngestWorld(between: Between = (_, port) => port, random = () => 0.5): IngestWorld {
  const clock = { nowMs: () => Date.parse('2026-11-20T00:00:00Z') };
  const profileTable = createMemoryTable(tables.profile);
  const saltTable = createMemoryTable(tables.personKey);
  const bucket = createMemoryObjectStore();
  const storeConfig = { codec: countingCodec, clock, retentionDays: 400 };
  const personKeys = createPersonKeys(between('salts', saltTable), { tenantKeys, clock });
  const lake = createMemoryLake(personKeys);
  const ledgers = new Map<string, Ledger>();
  const linked: string[] = [];
  const noLedger = { consents: [] } as unknown as Ledger;

  const steps = between('steps', {
    async applyConsents(customerKey: string, statements: readonly CustomerEvent[]) {
      const known = ledgers.get(customerKey)?.consents ?? [];
      const said = statements.map((event) => consentOf(event));
      const united = new Map([...known, ...said].map((consent) => [JSON.stringify(consent), consent]));
      const ledger = { consents: [...united.values()] } as unknown as Ledger;
      ledgers.set(customerKey, ledger);
      return ledger;
    },
    async loadLedgers(customerKeys: readonly string[]) {
      return new Map(customerKeys.map((key) => [key, ledgers.get(key) ?? noLedger]));
    },
    async linkIdentities(events: readonly CustomerEvent[]) {
      for (const event of events) if (event.type === 'identify') linked.push(event.customerKey);
    },
  });

  const ports = {
    profiles: createTableProfileStore(between('profiles', profileTable), storeConfig),
    lake: between('lake', lake),
    quarantine: createObjectQuarantine(between('bucket', bucket)),
    clock,
    random,
    sleep: async () => {},
  };
  const settings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };
  const folding = { needsHistory, fold: countingFold, settings };
  return {
    ingest: createIngestBatch({ ports, decode: plainDecode, consents: plainConsents, folding, steps }),
    profiles: createTableProfileStore(profileTable, storeConfig),
    lake,
    quarantine: createObjectQuarantine(bucket),
    ledgers,
    linked,
  };
}

function consentOf(event: CustomerEvent): Consent {
  const { purpose, granted } = event.properties;
  return {
    purpose: purpose as Consent['purpose'],
    channel: 'all',
    granted: granted === true,
    atMs: event.atMs,
    basis: '',
    textVersion: '',
  };
}

export function track(
  userId: string,
  messageId: string,
  event: string,
  more: Partial<Message> = {},
): Message {
  return { type: 'track', messageId, userId, event, ...more };
}

/** A record as the stream would deliver it. */
export function recordOf(
  content: Message | readonly Message[] | string,
  place: { readonly sequence: number; readonly partitionKey?: string; readonly shardId?: string },
): ArrivedRecord {
  const first = typeof content === 'string' ? undefined : [content].flat()[0];
  return {
    shardId: place.shardId ?? 'shardId-000000000000',
    sequenceNumber: `4954${String(place.sequence).padStart(52, '0')}`,
    partitionKey: place.partitionKey ?? first?.userId ?? 'nobody',
    data: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    arrivedAtMs: Date.parse('2026-11-19T00:00:00Z') + place.sequence,
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
