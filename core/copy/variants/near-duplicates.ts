const GRAM = 3;
/** Share of common character trigrams from which two texts count as one. */
const SAME_GRAMS = 0.8;
/** Share of characters that may differ in texts that count as one. */
const SAME_EDITS = 0.12;

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= text.length; i += 1) grams.add(text.slice(i, i + GRAM));
  return grams;
}

function sharedGrams(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let common = 0;
  for (const gram of a) if (b.has(gram)) common += 1;
  return common / (a.size + b.size - common);
}

/** Levenshtein's distance, or `most + 1` as soon as it must be larger. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Do two texts say the same thing in nearly the same letters? Spaces, marks and case do not count. */
function isNearDuplicate(a: string, b: string): boolean {
  const [first, second] = [plain(a), plain(b)];
  if (first === second) return true;
  if (sharedGrams(gramsOf(first), gramsOf(second)) >= SAME_GRAMS) return true;
  const most = Math.floor(SAME_EDITS * Math.max(first.length, second.length));
  return editDistance(first, second, most) <= most;
}

/** Which texts stay when every later near-duplicate goes: `duplicateOf[i]` is the kept one's index, or undefined. */
export function nearDuplicates(texts: readonly string[]): readonly (number | undefined)[] {
  const kept: number[] = [];
  return texts.map((text, index) => {
    const twin = kept.find((other) => isNearDuplicate(texts[other] ?? '', text));
    if (twin === undefined) kept.push(index);
    return twin;
  });
}
