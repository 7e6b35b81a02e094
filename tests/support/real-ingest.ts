import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createMemoryLake } from '#adapters/memory/memory-lake.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { lakeKeysOf } from '#adapters/node/line-seal.ts';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import { createPersonKeys, type PersonKeys } from '#adapters/node/person-keys.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { consentRules } from '#app/events/consent-rules.ts';
import type { DecodeRecord } from '#app/events/decode-record.ts';
import { createIngestBatch, type IngestBatch } from '#app/events/ingest-batch.ts';
import { createStreamDecoder } from '#app/events/stream-decoder.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { Lake } from '#app/ports/lake.ts';
import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { PersonStore } from '#app/ports/person-store.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { Quarantine } from '#app/ports/quarantine.ts';
import type { Table } from '#app/ports/table.ts';
import { createIngestSteps } from '#app/profiles/ingest-steps.ts';
import { tables } from '#contracts/tables.ts';
import { foldProfile, needsHistory } from '#core/profiles/fold.ts';

const tenantKeys = { keys: [{ id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') }] };
export const settings = {
  brandZone: 'Asia/Seoul',
  brandCurrency: 'KRW',
  goalEvents: ['Test Drive Booked'],
};

export interface RealIngest {
  readonly ingest: IngestBatch;
  readonly decode: DecodeRecord;
  readonly profiles: ProfileStore;
  readonly ledgers: LedgerStore;
  readonly lake: Lake;
  readonly quarantine: Quarantine;
  readonly persons: PersonStore;
  /** Where all that lies. */
  readonly held: Readonly<Record<'ledger' | 'person' | 'profile' | 'personKey', Table>>;
  /** What lies in the lake, sealed. */
  readonly lakeLines: readonly string[];
  readonly hasher: KeyedHasher;
  readonly personKeys: PersonKeys;
}

/** The main lane with everything as it is wired in the function, over memory adapters. */
export function createRealIngest(
  clock: { nowMs: () => number },
  lake?: Lake,
  wrap: (table: Table) => Table = (table) => table,
): RealIngest {
  const hasher = createKeyedHasher(tenantKeys);
  const held = {
    ledger: wrap(createMemoryTable(tables.ledger)),
    person: wrap(createMemoryTable(tables.person)),
    profile: wrap(createMemoryTable(tables.profile)),
  };
  const ledgers = createTableLedgerStore(held.ledger);
  const persons = createTablePersonStore(held.person);
  const profiles = createTableProfileStore(held.profile, {
    codec: profileCodec,
    clock,
    retentionDays: 800,
  });
  const salts = wrap(createMemoryTable(tables.personKey));
  const lakeLines: string[] = [];
  const personKeys = createPersonKeys(salts, { tenantKeys: lakeKeysOf(tenantKeys), clock });
  const ports = {
    profiles,
    lake: lake ?? createMemoryLake(personKeys, lakeLines),
    quarantine: createObjectQuarantine(createMemoryObjectStore()),
    clock,
    random: () => 0.5,
    sleep: async () => {},
  };
  const decode = createStreamDecoder(hasher.hash);
  const folding = { needsHistory, fold: foldProfile, settings };
  const steps = createIngestSteps({ ledgers, persons, clock });
  const ingest = createIngestBatch({ ports, decode, consents: consentRules, folding, steps });
  const { quarantine } = ports;
  const stores = { profiles, ledgers, persons, quarantine, lake: ports.lake, lakeLines };
  return { ingest, decode, hasher, ...stores, held: { ...held, personKey: salts }, personKeys };
}
