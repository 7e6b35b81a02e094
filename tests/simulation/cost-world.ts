import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createCloseMonth } from '#app/cost/close-month.ts';
import { createReadLedger } from '#app/cost/read-ledger.ts';
import { tables } from '#contracts/tables.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { pick } from './dice.ts';

/** Writes are where a crash does harm; a closing reads a hundred times and must come to its end. */
const WRITE_FAULTS = 0.15;
const READ_FAULTS = 0.003;
const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-09-20T00:00:00Z');

/** Every call may fail before it happened or after: the caller cannot tell. */
function unreliable<Port extends object>(port: Port, random: () => number): Port {
  const methods = Object.entries(port).map(([name, method]: [string, unknown]): [string, unknown] => {
    if (typeof method !== 'function' || isListing(name)) return [name, method];
    const chance = name === 'put' ? WRITE_FAULTS : READ_FAULTS;
    const ask = method as (...args: unknown[]) => Promise<unknown>;
    const call = async (...args: unknown[]): Promise<unknown> => {
      if (random() < chance) throw new UnavailableError(`${name} was not reached`);
      const result = await ask.apply(port, args);
      if (random() < chance) throw new UnavailableError(`the answer of ${name} was lost`);
      return result;
    };
    return [name, call];
  });
  return Object.fromEntries(methods) as Port;
}

/** What is iterated fails nowhere here: a listing that stops is asked for again as a whole. */
const isListing = (name: string): boolean => ['list', 'folders', 'query', 'keys'].includes(name);

/** The real ledger over stores that fail at any await, and a record of what was truly used. */
export function createCostWorld(random: () => number) {
  const objects = createMemoryObjectStore();
  const table = createMemoryTable(tables.document);
  const catalogue = createMemoryCatalogueStore();
  const clock = { nowMs: () => START_MS + 120 * DAY_MS };
  const portsOver = (isFaulty: boolean) => {
    const over = <Port extends object>(port: Port): Port => (isFaulty ? unreliable(port, random) : port);
    return {
      journal: createObjectCostJournal(over(objects)),
      artefacts: createObjectArtefactStore(over(objects)),
      documents: createTableDocumentStore(over(table)),
      catalogue,
      clock,
    };
  };
  const faulty = portsOver(true);
  const used: CostEntry[] = [];
  return {
    used,
    catalogue,
    readLedger: createReadLedger(portsOver(false)),
    closeMonth: (month: string) => untilDone(() => createCloseMonth(faulty)(month, 'controller')),
    /** Meters one thing: retried until it is acknowledged, sometimes twice, sometimes by another worker too. */
    async meter(index: number): Promise<void> {
      const entry = entryOf(index, random);
      used.push(entry);
      await untilDone(() => faulty.journal.append(`worker-${index}`, [entry]));
      if (random() < 0.2) await untilDone(() => faulty.journal.append(`worker-${index}`, [entry]));
      if (random() < 0.2) await untilDone(() => faulty.journal.append(`other-${index}`, [entry]));
    },
  };
}

/** A worker that is started again until its work is done. */
async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }
}

function entryOf(index: number, random: () => number): CostEntry {
  const tags = pick(random, [{}, { campaign: 'a', arm: 'own-time' }, { campaign: 'b', persona: 'p7' }]);
  const atMs = START_MS + Math.floor(random() * 60 * DAY_MS);
  if (random() < 0.15) {
    const amount = pick(random, ['0.01', '-0.25', '1234.567891']);
    const category = amount.startsWith('-') ? 'credit' : 'vendor';
    const text = { description: 'x', source: 'invoice', reference: 'invoice 1' };
    return { type: 'charge', id: `c${index}`, atMs, category, amount, currency: 'USD', tags, ...text };
  }
  const [service, unit] = pick(random, [
    ['AmazonDynamoDB', 'write-request-unit'],
    ['AWSEndUserMessaging', 'push'],
    ['AmazonKinesis', 'kilobyte-in'],
  ] as const);
  const quantity = Math.floor(random() * 700_000);
  return { type: 'usage', id: `u${index}`, atMs, service, unit, quantity, region: 'us-east-1', tags };
}
