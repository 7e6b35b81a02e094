import { describe, expect, it } from '@jest/globals';
import { createBrand } from '#demo/index.ts';

const brand = createBrand(2, { startsOn: '2026-11-01', customers: 1500 });
const reviews = brand.reviews();
const korean = reviews.filter(({ language }) => language === 'ko');

/** After each name that slots are filled with: which particle forms stand there in the texts. */
const pairs: readonly (readonly [afterConsonant: string, afterVowel: string])[] = [
  ['은', '는'],
  ['이', '가'],
  ['을', '를'],
  ['과', '와'],
  ['이에요', '예요'],
];

/** Judged by Unicode decomposition: a syllable that ends in a consonant decomposes into three letters. */
function endsInConsonant(word: string): boolean {
  const last = word.at(-1) ?? '';
  if (/[A-Za-z]/.test(last)) return 'LMNRlmnr'.includes(last);
  return last.normalize('NFD').length === 3;
}

function particlesAfter(
  word: string,
  [afterConsonant, afterVowel]: readonly [string, string],
  texts: string,
) {
  const form = new RegExp(`(?:^|[ .])${word}(${afterConsonant}|${afterVowel})(?=[ .]|$)`, 'gm');
  const right = endsInConsonant(word) ? afterConsonant : afterVowel;
  return [...texts.matchAll(form)].map(([, used]) => ({ word, used, right }));
}

describe('the reviews of the made-up brand', () => {
  it('are there in Korean and English, by people who bought, before the stream begins', () => {
    expect(reviews.length).toBeGreaterThan(500);
    expect(reviews.length).toBeLessThanOrEqual(1500);
    const english = reviews.length - korean.length;
    expect(english / reviews.length).toBeGreaterThan(0.08);
    expect(english / reviews.length).toBeLessThan(0.25);
    const bought = new Set(
      brand
        .history()
        .flatMap(({ customerIndex, lines }) =>
          lines.map(({ product }) => `${brand.hidden.customers[customerIndex]?.id ?? ''} ${product.id}`),
        ),
    );
    expect(reviews.filter(({ customerId, productId }) => !bought.has(`${customerId} ${productId}`))).toEqual(
      [],
    );
    expect(reviews.filter(({ atMs }) => atMs >= brand.startMs)).toEqual([]);
  });

  it('use the right particle after every product word', () => {
    const words = [...new Set(brand.products.flatMap(({ formKo, noteKo, line }) => [formKo, noteKo, line]))];
    const texts = korean.map(({ title, text }) => `${title} ${text}`).join('\n');
    const found = words.flatMap((word) => pairs.flatMap((pair) => particlesAfter(word, pair, texts)));
    const wrong = found.filter(({ used, right }) => used !== right);
    expect(found.length).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
  });

  it('leave no slot open and keep one speech level', () => {
    const texts = reviews.flatMap(({ title, text }) => [title, text]);
    expect(texts.filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
    const sentences = korean.flatMap(({ text }) => text.split(/(?<=\.)\s/));
    expect(sentences.filter((sentence) => !/(요|죠)\.$/.test(sentence))).toEqual([]);
  });

  it('are varied: few texts occur twice', () => {
    const distinct = new Set(reviews.map(({ text }) => text)).size;
    expect(distinct / reviews.length).toBeGreaterThan(0.8);
  });

  it('praise what suits the writer: stars follow the hidden quality of products', () => {
    const rated = (isGood: boolean): readonly number[] => {
      const products = new Set(
        brand.products.filter(({ quality }) => quality > 0.1 === isGood).map(({ id }) => id),
      );
      return reviews.filter(({ productId }) => products.has(productId)).map(({ rating }) => rating);
    };
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(rated(true))).toBeGreaterThan(mean(rated(false)) + 0.1);
    expect(new Set(reviews.map(({ rating }) => rating)).size).toBeGreaterThanOrEqual(4);
  });
});
