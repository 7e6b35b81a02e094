import { plainText } from './plain-text.ts';

/** Did the line stay bought, was it called off before it was handed over, or brought back after? */
export type Standing = 'bought' | 'cancelled' | 'returned';

const YES = new Set(
  'y yes true t 1 o on 예 네 동의 수신 수신동의 동의함 허용 포함 과세포함 선물 granted subscribed'.split(' '),
);
const NO = new Set(
  'n no false f 0 x off - 아니오 아니요 거부 미동의 비동의 동의안함 동의하지않음 수신거부 수신안함 수신거부함 미수신 거절 철회 차단 미포함 별도 일반 없음 denied revoked unsubscribed'.split(
    ' ',
  ),
);

/** Reads yes and no as shops write them (`Y`, `예`, `동의`, `O`, `1`; `N`, `수신거부`, `X`, `0`); undefined if it is neither. */
export function parseFlag(cell: string): boolean | undefined {
  const word = plainText(cell).toLowerCase().replaceAll(' ', '');
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

/** Reads a flag or an order's status: `Y`, `취소완료`, `반품`, `배송완료`, `refunded`; undefined if it is none. */
export function parseStanding(cell: string): Standing | undefined {
  const flag = parseFlag(cell);
  if (flag !== undefined) return flag ? 'cancelled' : 'bought';
  const word = plainText(cell).toLowerCase().replaceAll(' ', '');
  // A cancelled return stays bought; a refusal or withdrawal of a cancellation likewise.
  if (/(취소|반품|환불)(철회|거부|반려)|반품취소/u.test(word)) return 'bought';
  if (/반품|환불|return|refund/u.test(word)) return 'returned';
  if (/취소|cancel/u.test(word)) return 'cancelled';
  const isUnderWay = /(결제|입금|주문|접수|배송|출고|발송|상품|구매|교환|정상|판매|완료|확정)/u.test(word);
  return isUnderWay || /^(paid|completed?|shipped|delivered|confirmed|processing|pending)$/.test(word)
    ? 'bought'
    : undefined;
}
