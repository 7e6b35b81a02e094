import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { RunFiles } from '#app/ports/run-files.ts';

async function* terminated(lines: Iterable<string> | AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Run files as gzip objects of lines; what is written is held compressed, what is read only a line at a time. */
export function createObjectRunFiles(objects: ObjectStore): RunFiles {
  return {
    async writeLines(key, lines) {
      await objects.put(key, await buffer(Readable.from(terminated(lines)).pipe(createGzip({ level: 4 }))));
    },
    async *readLines(key) {
      const body = await objects.get(key);
      if (body === undefined) return;
      // A pipeline hands on what goes wrong on the way; whoever reads the lines is told of it.
      const text = pipeline(Readable.from(body), createGunzip(), () => undefined);
      for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
        if (line !== '') yield line;
    },
    list: (prefix) => objects.list(prefix),
  };
}
