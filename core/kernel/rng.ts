/** A stream of random numbers that is fixed by its seed: the same seed gives the same numbers on every machine. */
export interface Rng {
  /** The next number, uniform in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A whole number, uniform in 0 .. count − 1. `count` is a whole number in 1 .. 2^32. */
  integer(count: number): number;
  /**
   * A stream of its own, fixed by this stream's seed and the label and by nothing else: how many numbers were
   * drawn before does not matter, so that work can be split over machines without changing its result.
   */
  split(label: string | number): Rng;
}

/** One 32-bit avalanche step (the finaliser of MurmurHash3, public domain). */
function avalanche(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Four words that depend on every character of the text. */
function seedWords(text: string): readonly [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) + 1;
    words[0] = avalanche(words[0] ^ Math.imul(code, 0x01000193));
    words[1] = avalanche(words[1] + words[0] + code);
    words[2] = avalanche(words[2] ^ (words[1] + Math.imul(code, 0x27d4eb2f)));
    words[3] = avalanche((words[3] + words[2]) ^ code);
  }
  return words;
}

/**
 * A splittable generator: Chris Doty-Humphrey's sfc32 (passes PractRand), seeded through an avalanche hash.
 * Not for secrets.
 *
 * @param seed any text or number; equal seeds give equal streams.
 * @example
 * const rng = createRng(7);
 * const forCustomers = rng.split('customers');
 */
export function createRng(seed: string | number): Rng {
  const name = String(seed);
  let [a, b, c, counter] = seedWords(name);
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first outputs still resemble the seed.
  for (let i = 0; i < 12; i++) next();
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  return {
    uniform,
    integer: (count) => Math.floor(uniform() * count),
    split: (label) => createRng(`${name}/${label}`),
  };
}
