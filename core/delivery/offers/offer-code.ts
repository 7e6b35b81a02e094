/** Crockford's 32 letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 12;
const GROUP = /.{4}(?=.)/g;

/**
 * A code of three groups of four, 60 bits, from a keyed MAC of the message key: nobody guesses one, and the same message
 * always carries the same.
 *
 * @param mac base64url, at least 12 characters.
 */
export function offerCodeOf(mac: string): string {
  const letters = [...mac.slice(0, LENGTH)].map(
    (letter) => LETTERS[BASE64URL.indexOf(letter) % LETTERS.length],
  );
  return letters.join('').replace(GROUP, '$&-');
}

/** The code as it is kept, however somebody typed it; undefined if it cannot be one of ours. */
export function readOfferCode(text: string): string | undefined {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const isCode = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter));
  return isCode ? letters.replace(GROUP, '$&-') : undefined;
}
