import type { HashIdentifier } from './identifier.ts';
import { foldText, normaliseEmail, normalisePhone } from './normalise-identifier.ts';
import { isResidentNumber } from './resident-number.ts';

/** What people put between groups of digits; up to three of them. */
const GAP = '[\\s.\\-\\u00b7\\u2010-\\u2015\\u2212()]{0,3}';
/** Not in the middle of a number, nor the decimals of one. */
const START = '(?<!\\d)(?<!\\d\\.(?=\\d{9}))';
const MOBILE = `${START}(?:(?:\\+|00)?82${GAP}0?|0)1[016-9]${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`;
const LANDLINE = `${START}(?:(?:\\+82|0082|82(?=[\\s.-]))${GAP}0?|(?<!\\dT)0)(?:2|[3-6][1-5]|70|50[2-8])${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`;
const INTERNATIONAL = '(?<![\\d+])\\+[1-9](?:[\\s.\\-()]{0,2}\\d){8,14}(?!\\d)';
const BIRTH_DATE = '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const RESIDENT = `(?<!\\d)${BIRTH_DATE}${GAP}[1-8]\\d{6}(?!\\d)`;
/** Lengths are bounded, so that a long text costs no more than its length. */
const EMAIL =
  "[\\p{L}\\p{N}._%+'-]{1,64}\\s{0,2}(?:@|%40)\\s{0,2}(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}(?:xn--[a-z\\d-]{1,59}|[a-z]{2,24}|\\p{L}{2,24})";

const EMAILS = new RegExp(EMAIL, 'giu');
const RESIDENTS = new RegExp(RESIDENT, 'g');
const MOBILES = new RegExp(MOBILE, 'g');
const INTERNATIONALS = new RegExp(INTERNATIONAL, 'g');
const LANDLINES = new RegExp(LANDLINE, 'g');
const WHOLE_EMAIL = new RegExp(`^(?:${EMAIL})$`, 'iu');
const WHOLE_PHONE = new RegExp(`^(?:${MOBILE}|${LANDLINE}|${INTERNATIONAL})$`);
const WHOLE_RESIDENT = new RegExp(`^${RESIDENT}$`);
/** Device tokens as Google's push service makes them, and as Apple's does: 32 bytes in hexadecimal, as a digest has too. */
const TOKENS = /(?<![\w-])[\w-]{8,64}:APA91b[\w-]{60,300}|(?<![\da-f])[\da-f]{64}(?![\da-f])/gi;
const DIGEST = /^[\da-f]{64}$/i;
/** Hashes of ours and UUIDs: they may hold long runs of digits, and never an address. */
const OPAQUE = /k\d{1,6}\.[\w-]{43}|(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi;

/** What replaces a resident number: it is not even hashed, because so few are possible that a hash could be reversed. */
export const RESIDENT_NUMBER_REMOVED = '[resident number removed]';

type Mask = (part: string, isInIdField: boolean, hash: HashIdentifier) => string;

const maskEmails: Mask = (part, _isInIdField, hash) =>
  part.replace(EMAILS, (found) => `[email ${hash('email', normaliseEmail(found))}]`);

const maskResidentNumbers: Mask = (part, isInIdField) =>
  part.replace(RESIDENTS, (found) => {
    const digits = found.replace(/\D/g, '');
    const isSeparated = found.length !== digits.length;
    return isResidentNumber(digits, isSeparated, isInIdField) ? RESIDENT_NUMBER_REMOVED : found;
  });

const maskMobiles: Mask = (part, _isInIdField, hash) =>
  part.replace(MOBILES, (found) => maskedPhone(found, hash));

const maskInternationals: Mask = (part, _isInIdField, hash) =>
  part.replace(INTERNATIONALS, (found) => maskedPhone(found, hash));

const maskLandlines: Mask = (part, isInIdField, hash) =>
  part.replace(LANDLINES, (found) => (isInIdField && /^\d+$/.test(found) ? found : maskedPhone(found, hash)));

const maskTokens: Mask = (part, isInIdField, hash) =>
  isInIdField && isDigest(part) ? part : part.replace(TOKENS, (found) => `[token ${hash('token', found)}]`);

const MASKS = [maskTokens, maskEmails, maskResidentNumbers, maskMobiles, maskInternationals, maskLandlines];

/** Is the whole text 32 bytes in hexadecimal: as an id, somebody's digest of an id of theirs? */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * A text with each e-mail address, phone number and device token replaced by its keyed hash (`[email k1.…]`,
 * `[phone k1.…]`, `[token k1.…]`) and each resident registration number removed. Sees through full-width digits, invisible characters and separators.
 * A text without any comes back as it was, unfolded.
 * @param isInIdField ids of things (`product_id`, `sku`, …) may look like a landline without separators, or like a token.
 */
export function maskText(text: string, isInIdField: boolean, hash: HashIdentifier): string {
  const folded = foldText(text);
  let masked = folded;
  // Masking one can lay bare the next ("…4567-031-…"), so again until nothing is left; each round removes digits.
  for (let previous = ''; previous !== masked; ) {
    previous = masked;
    for (const mask of MASKS) masked = outsideHashes(masked, (part) => mask(part, isInIdField, hash));
  }
  return masked === folded ? text : masked;
}

function outsideHashes(text: string, change: (part: string) => string): string {
  let changed = '';
  let from = 0;
  for (const opaque of text.matchAll(OPAQUE)) {
    changed += change(text.slice(from, opaque.index)) + opaque[0];
    from = opaque.index + opaque[0].length;
  }
  return changed + change(text.slice(from));
}

function maskedPhone(text: string, hash: HashIdentifier): string {
  return `[phone ${hashPhone(text, hash)}]`;
}

/** A phone number's keyed hash; what cannot be brought to E.164 is hashed as it is written. */
export function hashPhone(text: string, hash: HashIdentifier): string {
  return hash('phone', normalisePhone(text) ?? foldText(text).replace(/\s/g, ''));
}

/** Is the whole text one e-mail address? */
export function isEmail(text: string): boolean {
  return WHOLE_EMAIL.test(foldText(text));
}

/** Is the whole text one phone number, Korean or with its country code? */
export function isPhone(text: string): boolean {
  return WHOLE_PHONE.test(foldText(text));
}

/**
 * Is this number, as JSON carries it, a person's phone or resident number? Both have lost their leading zeros.
 * 13 digits from 16… to 19… are milliseconds since 1970, never a resident number.
 */
export function personalNumber(value: number): 'phone' | 'resident' | undefined {
  if (!Number.isSafeInteger(value) || value < 1e9) return undefined;
  const digits = String(value);
  if (/^(?:82)?10\d{8}$/.test(digits)) return 'phone';
  if (digits.length > 13 || digits.length < 11 || /^1[6-9]\d{11}$/.test(digits)) return undefined;
  const padded = digits.padStart(13, '0');
  return WHOLE_RESIDENT.test(padded) && isResidentNumber(padded, false, false) ? 'resident' : undefined;
}
