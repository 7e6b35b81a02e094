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
import type { Item, Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';
import { type SendConditions, sendConditions } from '#core/delivery/judge-send.ts';
import { messageKeyOf } from '#core/delivery/message-key.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { Provider } from './provider.ts';
import { Scheduler } from './scheduler.ts';

/** What is taken out of the product, so that the simulation can show that it finds it missing. */
export interface Missing {
  /** Ledgers are written without condition: two workers may claim. */
  readonly claim?: boolean;
  /** Budgets are written without condition. */
  readonly budget?: boolean;
  /** Consent is not asked for. */
  readonly consent?: boolean;
  /** Nobody asks whether an old consent was confirmed. */
  readonly confirmation?: boolean;
  readonly cap?: boolean;
  readonly quietHours?: boolean;
  readonly expiry?: boolean;
}

export const PERSONS = ['a', 'b', 'c'];
export const PRICE_MICROS = 1000;
const MINUTE_MS = 60_000;
/** A Saturday, 20:30 in Seoul: quiet hours are half an hour away. */
const EVENING_MS = Date.UTC(2026, 10, 21, 11, 30);
const MORNING_MS = Date.UTC(2026, 10, 21, 0, 30);

export type TableName = keyof typeof tables;

/** What a worker could know of the ledgers: their text by person. */
export interface LedgerRead {
  readonly atMs: number;
  readonly texts: ReadonlyMap<string, string>;
}

/** All stores of one seed, and what was planned. */
export interface World {
  readonly scheduler: Scheduler;
  readonly provider: Provider;
  readonly raw: Readonly<Record<TableName, Table>>;
  readonly campaigns: readonly CampaignState[];
  readonly messages: readonly PlannedMessage[];
  readonly limitMicros: number;
  /** One seed in five: messages are counted for the brake, people complain, and one consent is two years old. */
  readonly isWatched: boolean;
  /** By worker and person: when it last read that ledger, and how all ledgers then stood. */
  readonly reads: ReadonlyMap<string, LedgerRead>;
  /** By campaign: its status, and since when. */
  readonly statuses: ReadonlyMap<string, { readonly status: string; readonly sinceMs: number }>;
  /** The product's ports as one worker sees them; undefined: as those who check. */
  portsFor(worker?: string): DeliveryPorts;
}

/** A world drawn from a seed. */
export function createWorld(seed: number, missing: Missing = {}): World {
  const startMs = seed % 3 === 0 ? EVENING_MS : MORNING_MS;
  const scheduler = new Scheduler(seed, startMs);
  const provider = new Provider(scheduler);
  const schemas = Object.entries(tables) as [TableName, TableSchema][];
  const raw = Object.fromEntries(
    schemas.map(([name, schema]) => [name, createMemoryTable(schema)]),
  ) as Record<TableName, Table>;
  if (missing.claim) raw.ledger = withoutConditions(raw.ledger);
  if (missing.budget) raw.budget = withoutConditions(raw.budget);

  const campaigns = campaignsOf(scheduler);
  const messages = messagesOf(scheduler, campaigns, startMs);
  const reads = new Map<string, LedgerRead>();
  const texts = new Map<string, string>();
  raw.ledger = hearing(raw.ledger, (item) => texts.set(String(item['personId']), String(item['ledger'])));
  const statuses = new Map<string, { status: string; sinceMs: number }>();
  raw.document = hearing(raw.document, ({ id, document }) => {
    const { status } = JSON.parse(String(document)) as CampaignState;
    statuses.set(String(id), { status, sinceMs: scheduler.nowMs });
  });
  const conditions = conditionsWithout(missing);
  const isWatched = seed % 5 === 4;

  const portsFor = (worker?: string): DeliveryPorts => {
    const table = (name: TableName): Table => {
      if (worker === undefined) return raw[name];
      return scheduler.wrap(name, raw[name], (keys) => {
        if (name !== 'ledger') return;
        const read = { atMs: scheduler.nowMs, texts: new Map(texts) };
        for (const { personId } of keys) reads.set(`${worker}/${personId}`, read);
      });
    };
    const clock = { nowMs: () => scheduler.nowMs };
    return {
      clock,
      elapsedMs: clock.nowMs,
      sleep: () => scheduler.wait(),
      ledgers: createTableLedgerStore(table('ledger')),
      persons: createTablePersonStore(table('person')),
      due: createTableDueIndex(table('due'), clock),
      campaigns: createDocumentCampaignStateStore(createTableDocumentStore(table('document'))),
      budgets: createTableBudgetStore(table('budget')),
      contacts: createTableContactStore(table('contact')),
      receipts: createTableReceiptStore(table('receipt')),
      rate: createTableRateLimit(table('rate'), clock),
      channels: {
        push: {
          sender: provider.senderFor(worker ?? 'nobody'),
          identity: { id: 'app', rate: { perSecond: 1000, burst: 1000 } },
        },
      },
      render: async () => ({ title: 't', body: 'b', html: '', link: '', unsubscribeUrl: '' }),
      findSuppressed: async () => new Set(),
      hashAddress: (_channel, address) => `k1.${address}`,
      ...(conditions && { conditions }),
      ...(isWatched && { health: createTableHealthStore(table('receipt')) }),
    };
  };
  const limitMicros = PRICE_MICROS * scheduler.pick([2, 5, 100, 100]);
  return { scheduler, provider, raw, campaigns, messages, limitMicros, isWatched, reads, statuses, portsFor };
}

/** A table that writes whatever it is told to. */
function withoutConditions(table: Table): Table {
  return { ...table, put: (item) => table.put(item), remove: (key) => table.remove(key) };
}

/** A table that tells of each write that was made. */
function hearing(table: Table, hear: (item: Item) => void): Table {
  return {
    ...table,
    put: async (item, condition) => {
      await table.put(item, condition);
      hear(item);
    },
  };
}

/** Which condition each missing part is. */
const CONDITION_OF = {
  consent: 'no_consent',
  confirmation: 'consent_unconfirmed',
  cap: 'frequency_cap',
  quietHours: 'quiet_hours',
  expiry: 'expired',
} as const satisfies Partial<Record<keyof Missing, keyof SendConditions>>;

function conditionsWithout(missing: Missing): SendConditions | undefined {
  const parts = Object.keys(CONDITION_OF) as (keyof typeof CONDITION_OF)[];
  const gone = parts.filter((part) => missing[part] === true);
  if (gone.length === 0) return undefined;
  const never = Object.fromEntries(gone.map((part) => [CONDITION_OF[part], () => false]));
  return { ...sendConditions, ...never };
}

function campaignsOf(scheduler: Scheduler): CampaignState[] {
  const count = scheduler.pick([1, 2, 3]);
  const cap = { count: scheduler.pick([1, 2, 2, 3]), periodMs: DAY_MS };
  return Array.from({ length: count }, (_, index) => ({
    campaignId: `c${index}`,
    status: 'running',
    rules: { jurisdiction: 'KR', cap, fallbackZone: 'Asia/Seoul' },
    budgetId: 'budget',
    planHash: 'plan',
    changes: [],
  }));
}

function messagesOf(
  scheduler: Scheduler,
  campaigns: readonly CampaignState[],
  startMs: number,
): PlannedMessage[] {
  return campaigns.flatMap(({ campaignId }) => {
    const dueAtMs = startMs + scheduler.pick([0, 0, 1]) * MINUTE_MS;
    const expiresAtMs = dueAtMs + scheduler.pick([5, 45, 24 * 60]) * MINUTE_MS;
    return PERSONS.map((personId) => ({
      messageKey: messageKeyOf({ campaignId, occurrence: 'once', personId }),
      campaignId,
      occurrence: 'once',
      personId,
      channel: 'push' as const,
      dueAtMs,
      expiresAtMs,
      copyId: 'copy',
      copyHash: 'hash',
      productId: undefined,
      offerId: undefined,
      arm: 'own_time',
      armProbability: 1,
      copyProbability: 1,
      personaId: undefined,
      worstCaseMicros: PRICE_MICROS,
      planHash: 'plan',
    }));
  });
}
