import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { deliverFile } from '#app/events/imports/deliver-file.ts';
import { surveyFile } from '#app/events/imports/survey-file.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { recordsOf } from '#bin/demo/send-days.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { type Brand, purchasesCsv } from '#demo/index.ts';
import { createFakePorts } from '#tests/unit/bin/fake-process.ts';
import { createRealIngest, type RealIngest, settings } from './real-ingest.ts';

const DAY_MS = 86_400_000;

interface Put {
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

/** Puts records through the main lane, in batches, as if one shard held them. */
async function ingestAll(
  world: RealIngest,
  records: readonly Put[],
  start: number,
  atMs: number,
): Promise<number> {
  for (let at = 0; at < records.length; at += 2000) {
    const batch = records.slice(at, at + 2000).map(({ partitionKey, data }, i) => ({
      shardId: 'shard-1',
      sequenceNumber: String(start + at + i),
      partitionKey,
      data,
      arrivedAtMs: atMs,
    }));
    const { failed } = await world.ingest(batch);
    if (failed.length > 0) throw new Error(`${failed.length} records failed`);
  }
  return start + records.length;
}

async function importRecords(brand: Brand, kind: 'purchases', csv: string): Promise<readonly Put[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-demo-'));
  try {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, csv);
    const file = await openImportFile(path);
    const ports = createFakePorts();
    const survey = await surveyFile(kind, file, {
      fileId: file.fileId,
      namedZone: undefined,
      namedCurrency: undefined,
      brand: { zone: brand.config.zone, currency: brand.config.currency },
      columns: new Map(),
      hasExcelSerials: false,
      nowMs: brand.startMs,
      campaignStart: () => undefined,
    });
    await deliverFile(survey, ports);
    return ports.records;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shop's persons at a moment. */
export interface DemoSnapshot {
  readonly rows: readonly PersonRow[];
  readonly atMs: number;
}

/**
 * The made-up shop's persons after its records were imported and so many of its days were streamed, through the real
 * main lane.
 * @param days ascending.
 */
export async function demoSnapshots(brand: Brand, days: readonly number[]): Promise<readonly DemoSnapshot[]> {
  let nowMs = brand.startMs;
  const world = createRealIngest({ nowMs: () => nowMs });
  let sequence = await ingestAll(
    world,
    await importRecords(brand, 'purchases', purchasesCsv(brand)),
    1,
    nowMs,
  );
  const snapshots: DemoSnapshot[] = [];
  let day = 0;
  for (const count of days) {
    // What is late on the last day comes on the day after it.
    for (; day < count || (day === count && count === brand.days); day += 1) {
      nowMs = brand.startMs + (day + 1) * DAY_MS;
      sequence = await ingestAll(world, recordsOf(brand.eventsOfDay(day)), sequence, nowMs);
    }
    const atMs = brand.startMs + count * DAY_MS;
    const rows: PersonRow[] = [];
    for await (const row of createReadPersons({ ...world, settings })(atMs)) rows.push(row);
    snapshots.push({ rows, atMs });
  }
  return snapshots;
}
