import type { CopyLanguage } from '#core/copy/check/copy.ts';
import { particleFor, particleKind } from '#core/copy/korean/particles.ts';

/** What is known of the person and the moment, by slot. Undefined or empty where it is not known. */
export interface SlotValues {
  /** Full name as the person gave it, without title. */
  readonly name?: string | undefined;
  readonly store?: string | undefined;
  readonly points?: string | undefined;
  readonly product?: string | undefined;
}

/** How people are addressed whose name is not known. */
const NAMELESS: Readonly<Record<CopyLanguage, string>> = { ko: '고객님', en: 'there' };
const FALLBACKS: Readonly<Record<CopyLanguage, Readonly<Record<string, string>>>> = {
  ko: { store: '매장', points: '포인트', product: '상품' },
  en: { store: 'our store', points: 'points', product: 'this product' },
};

/** A slot, a title that a writer put after it, and a particle that ends the word or carries a second one. */
const KOREAN_SLOT =
  /\{(name|store|points|product)\}(\s?님)?(?:(이에요|예요|으로|이나|은|는|이|가|을|를|과|와|로|나)(?=(?:는|도|만|서|써|부터|의)?(?![가-힣])))?/gu;
const SLOT = /\{(name|store|points|product)\}/gu;

/** Nothing that a person wrote may look like a slot, a control character or a line of its own. */
function plain(value: string | undefined): string {
  return (value ?? '')
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}{}<>]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 60);
}

function koreanValue(slot: string, values: SlotValues, hasTitle: boolean): string {
  const value = plain(values[slot as keyof SlotValues]);
  if (slot !== 'name') return `${value || (FALLBACKS.ko[slot] ?? '')}${hasTitle ? '님' : ''}`;
  if (value === '') return NAMELESS.ko;
  return value.endsWith('님') ? value : `${value}님`;
}

function fillKorean(text: string, values: SlotValues): string {
  return text.replace(KOREAN_SLOT, (_, slot: string, title: string | undefined, form: string | undefined) => {
    const filled = koreanValue(slot, values, title !== undefined);
    const kind = form === undefined ? undefined : particleKind(form);
    return kind === undefined ? `${filled}${form ?? ''}` : filled + particleFor(filled, kind);
  });
}

function fillEnglish(text: string, values: SlotValues): string {
  return text.replace(SLOT, (_, slot: string) => {
    const value = plain(values[slot as keyof SlotValues]);
    if (value !== '') return value;
    return slot === 'name' ? NAMELESS.en : (FALLBACKS.en[slot] ?? '');
  });
}

/**
 * Fills a copy's slots. In Korean a name is the full name with 님 (once, whoever wrote it), and a particle right after
 * a slot takes the form that the filled word asks for.
 *
 * @example
 * fillSlots('{name}은 {product}를 골랐어요', { name: '김연', product: '수분 크림' }, 'ko'); // 김연님은 수분 크림을 골랐어요
 */
export function fillSlots(text: string, values: SlotValues, language: CopyLanguage): string {
  return language === 'ko' ? fillKorean(text, values) : fillEnglish(text, values);
}
