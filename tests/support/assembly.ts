import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = fileURLToPath(new URL('../../', import.meta.url));
/** Everything that ends up in a template or a bundle. */
const SOURCES = ['bin/cloud.ts', '{lib,lambdas,core,app,adapters,contracts}/**/*.ts', 'package-lock.json'];

/**
 * The folder of the app's own templates, as CDK writes them for this machine. Synthesised once for each state of the
 * sources: test files, and test runs, share it.
 */
export async function synthesised(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: project }).sort()) {
    hash.update(path).update(readFileSync(join(project, path)));
  }
  const folder = join(tmpdir(), `kairos-assembly-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const unfinished = mkdtempSync(join(tmpdir(), 'kairos-synth-'));
  const env = { ...process.env, CDK_OUTDIR: unfinished, KAIROS_STAGE: 'local' };
  await promisify(execFile)(process.execPath, ['bin/cloud.ts'], { cwd: project, env });
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another test file was first: its folder is the same.
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}
