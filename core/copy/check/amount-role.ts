import { isMoney } from './units.ts';

interface RoleWords {
  readonly role: string;
  readonly before: RegExp;
  readonly after: RegExp;
}

const never = /(?!)/;

/** What a percentage is for, by the words right before and right after it. The first that fits. */
const PERCENT_ROLES: readonly RoleWords[] = [
  {
    role: 'points',
    before: /(?:적립금?|포인트|캐시백|페이백|points?|cash ?back|earn)\s*(?:은|이|을|최대|up to|extra)?\s*$/iu,
    after:
      /^(?:의|를|를 더)?\s*(?:더블\s?|추가\s?|포인트\s?|즉시\s?)*(?:적립|캐시백|페이백|points?|cash ?back|back)/iu,
  },
  {
    role: 'off',
    before: /(?:할인율?|세일|sale|dc|save|off)\s*(?:은|이|폭|최대|까지|up to|an extra|:)?\s*$/iu,
    after:
      /^(?:의|까지|나|를|나 되는|\s)*(?:추가\s?|즉시\s?|쿠폰\s?|특별\s?|파격\s?|더\s?)*(?:할인|세일|dc|off|discount|sale|저렴|싸게|싼|인하|쿠폰|coupon|less to pay)/iu,
  },
  {
    role: 'content',
    before: never,
    after: /^(?:를|을|가|이|\s)*(?:함유|섞|배합|혼방|들어\s?있|blended|concentration)/iu,
  },
  {
    role: 'share',
    before: /(?:만족도?|재구매|응답자?|고객의?|사용자의?|추천)\s*(?:율|은|는|이|가|중|의|:)?\s*$/u,
    after:
      /^(?:의|가|이|는|\s)*(?:여성|고객|사용자|참가자|응답|만족|추천|재구매|of (?:women|users|customers|testers|people)|agreed?|said|recommend|satisf)/iu,
  },
  {
    role: 'change',
    before: /(?:증가|감소|개선|향상)율?\s*$/u,
    after:
      /^(?:나|까지|가|이|를|만큼|\s)*(?:증가|감소|개선|향상|줄|늘|reduc|increas|improve|less|more|fewer|brighter|smoother)/iu,
  },
];

/** What a sum of money is for. */
const PRICE_ROLES: readonly RoleWords[] = [
  {
    role: 'regular',
    before:
      /(?:정상\s?가격?|정가|소비자가|기존\s?가격?|원래(?:는| 가격)?|출시가|was|regular(?:ly)?(?: price)?|list price|originally|worth|rrp|msrp)\s*(?:은|는|이|가|:)?\s*$/iu,
    after: /^\s*(?:에서|짜리|상당|->|→|⇒|>|value)/u,
  },
  {
    role: 'off',
    before: /(?:할인\s?금액|쿠폰|save|coupon|discount of|take)\s*(?:은|는|:|최대|an extra)?\s*$/iu,
    after:
      /^(?:을|를|이나|나|\s)*(?:더\s?|추가\s?|즉시\s?|즉석\s?)*(?:할인(?!가)|쿠폰|off|discount|coupon|절약|깎)/iu,
  },
  {
    role: 'threshold',
    before: /(?:orders?(?: of)?|spend(?: over)?|over|above)\s*$/iu,
    after: /^(?:어치)?\s*(?:이상|넘게|or more|\+|and up|and over|minimum)/iu,
  },
  {
    role: 'shipping',
    before: /(?:배송비|택배비|shipping(?: fee)?|delivery(?: fee)?)\s*(?:은|는|이|가|:|is)?\s*$/iu,
    after: never,
  },
  {
    role: 'sale',
    before:
      /(?:할인가|판매가|특가|세일가|행사가|이벤트가|회원가|혜택가|단돈|지금(?:은)?|오늘만|오직|now(?: only| just)?|only|just|for|sale price)\s*(?:은|는|이|가|로|:)?\s*$/iu,
    after: /^(?:에|으로|로|\s)*(?:만나|판매|드립니다|드려요|에 가져|특가)/u,
  },
];

/** What stands before and after a mention, as far as a reader takes it to be about that number. */
const REACH = 16;

/** What the number at [from, to) is for; undefined where its surroundings do not say. */
export function roleOf(text: string, from: number, to: number, unit: string): string | undefined {
  const roles = unit === '%' ? PERCENT_ROLES : isMoney(unit) ? PRICE_ROLES : [];
  const before = text.slice(Math.max(0, from - REACH), from);
  const after = text.slice(to, to + REACH);
  const behind = roles.find((role) => role.after.test(after));
  const ahead = roles.find((role) => role.before.test(before));
  // "정가 20,000원에서": a label ahead says more about a price; for a percentage what follows does ("적립 말고 10% 할인").
  return (unit === '%' ? (behind ?? ahead) : (ahead ?? behind))?.role;
}
