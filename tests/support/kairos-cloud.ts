import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { deliverFile, type ImportReport } from '#app/events/imports/deliver-file.ts';
import { surveyFile } from '#app/events/imports/survey-file.ts';
import { readArguments } from '#bin/arguments.ts';
import { importFile as importCommand } from '#bin/commands/import.ts';
import { type Connection, connect } from '#bin/connection.ts';
import { readSettings } from '#bin/import/import-options.ts';
import { openImportPorts } from '#bin/wiring/import-ports.ts';
import type { ImportKind } from '#core/events/imports/import-kind.ts';
import { type LocalCloud, startLocalCloud } from '#local/start-local-cloud.ts';
import { synthesised } from './assembly.ts';

const clock = { nowMs: () => Date.now() };

/** Lag of a lake to which nothing is on its way any more: also what was saved a moment ago may be compared. */
export const ALL_ARRIVED_MS = -60_000;

/** A folder to be thrown away. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kairos-test-'));
}

/** The whole product on this machine, from its own templates, with a folder of its own. */
export interface KairosCloud {
  readonly local: LocalCloud;
  readonly connection: Connection;
  readonly folder: string;
  stop(): Promise<void>;
}

export async function startKairosCloud(options: { isRecordingCalls?: boolean } = {}): Promise<KairosCloud> {
  const folder = temporaryFolder();
  const assembly = await synthesised();
  const local = await startLocalCloud({ assembly, data: join(folder, 'data'), port: 0, ...options });
  return {
    local,
    connection: await connectTo(local.url),
    folder,
    async stop() {
      await local.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Connects as the command line does. */
export function connectTo(endpoint: string): Promise<Connection> {
  const args = readArguments(importCommand, ['purchases', 'f', '--endpoint', endpoint], 2);
  return connect(args, {});
}

/** Imports as `kairos import` does, without waiting until all is folded. */
export async function importFile(
  connection: Connection,
  kind: ImportKind,
  path: string,
): Promise<ImportReport> {
  const args = readArguments(importCommand, [kind, path], 2);
  const file = await openImportFile(path);
  const settings = {
    ...readSettings(args, {}, clock.nowMs()),
    fileId: file.fileId,
    campaignStart: () => undefined,
  };
  const survey = await surveyFile(kind, file, settings);
  return deliverFile(survey, await openImportPorts(connection, clock));
}

/** Writes rows as a CSV file and gives its path. */
export function csvFile(folder: string, name: string, rows: readonly (readonly unknown[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.map((row) => row.join(',')).join('\n')}\n`);
  return path;
}

interface Lag {
  readonly mappings: readonly { readonly behindCount: number }[];
}

/** Resolves once nothing that is on the stream waits to be read. */
export async function untilFolded(endpoint: string, limitMs = 60_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const { mappings } = (await (await fetch(`${endpoint}/lag`)).json()) as Lag;
    if (mappings.every(({ behindCount }) => behindCount === 0)) return;
    if (performance.now() > endMs)
      throw new Error(`not folded after ${limitMs} ms: ${JSON.stringify(mappings)}`);
    await sleep(100);
  }
}
