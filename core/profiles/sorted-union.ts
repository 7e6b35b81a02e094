import { compareText } from './consent.ts';

/** The keys of both, sorted, each once. */
export function sortedUnion(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort(compareText);
}
