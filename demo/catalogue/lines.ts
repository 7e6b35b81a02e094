import type { Attribute, Strengths } from './attributes.ts';
import type { CategoryId } from './categories.ts';

/** A family of products under one name within the shop's brand. */
export interface Line {
  readonly code: string;
  readonly ko: string;
  readonly en: string;
  readonly priceFactor: number;
  readonly strengths: Strengths;
  readonly sells: readonly CategoryId[];
}

const skincare: readonly CategoryId[] = ['cleanser', 'toner', 'serum', 'cream', 'mask'];
const makeup: readonly CategoryId[] = ['base-makeup', 'lip', 'eye-makeup'];

export const lines: readonly Line[] = [
  {
    code: 'MG',
    ko: '물그늘',
    en: 'Mulgeuneul',
    priceFactor: 1,
    strengths: { hydration: 0.7 },
    sells: [...skincare, 'sun-care', 'body'],
  },
  {
    code: 'PS',
    ko: '풀숨결',
    en: 'Pulsumgyeol',
    priceFactor: 1.1,
    strengths: { soothing: 0.8, clean: 0.7 },
    sells: [...skincare, 'sun-care', 'hair', 'body'],
  },
  {
    code: 'DM',
    ko: '단마루',
    en: 'Danmaru',
    priceFactor: 2.3,
    strengths: { luxury: 0.9, firming: 0.7 },
    sells: ['toner', 'serum', 'cream', 'eye-care', 'fragrance', 'base-makeup'],
  },
  {
    code: 'BN',
    ko: '볕나린',
    en: 'Byeotnarin',
    priceFactor: 1.4,
    strengths: { brightening: 0.8, sun_protection: 0.3 },
    sells: ['serum', 'cream', 'eye-care', 'sun-care', 'mask', 'base-makeup'],
  },
  {
    code: 'SM',
    ko: '색모닝',
    en: 'Saekmorning',
    priceFactor: 0.95,
    strengths: { colour: 0.6, novelty: 0.7 },
    sells: [...makeup, 'tool', 'fragrance'],
  },
  {
    code: 'HK',
    ko: '하루켠',
    en: 'Harukyeon',
    priceFactor: 0.6,
    strengths: { value: 0.9 },
    sells: ['cleanser', 'toner', 'mask', 'lip', 'eye-makeup', 'hair', 'body', 'tool'],
  },
];

/** What a product is made with or shaded by: gives it its name, its strengths and what it may claim. */
export interface Note {
  readonly ko: string;
  readonly en: string;
  readonly strengths: Strengths;
  readonly lead: Attribute;
  /** Functional claims that the note earns, as the Cosmetics Act names them. */
  readonly functional: readonly ('whitening' | 'wrinkle' | 'sun' | 'hair_loss')[];
  readonly suits: readonly CategoryId[];
}

const care: readonly CategoryId[] = ['cleanser', 'toner', 'serum', 'cream', 'mask', 'body'];
const treats: readonly CategoryId[] = ['serum', 'cream', 'eye-care', 'mask', 'toner'];

export const notes: readonly Note[] = [
  note('히알루론산', 'Hyaluronic', 'hydration', care),
  note('쌀누룩', 'Rice Koji', 'brightening', care),
  note('병풀', 'Centella', 'soothing', [...care, 'sun-care', 'hair']),
  note('어성초', 'Heartleaf', 'soothing', [...care, 'hair']),
  note('녹차', 'Green Tea', 'clean', [...care, 'sun-care', 'hair']),
  note('나이아신아마이드', 'Niacinamide', 'brightening', treats, ['whitening']),
  note('비타민 C', 'Vitamin C', 'brightening', treats, ['whitening']),
  note('레티날', 'Retinal', 'firming', ['serum', 'cream', 'eye-care'], ['wrinkle']),
  note('펩타이드', 'Peptide', 'firming', ['serum', 'cream', 'eye-care', 'base-makeup'], ['wrinkle']),
  note('홍삼', 'Red Ginseng', 'luxury', ['toner', 'serum', 'cream', 'eye-care'], ['wrinkle']),
  note('티트리', 'Tea Tree', 'oil_control', [...care, 'hair']),
  note('에어핏', 'Airfit', 'sun_protection', ['sun-care', 'base-makeup'], ['sun']),
  note('수분막', 'Aqua Veil', 'hydration', ['sun-care', 'base-makeup', 'lip'], []),
  note('노을', 'Sunset', 'colour', ['lip', 'eye-makeup', 'base-makeup']),
  note('말린 장미', 'Dried Rose', 'colour', ['lip', 'eye-makeup', 'fragrance', 'body']),
  note('무화과', 'Fig', 'scent', ['lip', 'fragrance', 'body', 'hair']),
  note('복숭아', 'Peach', 'novelty', ['lip', 'eye-makeup', 'body', 'tool', 'fragrance']),
  note('편백', 'Hinoki', 'scent', ['fragrance', 'body', 'hair']),
  note('비건', 'Vegan', 'clean', ['tool', 'lip', 'eye-makeup', 'base-makeup']),
  note('데일리', 'Daily', 'value', ['tool', 'hair', 'cleanser', 'body', 'eye-makeup']),
];

function note(
  ko: string,
  en: string,
  lead: Attribute,
  ...rest: readonly [suits: readonly CategoryId[], functional?: Note['functional']]
): Note {
  const [suits, functional = []] = rest;
  return { ko, en, lead, suits, functional, strengths: { [lead]: 0.7 } };
}
