/**
 * Order of two sequence numbers of one shard: negative if `a` came first. They are decimal texts of up to 56 digits
 * without leading zeros, so the longer is the larger.
 */
export function compareSequenceNumbers(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
