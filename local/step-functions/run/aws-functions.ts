import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const fromMillis = jsonata('$fromMillis($ms, $picture, $zone)');

/** The functions that Step Functions adds to JSONata, those that read the clock, and the one that it refuses. */
export function createAwsFunctions(world: {
  nowMs: () => number;
  random: () => number;
}): Record<string, unknown> {
  return {
    partition: (list: unknown, size: number) => {
      const all: readonly unknown[] = Array.isArray(list) ? list : [list];
      const sizeCount = positive('partition', size);
      return Array.from({ length: Math.ceil(all.length / sizeCount) }, (_unused, n) =>
        all.slice(n * sizeCount, (n + 1) * sizeCount),
      );
    },
    range,
    hash: (text: string, algorithm: string) => {
      const known = HASHES[algorithm];
      if (known === undefined) throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}`);
      return createHash(known).update(text).digest('hex');
    },
    random: (seed?: number) => (seed === undefined ? world.random() : seeded(seed)),
    uuid: () => randomUUID(),
    parse: (text: string) => JSON.parse(text) as unknown,
    millis: () => world.nowMs(),
    now: (picture?: string, zone?: string) =>
      fromMillis.evaluate(undefined, { ms: world.nowMs(), picture, zone }) as Promise<unknown>,
    eval: () => {
      throw new Error('$eval is refused by Step Functions');
    },
  };
}

const MAX_RANGE_ITEMS = 1000;

/** First, first + step, … up to and with last. */
function range(first: number, last: number, step: number): number[] {
  const count = Math.floor((last - first) / step) + 1;
  if (step === 0 || Number.isNaN(count)) throw new Error('$range needs a step other than 0');
  if (count > MAX_RANGE_ITEMS) throw new Error(`$range gives at most ${MAX_RANGE_ITEMS} numbers`);
  return Array.from({ length: Math.max(0, count) }, (_unused, n) => first + n * step);
}

function positive(name: string, size: number): number {
  if (!(size >= 1)) throw new Error(`$${name} needs a size of 1 or more`);
  return Math.floor(size);
}

/** A number in [0, 1) that the same seed always gives; not the one that AWS gives for it. */
function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}
