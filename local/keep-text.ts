import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes that one write puts down whole. */
const PAGE_BYTES = 4096;

/**
 * Keeps a small text: a kill leaves the old one or the new one. Written over in place, with blanks behind: a rename
 * makes ext4 and others put the file on the disk each time, which costs milliseconds. Whoever reads it trims it.
 */
export function keepText(path: string, text: string): void {
  if (isWrittenOver(path, text)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function isWrittenOver(path: string, text: string): boolean {
  const file = openIfThere(path);
  if (file === undefined) return false;
  try {
    const bytes = Buffer.alloc(Math.max(fstatSync(file).size, Buffer.byteLength(text)), ' ');
    if (bytes.length > PAGE_BYTES) return false;
    bytes.write(text);
    writeSync(file, bytes, 0, bytes.length, 0);
    return true;
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
