import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const projectFolder = join(here, '..', '..');

/**
 * Bundles `lambdas/<folder>/index.ts` with everything it needs: `index.mjs`, what it shares with modules that are
 * imported when they are first needed, and those. Returns the folder that holds them.
 */
export function bundle(folder: string): string {
  const outputFolder = join(projectFolder, '.cache', 'bundles', folder);
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const program = join(here, 'run-bundler.ts');
  execFileSync(process.execPath, [program, projectFolder, folder, outputFolder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return outputFolder;
}

/** Hash of a bundle's code, all files of it: equal code gives equal assets, whatever the source maps say. */
export function bundleHash(outputFolder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(outputFolder).filter((name) => name.endsWith('.mjs'));
  for (const name of files.sort()) hash.update(`${name}\0`).update(readFileSync(join(outputFolder, name)));
  return hash.digest('hex');
}
