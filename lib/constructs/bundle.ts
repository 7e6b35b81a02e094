import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const projectFolder = join(here, '..', '..');
const cacheFolder = join(projectFolder, '.cache', 'bundles');
/** Everything that may end up in a bundle, or changes what does. */
const SOURCES = [
  '{lambdas,core,app,adapters,contracts}/**/*.{ts,json}',
  'lib/constructs/run-bundler.ts',
  'package-lock.json',
];

let sourcesHash: string | undefined;

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: projectFolder }).sort())
    hash.update(`${path}\0`).update(readFileSync(join(projectFolder, path)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Bundles `lambdas/<folder>/index.ts` with everything it needs: `index.mjs`, what it shares with modules that are
 * imported when they are first needed, and those. Returns the folder that holds them: made once for each state of the
 * sources, and whole as soon as it is there, whoever else bundles at the same time.
 */
export function bundle(folder: string): string {
  sourcesHash ??= hashOfSources();
  const stateFolder = join(cacheFolder, sourcesHash);
  const outputFolder = join(stateFolder, folder);
  if (existsSync(outputFolder)) return outputFolder;
  forgetOthers(sourcesHash);
  mkdirSync(stateFolder, { recursive: true });
  const unfinished = mkdtempSync(join(stateFolder, 'unfinished-'));
  const program = join(here, 'run-bundler.ts');
  execFileSync(process.execPath, [program, projectFolder, folder, unfinished], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    renameSync(unfinished, outputFolder);
  } catch {
    // Another process was first: its folder is the same.
    rmSync(unfinished, { recursive: true });
  }
  return outputFolder;
}

/** How many states of the sources are kept: a run that began before the newest change may still read its own. */
const KEPT_STATES = 3;

function forgetOthers(newest: string): void {
  if (existsSync(join(cacheFolder, newest)) || !existsSync(cacheFolder)) return;
  const byAge = readdirSync(cacheFolder)
    .map((name) => ({ name, changedMs: statSync(join(cacheFolder, name)).mtimeMs }))
    .sort((a, b) => b.changedMs - a.changedMs);
  for (const { name } of byAge.slice(KEPT_STATES - 1))
    rmSync(join(cacheFolder, name), { recursive: true, force: true });
}

/** Hash of a bundle's code, all files of it: equal code gives equal assets, whatever the source maps say. */
export function bundleHash(outputFolder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(outputFolder).filter((name) => name.endsWith('.mjs'));
  for (const name of files.sort()) hash.update(`${name}\0`).update(readFileSync(join(outputFolder, name)));
  return hash.digest('hex');
}
