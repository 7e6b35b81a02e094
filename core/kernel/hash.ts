/**
 * A 48-bit hash of a text, as a non-negative integer below 2^48. Not for secrets: for rings of recent ids, where
 * 64 remembered ids make a false match once in about 4e12 look-ups.
 *
 * Two 32-bit multiplicative hashes with different seeds, cross-mixed at the end (xor-shift-multiply).
 */
export function hash48(text: string): number {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 15;
  }
  low = Math.imul(low ^ (low >>> 16), 0x7feb352d) ^ Math.imul(high ^ (high >>> 13), 0x846ca68b);
  high = Math.imul(high ^ (high >>> 16), 0x846ca68b) ^ Math.imul(low ^ (low >>> 13), 0x7feb352d);
  return (high & 0xffff) * 0x1_0000_0000 + (low >>> 0);
}
