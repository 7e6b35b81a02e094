const PRINTABLE_ASCII = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const DIGIT = /\p{Nd}/gu;

/**
 * One spelling for what people see as one text: half-width, composed (NFKC), without invisible characters, with
 * ASCII digits, trimmed. Case is kept.
 */
export function foldText(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  const visible = text.replace(INVISIBLE, '').normalize('NFKC').replace(INVISIBLE, '');
  return visible.replace(DIGIT, asciiDigit).normalize('NFKC').trim();
}

/** Unicode keeps the ten digits of each script together and in order, so a digit's value is its distance from the zero. */
function asciiDigit(digit: string): string {
  if (digit <= '9') return digit;
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return String(value);
}

/** A customer's id as sources should agree on it: folded, case kept, because two shops' ids may differ by case alone. */
export function normaliseId(id: string): string {
  return foldText(id);
}

/** An e-mail address in one spelling: folded and in lower case. What is no address comes back folded all the same. */
export function normaliseEmail(address: string): string {
  return foldText(address)
    .toLowerCase()
    .replace(/\s*(?:@|%40)\s*/, '@');
}

/** Country code of numbers that are written as one dials them at home. */
const HOME_COUNTRY = '82';

/**
 * A phone number in E.164, e.g. `+821012345678`. A number that names no country is Korean: with its leading zero
 * (`010-1234-5678`) or, as spreadsheets leave it, without (`1012345678`).
 * @returns undefined if it cannot be a phone number (fewer than 8 or more than 15 digits, or no digits at all).
 */
export function normalisePhone(number: string): string | undefined {
  const folded = foldText(number).replace(/%2B/i, '+');
  const digits = folded.replace(/\D/g, '');
  const international = toInternational(digits, folded.trimStart().startsWith('+'));
  return international.length >= 8 && international.length <= 15 ? `+${international}` : undefined;
}

function toInternational(digits: string, hasPlus: boolean): string {
  if (!hasPlus && digits.startsWith('00')) return withoutTrunkZero(digits.slice(2));
  if (hasPlus || (digits.startsWith(HOME_COUNTRY) && digits.length >= 11)) return withoutTrunkZero(digits);
  if (digits.startsWith('0')) return HOME_COUNTRY + digits.slice(1);
  return /^1[016-9]\d{7,8}$/.test(digits) ? HOME_COUNTRY + digits : digits;
}

/** `+82 (0)10-…` is written everywhere; the zero is not dialled from abroad. */
function withoutTrunkZero(digits: string): string {
  return digits.startsWith(`${HOME_COUNTRY}0`) ? HOME_COUNTRY + digits.slice(3) : digits;
}

/** A loyalty or membership number in one spelling: folded, upper case, without spaces and hyphens. */
export function normaliseLoyalty(number: string): string {
  return foldText(number)
    .toUpperCase()
    .replace(/[\s.\p{Pd}]/gu, '');
}
