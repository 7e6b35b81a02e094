import { fillKorean } from '../korean.ts';
import type { Customer } from '../people/customer.ts';
import type { Random } from '../random.ts';
import { type Attribute, attributes } from './attributes.ts';
import { phrasesEn } from './phrases-en.ts';
import { phrasesKo } from './phrases-ko.ts';
import type { Product } from './products.ts';

interface Opinion {
  readonly product: Product;
  readonly customer: Customer;
  readonly rating: number;
  readonly language: 'ko' | 'en';
}

/** A review as that person would write it: who they are, what they care about, how they use it, what they make of it. */
export function composeReview(
  opinion: Opinion,
  random: Random,
): { readonly title: string; readonly text: string } {
  const { product, customer, rating, language } = opinion;
  const phrases = language === 'ko' ? phrasesKo : phrasesEn;
  const mood = rating >= 4 ? 'good' : rating === 3 ? 'mixed' : 'bad';
  const [first, second] = pointsOf(product, customer, random);
  const praised = random.pick(phrases.praise[first]);
  const blamed = random.pick(phrases.blame[rating >= 4 ? second : first]);
  const points = {
    good: [praised, random.chance(0.4) ? random.pick(phrases.praise[second]) : ''],
    mixed: [random.pick(phrases.praise[second]), blamed],
    bad: [blamed],
  }[mood];
  const sentences = [
    random.chance(0.75) ? random.pick(phrases.openers[customer.latent.persona]) : '',
    ...points,
    random.chance(0.5) ? random.pick(phrases.use[product.category]) : '',
    random.chance(0.7) ? random.pick(phrases.ends[mood]) : '',
  ];
  const words = wordsFor(product, language);
  const fill = (template: string): string => fillKorean(template, words);
  return {
    title: fill(random.pick(phrases.titles[mood])),
    text: fill(sentences.filter((sentence) => sentence !== '').join(' ')),
  };
}

function wordsFor(product: Product, language: 'ko' | 'en'): Readonly<Record<string, string>> {
  return language === 'ko'
    ? { form: product.formKo, note: product.noteKo, line: product.line }
    : { form: product.formEn.toLowerCase(), note: product.noteEn, line: product.nameEn.split(' ')[0] ?? '' };
}

/** The two sides of the product that this person is most likely to talk about. */
function pointsOf(product: Product, customer: Customer, random: Random): readonly [Attribute, Attribute] {
  const weightOf = (name: Attribute): number =>
    (product.strengths[name] ?? 0) * (0.3 + (customer.latent.likes[name] ?? 0)) + 0.002;
  const first = random.weighted(attributes, weightOf);
  const rest = attributes.filter((name) => name !== first);
  return [first, random.weighted(rest, weightOf)];
}
