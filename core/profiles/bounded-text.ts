import { hash48 } from '#core/kernel/hash.ts';
import type { Json } from '#core/kernel/json.ts';
import { bounds } from './bounds.ts';

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * An id as profiles keep it: composed (NFC), without surrounding space, lone surrogates replaced. Case stays: ids
 * differ by it. One longer than `bounds.idBytes` becomes `#` and its hash, so that equal ids stay equal.
 * @returns undefined for what is neither text nor a whole number, and for an empty text.
 */
export function boundedId(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const id = value.toWellFormed().normalize('NFC').trim();
  if (id.length * 3 <= bounds.idBytes) return id === '' ? undefined : id;
  return utf8Length(id) <= bounds.idBytes ? id : `#${hash48(id).toString(36)}`;
}

/**
 * Words as profiles keep them: compatibility-composed (NFKC: full width becomes half), lower case, single spaces, the
 * first `bounds.wordLength` characters. Never cuts through a character's surrogates.
 * @returns undefined for what is no text or an empty one.
 */
export function boundedWords(value: Json | undefined): string | undefined {
  const name = boundedName(value);
  return name?.toLowerCase();
}

/** A name as profiles keep it: as `boundedWords`, with its case. */
export function boundedName(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Nobody's words are this long: what follows must not cost time.
  const start = value.length > 1024 ? value.slice(0, 1024) : value;
  const text = start.toWellFormed().normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  if (text.length <= bounds.wordLength) return text;
  return [...text].slice(0, bounds.wordLength).join('').trim();
}
