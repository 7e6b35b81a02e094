const FIRST = 0xac00;
const LAST = 0xd7a3;
const TAILS = 28;
const VOWELS = 21;
/** Index of ㄹ among final consonants. */
const TAIL_RIEUL = 8;

/** What closes a sound: nothing, ㄹ, or another consonant. Korean particles choose by it. */
export type Closing = 'vowel' | 'rieul' | 'consonant';

/** Is this one of the 11,172 composed syllables? */
export function isSyllable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= FIRST && code <= LAST;
}

/** How a composed syllable closes; undefined for anything else. */
export function closingOfSyllable(character: string): Closing | undefined {
  if (!isSyllable(character)) return undefined;
  const tail = ((character.codePointAt(0) ?? 0) - FIRST) % TAILS;
  if (tail === 0) return 'vowel';
  return tail === TAIL_RIEUL ? 'rieul' : 'consonant';
}

/** The syllable of a lead (0-18), a vowel (0-20) and a tail (0 for none, else 1-27). */
export function composeSyllable(lead: number, vowel: number, tail: number): string {
  return String.fromCodePoint(FIRST + (lead * VOWELS + vowel) * TAILS + tail);
}

/** Does a syllable close with ㅂ, ㄴ, … given as an index of final consonants (4 ㄴ, 8 ㄹ, 16 ㅁ, 17 ㅂ)? */
export function hasTail(character: string, tail: number): boolean {
  return isSyllable(character) && ((character.codePointAt(0) ?? 0) - FIRST) % TAILS === tail;
}
