/** What kind of identifier is hashed: part of the hashed text, so that equal strings of two kinds differ. */
export type IdentifierKind = 'email' | 'phone' | 'loyalty' | 'token' | 'resident' | 'address' | 'ip';

/** The tenant's keyed hash of a normalised identifier, under the newest key: `k1.` and 43 characters of base64url. */
export type HashIdentifier = (kind: IdentifierKind, normalised: string) => string;

/** Ids of hashing keys: `k1`, `k2`, … The privacy gate knows its own hashes by this shape and leaves them alone. */
export const KEY_ID_PATTERN: RegExp = /^k\d{1,6}$/;

const TOKEN = /^k\d{1,6}\.[\w-]{43}$/;
const LETTER_K = 107;

/** Is this text one of our keyed hashes, so that there is nothing left to hide? */
export function isIdentifierHash(text: string): boolean {
  return text.charCodeAt(0) === LETTER_K && TOKEN.test(text);
}
