/** Words kept per product: the ranker reads how many two products share, and eight tell them apart. */
const MOST_WORDS = 8;
/** Shortest word of letters that say sounds; shorter ones are articles and the like. */
const SHORTEST = 3;
/** A word of more products than this share tells nothing of any. */
const COMMON = 0.1;

const HANGUL = /\p{Script=Hangul}/u;

/** Words of a text, lower case; Korean ones as pairs of syllables, which survive endings and particles. */
export function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
    if (!HANGUL.test(word)) return word.length >= SHORTEST ? [word] : [];
    return Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));
  });
}

/** What people write about products, counted: a sum over texts. */
export class TellingWords {
  private readonly counts = new Map<string, Map<string, number>>();

  /** Takes one text about a product. */
  add(productId: string, text: string): void {
    let own = this.counts.get(productId);
    if (own === undefined) this.counts.set(productId, (own = new Map<string, number>()));
    for (const word of new Set(wordsOf(text))) own.set(word, (own.get(word) ?? 0) + 1);
  }

  /**
   * Per product, at most eight words that tell it from others: count · log(products / products with the word), words
   * of one product only left out.
   *
   * @see Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation 28(1), 1972.
   */
  tell(): ReadonlyMap<string, readonly string[]> {
    const products = new Map<string, number>();
    for (const own of this.counts.values())
      for (const word of own.keys()) products.set(word, (products.get(word) ?? 0) + 1);
    const most = Math.max(2, COMMON * this.counts.size);
    const weight = ([word, count]: readonly [string, number]): number =>
      count * Math.log(this.counts.size / products.get(word)!);
    const told = [...this.counts].map(([id, own]): [string, readonly string[]] => {
      const able = [...own].filter(([word]) => products.get(word)! > 1 && products.get(word)! <= most);
      able.sort((a, b) => weight(b) - weight(a) || (a[0] < b[0] ? -1 : 1));
      return [id, able.slice(0, MOST_WORDS).map(([word]) => word)];
    });
    return new Map(told);
  }
}
