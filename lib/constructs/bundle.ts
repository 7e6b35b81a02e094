import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Packages below the SDK that are CommonJS call require(). */
const requireInEsm =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles `lambdas/<folder>/index.ts` with everything it needs: `index.mjs`, what it shares with modules that are
 * imported when they are first needed, and those. Returns the folder that holds them.
 */
export function bundle(folder: string): string {
  const outputFolder = join(projectFolder, '.cache', 'bundles', folder);
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  buildSync({
    absWorkingDir: projectFolder,
    entryPoints: [join('lambdas', folder, 'index.ts')],
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // what a function seldom needs is not read when it starts
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    keepNames: true, // stack traces and error names stay readable
    sourcemap: 'linked',
    sourcesContent: false,
    charset: 'utf8', // Korean text is six bytes a syllable otherwise
    mainFields: ['module', 'main'], // the SDK's ESM builds are a third smaller
    // Lambda hands over the role in the environment: the clients of SSO, STS and sign-in are 95 KB never asked.
    alias: { '@aws-sdk/credential-provider-node': './adapters/aws/environment-credentials.ts' },
    external: ['bowser'], // imported by the SDK in browsers only
    banner: { js: requireInEsm },
    logLevel: 'warning',
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
