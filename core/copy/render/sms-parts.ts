import { isEucKr } from '#core/copy/check/euc-kr.ts';
import { GSM_BASIC, GSM_EXTENDED, SMS_LIMITS } from '#core/copy/law/channel-limits.ts';

/** How a text message is carried. */
export interface SmsSize {
  /** `gsm`: 160 characters a part; `ucs2`: 70. */
  readonly encoding: 'gsm' | 'ucs2';
  readonly parts: number;
  /** Bytes in EUC-KR, as Korean carriers count: 90 make a short message, more a long one. */
  readonly eucKrBytes: number;
  /** Can a Korean phone show every character? */
  readonly isEucKr: boolean;
}

const isGsm = (text: string): boolean =>
  [...text].every((character) => GSM_BASIC.includes(character) || GSM_EXTENDED.includes(character));

const septets = (text: string): number =>
  [...text].reduce((total, character) => total + (GSM_EXTENDED.includes(character) ? 2 : 1), 0);

/** The size of a text message. In Korea give the text with the prefix that carriers put in front (`[Web발신]`). */
export function smsSize(text: string): SmsSize {
  const encoding = isGsm(text) ? 'gsm' : 'ucs2';
  const { single, part } = SMS_LIMITS[encoding];
  const length = encoding === 'gsm' ? septets(text) : text.length;
  return {
    encoding,
    parts: length <= single ? 1 : Math.ceil(length / part),
    eucKrBytes: [...text].reduce((bytes, character) => bytes + (/[\x00-\x7f]/.test(character) ? 1 : 2), 0),
    isEucKr: [...text].every(isEucKr),
  };
}
