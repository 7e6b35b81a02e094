/** What kind of identifier is hashed: part of the hashed text, so that equal strings of two kinds differ. */
export type IdentifierKind = 'email' | 'phone' | 'loyalty' | 'token' | 'resident' | 'address' | 'ip';

/**
 * The tenant's keyed hash of a normalised identifier: `k1.` and 43 characters of base64url. During a rotation of the
 * key that is the one under the older key, so that what is kept under it goes on.
 */
export interface HashIdentifier {
  (kind: IdentifierKind, normalised: string): string;
  /** During a rotation the same identifier under the newer keys, else nothing. */
  readonly also?: (kind: IdentifierKind, normalised: string) => readonly string[];
}

/** Ids of hashing keys: `k1`, `k2`, … The privacy gate knows its own hashes by this shape and leaves them alone. */
export const KEY_ID_PATTERN: RegExp = /^k\d{1,6}$/;

const TOKEN = /^k\d{1,6}\.[\w-]{43}$/;
const LETTER_K = 107;

/** Is this text one of our keyed hashes, so that there is nothing left to hide? */
export function isIdentifierHash(text: string): boolean {
  return text.charCodeAt(0) === LETTER_K && TOKEN.test(text);
}
