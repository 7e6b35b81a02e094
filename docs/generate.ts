import { mkdir, rm, writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated-files.ts';

/** Writes every generated page and schema; `npm run docs:generate`. A test says that they are up to date. */
const root = new URL('./', import.meta.url);
await rm(new URL('reference/schemas/', root), { recursive: true, force: true });
await mkdir(new URL('reference/schemas/', root), { recursive: true });
const files = generatedFiles();
for (const [path, text] of files) await writeFile(new URL(path, root), text);
console.log(`${files.size} files written under docs/reference`);
