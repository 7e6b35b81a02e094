import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The X-Ray SDK behind the Tracer is CommonJS and calls require(). */
const requireInEsm =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles `lambdas/<folder>/index.ts` with everything it needs into one file; returns the folder that holds it. */
export function bundle(folder: string): string {
  const outputFolder = join(projectFolder, '.cache', 'bundles', folder);
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  buildSync({
    absWorkingDir: projectFolder,
    entryPoints: [join('lambdas', folder, 'index.ts')],
    outfile: join(outputFolder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    keepNames: true, // stack traces and error names stay readable
    sourcemap: 'linked',
    sourcesContent: false,
    charset: 'utf8', // Korean text is six bytes a syllable otherwise
    mainFields: ['module', 'main'], // the SDK's ESM builds are a third smaller
    banner: { js: requireInEsm },
    logLevel: 'warning',
  });
  return outputFolder;
}

/** Hash of a bundle's code: equal code gives equal assets, whatever the source map says. */
export function bundleHash(outputFolder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(outputFolder, 'index.mjs')))
    .digest('hex');
}
