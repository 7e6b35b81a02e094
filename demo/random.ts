/** A stream of random numbers; equal keys give equal streams, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform integer in [from, to], both included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  normal(mean: number, deviation: number): number;
  /** Log-normal by its median and the deviation of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** Weibull by its mean and shape; shape 4 gives a coefficient of variation of about .28. */
  weibull(mean: number, shape: number): number;
  exponential(mean: number): number;
  poisson(mean: number): number;
  gumbel(): number;
  pick<T>(items: readonly T[]): T;
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T;
}

/** Random numbers of their own for each key, so that what one customer does never shifts another's. */
export function randomOf(...key: readonly (string | number)[]): Random {
  const unit = sfc32(key.join('\u001f'));
  const positive = (): number => 1 - unit();
  const standardNormal = (): number => Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * unit());
  const random: Random = {
    unit,
    integer: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    chance: (probability) => unit() < probability,
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    logNormal: (median, sigma) => median * Math.exp(sigma * standardNormal()),
    weibull: (mean, shape) => (mean / gamma(1 + 1 / shape)) * (-Math.log(positive())) ** (1 / shape),
    exponential: (mean) => -mean * Math.log(positive()),
    poisson: (mean) => {
      let count = 0;
      for (let left = Math.exp(-mean), product = positive(); product > left; product *= positive()) count++;
      return count;
    },
    gumbel: () => -Math.log(-Math.log(positive())),
    pick: (items) => itemAt(items, Math.floor(unit() * items.length)),
    weighted: (items, weightOf) => {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0);
      let left = unit() * total;
      const found = items.find((item) => (left -= weightOf(item)) < 0);
      return found ?? itemAt(items, items.length - 1);
    },
  };
  return random;
}

/** A UUID-shaped id, as SDKs make for their messages. */
export function uuidOf(random: Random): string {
  const hex = Array.from({ length: 4 }, () => word(random)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The item there, for indices that are right by construction. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}

function word(random: Random): string {
  return Math.floor(random.unit() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
}

// sfc32 (Chris Doty-Humphrey, PractRand), seeded by four FNV-1a hashes of the key.
function sfc32(key: string): () => number {
  let [a, b, c, counter] = [fnv1a(key, 1), fnv1a(key, 2), fnv1a(key, 3), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

function fnv1a(text: string, salt: number): number {
  let hash = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}

// Lanczos with g = 5 and two terms is good to 1e-3 here; the mean of a gap needs no more.
function gamma(x: number): number {
  const t = x + 4.5;
  const series = 1 + 76.18009173 / x - 86.50532033 / (x + 1) + 24.01409822 / (x + 2) - 1.231739516 / (x + 3);
  return Math.exp((x - 0.5) * Math.log(t) - t) * Math.sqrt(2 * Math.PI) * series;
}
