import type { PersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeReader, createSealedLakeWriter } from '#adapters/node/sealed-lake.ts';
import type { Lake } from '#app/ports/lake.ts';

/** A lake in this process, sealed as the real one; `lines` is what lies in it. */
export function createMemoryLake(personKeys: PersonKeys, lines: string[] = []): Lake {
  async function* read(): AsyncIterable<string> {
    yield* lines;
  }
  return {
    ...createSealedLakeWriter(personKeys, async (sealed) => {
      lines.push(...sealed);
    }),
    ...createSealedLakeReader(personKeys, read),
  };
}
