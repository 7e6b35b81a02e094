import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportCodec } from '#adapters/aws/export-codec.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectRunFiles } from '#adapters/node/object-run-files.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { readModelStatus } from '#app/models/live-models.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import { createFitModels, createPublishModels, createScoreShare, loadModels } from '#app/models/train-run.ts';
import type { Table } from '#app/ports/table.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { createShuffleExport, rowsKey } from '#app/profiles/snapshot/shuffle-export.ts';
import { tables } from '#contracts/tables.ts';
import { writePlain } from '#core/kernel/plain-data.ts';
import { createRng } from '#core/kernel/rng.ts';
import { trainingPerson } from '#core/models/training/training-person.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { aliasLedger, emptyLedger } from '#core/profiles/ledger.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { folded, NOON_MS, track } from '#tests/support/fold-one.ts';
import { settings } from '#tests/support/real-ingest.ts';

const DAY_SECONDS = 86_400;
const CUSTOMERS = 130;
const clock = { nowMs: () => NOON_MS };

const profileTable = createMemoryTable(tables.profile);
const ledgerTable = createMemoryTable(tables.ledger);
const profiles = createTableProfileStore(profileTable, { codec: profileCodec, clock, retentionDays: 800 });
const ledgers = createTableLedgerStore(ledgerTable);
const files = createObjectRunFiles(createMemoryObjectStore());
const artefacts = createObjectArtefactStore(createMemoryObjectStore());
const documents = createTableDocumentStore(createMemoryTable(tables.document));
const predictions = createTablePredictionStore(profileTable);
const catalogue = createMemoryCatalogueStore();
const shuffle = createShuffleExport({ files, codec: exportCodec, settings });
const fit = createFitModels({ files });
const publish = createPublishModels({ files, artefacts, documents, catalogue, clock, settings });
const score = createScoreShare({ files, artefacts, predictions, clock });

const run = { folder: 'runs/r1', shareCount: 4 };

/** A year of orders up to noon, of a customer with gaps of their own. */
function ordersOf(customer: number) {
  const own = createRng(11).split(customer);
  const gapDays = 10 + 50 * own.uniform();
  const events = [];
  let ageDays = 100 + 250 * own.uniform();
  for (let order = 0; ageDays > 0; order += 1) {
    const product = own.uniform() < 0.5 ? customer % 50 : own.integer(50);
    const properties = {
      order_id: `o${customer}-${order}`,
      total: 10_000 + 100 * (customer % 90),
      currency: 'KRW',
      products: [{ product_id: `p${product}`, quantity: 1, price: 10_000 }],
    };
    events.push(track('Order Completed', properties, -Math.round(ageDays * DAY_SECONDS)));
    ageDays -= Math.max(1, -gapDays * Math.log(1 - own.uniform()));
  }
  return events;
}

/** The lines of an export of a table, as DynamoDB writes them. */
async function exported(table: Table, key: string): Promise<void> {
  const lines: string[] = [];
  for await (const itemKey of table.keys()) {
    const [item] = await table.get([itemKey]);
    const written = Object.entries(item ?? {}).map(([name, value]) => {
      if (value instanceof Uint8Array) return [name, { B: Buffer.from(value).toString('base64') }];
      return [name, typeof value === 'number' ? { N: String(value) } : { S: String(value) }];
    });
    lines.push(JSON.stringify({ Item: Object.fromEntries(written) as object }));
  }
  await files.writeLines(`exports/r1/AWSDynamoDB/${key}/data/part.json.gz`, lines);
}

const shares = [0, 1, 2, 3];

async function snapshot(): Promise<readonly PersonRow[]> {
  await exported(profileTable, '01-profile');
  await exported(ledgerTable, '02-ledger');
  for await (const key of files.list('exports/r1/')) await shuffle.scatter(run, key);
  for (const share of shares) await shuffle.join(run, share);
  for (const share of shares) await shuffle.combine(run, share, NOON_MS);
  const rows: PersonRow[] = [];
  for (const share of shares)
    for await (const line of files.readLines(rowsKey(run, share))) rows.push(JSON.parse(line) as PersonRow);
  return rows;
}

/** The passes of the state machine's loop. */
async function passes(): Promise<number> {
  let { phase, round } = await publish.begin(run, NOON_MS);
  while (phase !== 'done') {
    for (const share of shares) await fit.summarise(run, round, share);
    // A step that is repeated changes nothing.
    await fit.summarise(run, round, 0);
    ({ phase, round } = await fit.solve(run, round));
  }
  return round;
}

let rows: readonly PersonRow[];
let lastRound = 0;
const byId = (a: PersonRow, b: PersonRow) => (a.personId < b.personId ? -1 : 1);

beforeAll(async () => {
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    const { hot, history } = folded(...ordersOf(customer));
    await profiles.saveHot(`c${customer}`, 0, hot);
    await profiles.saveHistory(`c${customer}`, 0, history ?? emptyHistoryPart);
  }
  // c8 was merged into c7; c9 only said something.
  await ledgers.save('c7', 0, { ...emptyLedger('c7'), members: ['c7', 'c8'] });
  await ledgers.save('c8', 0, aliasLedger('c8', 'c7'));
  await ledgers.save('c9', 0, emptyLedger('c9'));
  rows = await snapshot();
  lastRound = await passes();
}, 240_000);

describe('a snapshot made of exports', () => {
  it('holds every person once, with all their keys, as reading the stores does', async () => {
    const read: PersonRow[] = [];
    for await (const row of createReadPersons({ profiles, ledgers, settings })(NOON_MS)) read.push(row);
    expect(rows).toHaveLength(CUSTOMERS - 1);
    expect(rows.find(({ personId }) => personId === 'c7')?.customerKeys).toEqual(['c7', 'c8']);
    expect(rows.toSorted(byId)).toEqual(JSON.parse(JSON.stringify(read.toSorted(byId))));
  });
});

describe('a training run, step by step', () => {
  it('leaves nothing live until it publishes, then publishes once, however often it is asked', async () => {
    expect((await documents.load('pointer', 'model/live')).value).toBeUndefined();
    const first = await publish.publish(run, lastRound);
    expect(first.verdict).toEqual({ isPromoted: true });
    const { version } = await documents.load('pointer', 'model/live');
    expect(await publish.publish(run, lastRound)).toEqual(first);
    expect((await documents.load('pointer', 'model/live')).version).toBe(version);
    const status = await readModelStatus({ documents, artefacts, clock });
    expect(status).toMatchObject({
      live: { isTooOld: false },
      latest: { atMs: NOON_MS, verdict: { isPromoted: true } },
    });
  });

  it('gives the very models that one process gives over the same snapshot', async () => {
    const { live = '' } = await publish.publish(run, lastRound);
    const artefact = await loadModels(artefacts, live);
    const persons = rows.flatMap((row) => trainingPerson(row, 'KRW') ?? []);
    const { atMs, snapshotDay, currency } = artefact;
    const own = trainInProcess([persons], { atMs, snapshotDay, currency, products: [] });
    expect(own).toEqual(artefact);
  }, 120_000);

  it('writes predictions of everybody, and writing them again changes nothing', async () => {
    const { live = '' } = await publish.publish(run, lastRound);
    const scored = [];
    for (const share of shares) scored.push(await score(run, share, live));
    expect(scored.reduce((sum, { personCount }) => sum + personCount, 0)).toBe(CUSTOMERS - 1);
    const before = await predictions.load(['c7', 'c11']);
    expect(before.get('c7')).toMatchObject({ modelHash: live });
    for (const share of shares) expect((await score(run, share, live)).movedCount).toBe(0);
    expect(await predictions.load(['c7', 'c11'])).toEqual(before);
  });

  it('fails to score with models that are past their age', async () => {
    const { live = '' } = await publish.publish(run, lastRound);
    const late = createScoreShare({
      ...{ files, artefacts, predictions },
      clock: { nowMs: () => NOON_MS + 40 * DAY_SECONDS * 1000 },
    });
    await expect(late(run, 0, live)).rejects.toThrow(/past their age/);
  });

  it('fails to score with models of a shape that is not read any more', async () => {
    const { live = '' } = await publish.publish(run, lastRound);
    const of = async (format: number) => {
      const old = { ...(await loadModels(artefacts, live)), format };
      return artefacts.put('model', new TextEncoder().encode(writePlain(old)));
    };
    await expect(score(run, 0, await of(1))).rejects.toThrow(/run train again/);
    expect((await score(run, 0, await of(2))).personCount).toBeGreaterThan(0);
  });

  it('fails after more passes than any training needs', async () => {
    await expect(fit.solve(run, 1000)).rejects.toThrow(/does not end/);
  });
});
