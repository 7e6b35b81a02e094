import { sharedDataPath } from '#tests/shared-data.ts';
import { type FoldedState, foldedState } from './folded-state.ts';
import { importFile, type KairosCloud, untilFolded } from './kairos-cloud.ts';
import { openStores } from './kairos-stores.ts';

/** How long an import of hundreds of thousands of rows may take on a busy machine. */
export const IMPORT_MS = 900_000;

/** Imports purchases, waits until they are folded, and gives what the table of profiles then holds. */
export async function importedState(
  cloud: KairosCloud,
  file: string,
): Promise<ReadonlyMap<string, FoldedState>> {
  const startedMs = performance.now();
  await importFile(cloud.connection, 'purchases', sharedDataPath(file));
  const sentMs = performance.now();
  await untilFolded(cloud.local.url, IMPORT_MS);
  const seconds = (fromMs: number, toMs: number) => ((toMs - fromMs) / 1000).toFixed(1);
  const folded = seconds(sentMs, performance.now());
  process.stdout.write(`${file}: sent in ${seconds(startedMs, sentMs)} s, folded ${folded} s later\n`);
  return foldedState(await openStores(cloud.connection));
}
