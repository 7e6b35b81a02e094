import { DAY_MS, seoulDate } from '../calendar.ts';
import { categoryOf } from '../catalogue/categories.ts';
import { lines } from '../catalogue/lines.ts';
import type { Product } from '../catalogue/products.ts';
import { brandConfig } from '../config.ts';
import type { Brand } from '../create-brand.ts';

/** Names that say what is inside; the others name a shade, a scent or a finish. */
const insides: ReadonlySet<string> = new Set([
  'Hyaluronic',
  'Rice Koji',
  'Centella',
  'Heartleaf',
  'Green Tea',
  'Niacinamide',
  'Vitamin C',
  'Retinal',
  'Peptide',
  'Red Ginseng',
  'Tea Tree',
]);
const VALID_BEFORE_DAYS = 30;
const VALID_AFTER_DAYS = 60;

type Language = 'ko' | 'en';

/** The name without the size: that is a fact of its own. */
function nameIn(language: Language, { line, noteKo, noteEn, formKo, formEn }: Product): string {
  if (language === 'ko') return `${line} ${noteKo} ${formKo}`;
  const own = lines.find(({ ko }) => ko === line);
  return `${own?.en ?? line} ${noteEn} ${formEn}`;
}

/** `200ml`, `10매`: number and unit; Korean counters mean nothing in an English sentence. */
function sizeFacts(language: Language, product: Product): readonly object[] {
  const [, value = '', unit = ''] = /^(\d+)(.+)$/.exec(categoryOf(product.category).size) ?? [];
  if (language === 'en' && /[가-힣]/.test(unit)) return [];
  return [{ id: 'size', kind: 'quantity', value, unit }];
}

function sheet(language: Language, product: Product, brand: Brand): object {
  const { nameKo, contact, optOut, pushSettings, site } = brandConfig;
  const inside = language === 'ko' ? product.noteKo : product.noteEn.toLowerCase();
  return {
    id: `${product.id}-${language}`,
    product_id: product.id,
    product_name: nameIn(language, product),
    valid_from: seoulDate(brand.startMs - VALID_BEFORE_DAYS * DAY_MS),
    valid_to: seoulDate(brand.startMs + (brand.days + VALID_AFTER_DAYS) * DAY_MS),
    sender: [nameKo, contact.phone],
    opt_out: { push: pushSettings[language], email: optOut.page, sms: optOut.phone },
    links: [`${site}/`],
    functional: product.functional,
    facts: [
      { id: 'price', kind: 'price', value: product.priceKrw, unit: 'KRW' },
      ...sizeFacts(language, product),
      ...(insides.has(product.noteEn) ? [{ id: 'inside', kind: 'ingredient', text: inside }] : []),
    ],
  };
}

/**
 * What may be said about products, in both languages: their true prices, sizes and ingredients. What
 * `kairos import facts` reads.
 */
export function factsFile(brand: Brand, productIds: ReadonlySet<string>): string {
  const products = brand.products.filter(({ id }) => productIds.has(id));
  return JSON.stringify(
    products.flatMap((product) => [sheet('ko', product, brand), sheet('en', product, brand)]),
  );
}
