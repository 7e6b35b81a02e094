import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = process.env['KAIROS_SHARED_DATA'] ?? new URL('../../shared/data', import.meta.url).pathname;

/** The text of a gzipped file of the shared data, which stands beside the project and is no part of it. */
export function sharedFile(name: string): string {
  const path = `${folder}/${name}`;
  if (!existsSync(path))
    throw new Error(`needs ${name} of the shared data: name its folder in KAIROS_SHARED_DATA`);
  return gunzipSync(readFileSync(path)).toString();
}
