import { DAY_MS, seoulDate } from '../calendar.ts';
import { withParticle } from '../korean.ts';
import { type Random, randomOf } from '../random.ts';
import { type Attribute, attributes, type Strengths } from './attributes.ts';
import { type Category, type CategoryId, categories } from './categories.ts';
import { type Line, lines, type Note, notes } from './lines.ts';

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly category: CategoryId;
  readonly line: string;
  readonly nameKo: string;
  readonly nameEn: string;
  /** What it is, without line and size: `토너 패드`. */
  readonly formKo: string;
  readonly formEn: string;
  /** What it is made with or shaded by. */
  readonly noteKo: string;
  readonly noteEn: string;
  /** KRW, VAT included. */
  readonly priceKrw: number;
  /** KRW, VAT excluded. */
  readonly costKrw: number;
  readonly stock: number;
  /** Date in Seoul. */
  readonly launchedOn: string;
  readonly descriptionKo: string;
  readonly descriptionEn: string;
  /** What it may claim by law: `whitening`, `wrinkle`, `sun`, `hair_loss`. */
  readonly functional: readonly string[];
  /** Days that one pack lasts an average user. */
  readonly lastsDays: number;
  /** Hidden: what it is good at. */
  readonly strengths: Strengths;
  /** Hidden: how good it is beyond what its strengths say, about −1 to 1. */
  readonly quality: number;
}

const PRODUCT_COUNT = 120;

/** The shop's 120 products; the assortment is fixed, prices and qualities hang on the seed. */
export function createProducts(seed: number, startMs: number): readonly Product[] {
  const perCategory = categories.map((category) => designsOf(category));
  const products: Product[] = [];
  // Round by round over the categories, so that each gets its share of the 120.
  for (let round = 0; products.length < PRODUCT_COUNT; round++) {
    for (const designs of perCategory) {
      const design = designs[round];
      if (design !== undefined && products.length < PRODUCT_COUNT) {
        products.push(build(design, products.length, { seed, startMs }));
      }
    }
  }
  return products;
}

interface Design {
  readonly category: Category;
  readonly line: Line;
  readonly note: Note;
  readonly form: readonly [ko: string, en: string];
}

function designsOf(category: Category): readonly Design[] {
  const ownLines = lines.filter((line) => line.sells.includes(category.id));
  const ownNotes = notes.filter((note) => note.suits.includes(category.id));
  const combinations = ownLines.flatMap((line) => ownNotes.map((note) => ({ line, note })));
  const random = randomOf('designs', category.id);
  return combinations
    .map((combination, index) => ({
      category,
      ...combination,
      form: category.forms[index % category.forms.length] ?? (['', ''] as const),
      order: random.unit(),
    }))
    .sort((left, right) => left.order - right.order);
}

function build(design: Design, index: number, world: { seed: number; startMs: number }): Product {
  const { category, line, note, form } = design;
  const random = randomOf(world.seed, 'product', index);
  const priceKrw = roundPrice(category.priceKrw * line.priceFactor * random.logNormal(1, 0.18));
  const functional = [...new Set([...note.functional, ...(category.id === 'sun-care' ? ['sun'] : [])])];
  const ageDays = random.chance(0.12) ? random.integer(5, 60) : random.integer(90, 1500);
  return {
    id: `P${1001 + index}`,
    sku: `${line.code}-${category.id.slice(0, 3).toUpperCase()}-${1001 + index}`,
    category: category.id,
    line: line.ko,
    nameKo: `${line.ko} ${note.ko} ${form[0]} ${category.size}`,
    nameEn: `${line.en} ${note.en} ${form[1]} ${category.size.replace('매', ' sheets').replace('개', ' pc')}`,
    formKo: form[0],
    formEn: form[1],
    noteKo: note.ko,
    noteEn: note.en,
    priceKrw,
    costKrw: Math.round((priceKrw / 1.1) * (0.24 + 0.2 * random.unit())),
    stock: Math.round(random.logNormal(400, 0.8)),
    launchedOn: seoulDate(world.startMs - ageDays * DAY_MS),
    descriptionKo: describeKo(design, random),
    descriptionEn: describeEn(design),
    functional,
    lastsDays: Math.round(category.lastsDays * random.logNormal(1, 0.12)),
    strengths: combine(design, ageDays < 90 ? 0.3 : 0),
    quality: Math.max(-1, Math.min(1, random.normal(0.1, 0.4))),
  };
}

/** Korean shop prices end in 900 or, when dear, in a round thousand. */
function roundPrice(priceKrw: number): number {
  const thousands = Math.max(3, Math.round(priceKrw / 1000));
  return thousands >= 50 ? thousands * 1000 : thousands * 1000 - 100;
}

/** What a line is good at on skin, its perfume or brush is not. */
const skinOnly: ReadonlySet<Attribute> = new Set(['hydration', 'soothing', 'brightening', 'firming']);
const offSkin: ReadonlySet<CategoryId> = new Set(['fragrance', 'tool', 'hair', 'lip', 'eye-makeup']);

function combine({ category, line, note }: Design, novelty: number): Strengths {
  const sum = (name: Attribute): number => {
    if (skinOnly.has(name) && offSkin.has(category.id)) return 0;
    const given = [category.strengths[name], line.strengths[name], note.strengths[name]];
    return given.reduce<number>((total, each) => total + (each ?? 0), name === 'novelty' ? novelty : 0);
  };
  const strengths = attributes.map((name) => [name, Math.min(1, sum(name))] as const);
  return Object.fromEntries(strengths.filter(([, strength]) => strength > 0));
}

const benefits: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  hydration: ['촉촉함이 오래 머물도록', 'to keep skin comfortably moist'],
  soothing: ['예민한 날에도 편안하도록', 'to feel calm on sensitive days'],
  brightening: ['맑고 환해 보이도록', 'for a clear, bright look'],
  firming: ['탄탄한 결이 느껴지도록', 'for skin that feels firm'],
  oil_control: ['번들거림 없이 산뜻하도록', 'for a fresh finish without shine'],
  sun_protection: ['매일 가볍게 바르도록', 'light enough for every day'],
  colour: ['색이 맑게 올라오도록', 'for colour that goes on clear'],
  scent: ['은은한 향이 남도록', 'with a scent that lingers softly'],
  luxury: ['하루 끝이 특별해지도록', 'to make the end of the day special'],
  value: ['부담 없이 매일 쓰도록', 'made to be used every day'],
  clean: ['성분을 꼭 필요한 만큼만 담아', 'with only what it needs inside'],
  novelty: ['새로운 질감을 즐기도록', 'to enjoy a new texture'],
};

function describeKo({ line, note, form }: Design, random: Random): string {
  const [benefit] = benefits[note.lead] ?? [''];
  const opener = random.pick([
    `${withParticle(note.ko, 'object')} 담은`,
    `${withParticle(note.ko, 'means')} 완성한`,
  ]);
  return `${opener} ${line.ko} ${withParticle(form[0], 'copula')}. ${benefit} 만들었어요.`;
}

function describeEn({ line, note, form }: Design): string {
  const [, benefit] = benefits[note.lead] ?? ['', ''];
  return `${line.en} ${form[1]} with ${note.en}, ${benefit}.`;
}
