/** Weights of the check digit of Korean resident and foreigner registration numbers. */
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * Must these 13 digits, whose first six are a date, be taken for a resident (or foreigner) registration number?
 * Written with a separator they always are. Without one they may be a bar code or a time:
 *
 * - an EAN-13 with a right check digit is a bar code where ids stand, and anywhere if it is Korean (880…) and its
 *   last digit is wrong for a resident number;
 * - 16…-19… read as milliseconds since 1970 are 2020 to 2030, so these need a right resident check digit. (Numbers
 *   given out since October 2020 have none; those of 1916-1919 and 2016-2019 mostly are older.)
 */
export function isResidentNumber(digits: string, isSeparated: boolean, isInIdField: boolean): boolean {
  if (isSeparated) return true;
  if (hasArticleCheckDigit(digits)) {
    if (isInIdField) return false;
    if (digits.startsWith('880') && !hasResidentCheckDigit(digits)) return false;
  }
  return !/^1[6-9]/.test(digits) || hasResidentCheckDigit(digits);
}

function hasResidentCheckDigit(digits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const last = Number(digits[12]);
  // Foreigners' numbers add 2 before the last digit is taken.
  return (11 - (sum % 11)) % 10 === last || (13 - (sum % 11)) % 10 === last;
}

function hasArticleCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 13; index += 1) sum += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}
