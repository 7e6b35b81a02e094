import type { Json, JsonObject } from '#core/kernel/json.ts';
import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import { printLinks } from './identity-page.ts';
import type { Out } from './out.ts';
import { printPredictions } from './predictions-page.ts';
import type { Said } from './said.ts';

const DAYS: readonly Said[] = [
  { en: 'Mon', ko: '월' },
  { en: 'Tue', ko: '화' },
  { en: 'Wed', ko: '수' },
  { en: 'Thu', ko: '목' },
  { en: 'Fri', ko: '금' },
  { en: 'Sat', ko: '토' },
  { en: 'Sun', ko: '일' },
];
const SHADES = [' ', '░', '▒', '▓', '█'];
const NEWEST_ORDERS = 5;
const HOURS_OF_DAY = 24;

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : [];
const words = (value: Json | undefined): string =>
  Array.isArray(value) && value.length > 0 ? value.map((word) => String(word)).join(', ') : '-';
const text = (value: Json | undefined): string =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : '-';
const instant = (value: Json | undefined): string =>
  typeof value === 'string' ? value.slice(0, 16).replace('T', ' ') : '-';
const rounded = (value: Json | undefined): string => (typeof value === 'number' ? value.toFixed(1) : '-');

function money(minor: Json | undefined, currency: Json | undefined): string {
  if (typeof minor !== 'number' || typeof currency !== 'string') return '-';
  const [whole = '', cents] = minorUnitsToDecimal(minor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${grouped}${cents === undefined ? '' : `.${cents}`} ${currency}`;
}

/** `p-07 밤의 토너 손님 (82 %)`. */
function personaText(persona: JsonObject, out: Out): string {
  const name = persona['name'] as JsonObject | undefined;
  const said = name === undefined ? '' : ` ${text(name[out.language])}`;
  return `${text(persona['personaId'])}${said} (${Math.round(Number(persona['probability']) * 100)} %)`;
}

function personaRows(value: Json | undefined, out: Out): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  const persona = value as JsonObject;
  const runnerUp = persona['runnerUp'] as JsonObject | undefined;
  const also =
    runnerUp === undefined ? '' : `; ${out.say({ en: 'else', ko: '다음은' })} ${personaText(runnerUp, out)}`;
  return [[out.say({ en: 'persona', ko: '페르소나' }), personaText(persona, out) + also]];
}

/** A customer as a page for people: who, what they allowed, what they bought, how near they are to buying, when they come. */
export function printProfile(view: JsonObject, out: Out): void {
  const row = (label: Said, value: string): readonly [string, string] => [out.say(label), value];
  const person = view['person'] as JsonObject;
  const heading = (label: Said): void => {
    out.line();
    out.line(out.say(label));
  };
  out.line(`${out.say({ en: 'Customer', ko: '고객' })} ${text(view['customer'])}`);
  out.table(
    ['', ''],
    [
      row({ en: 'person', ko: '사람' }, `${text(person['personId'])} (${words(person['customerKeys'])})`),
      row(
        { en: 'first and last seen', ko: '처음·마지막' },
        `${instant(view['firstSeenAt'])} … ${instant(view['lastSeenAt'])} UTC`,
      ),
      row(
        { en: 'zone, language, city', ko: '시간대·언어·도시' },
        [view['zone'], view['locale'], view['city']].map(text).join(', '),
      ),
      row({ en: 'address known for', ko: '주소를 아는 채널' }, reachText(view['reach'], out)),
      ...personaRows(view['persona'], out),
      row(
        { en: 'orders', ko: '주문' },
        `${text(view['orderCount'])} (${out.say({ en: 'cancelled', ko: '취소' })} ${text(view['cancelledCount'])})`,
      ),
      ...objects(view['spend']).map((spend) =>
        row({ en: 'spend after refunds', ko: '환불 뺀 구매액' }, money(spend['netMinor'], spend['currency'])),
      ),
      row(
        { en: 'buys every', ko: '구매 주기' },
        `${rounded(view['orderCycleDays'])} ${out.say({ en: 'days', ko: '일' })}`,
      ),
      row(
        { en: 'comes back every', ko: '재방문 주기' },
        `${rounded(view['revisitCycleDays'])} ${out.say({ en: 'days', ko: '일' })}`,
      ),
      row({ en: 'searched for', ko: '검색어' }, words(view['topSearches'])),
      row({ en: 'looked at again', ko: '다시 본 상품' }, words(view['revisitedProducts'])),
      row({ en: 'in the cart', ko: '장바구니' }, words(view['cart'])),
    ],
  );
  printLinks(person['merges'], out);
  heading({
    en: 'How near to buying (fades with time)',
    ko: '구매에 얼마나 가까운가 (시간이 지나면 줄어듭니다)',
  });
  printSignals(view['signals'] as JsonObject, out);
  printPredictions(view, out);
  heading({ en: 'Consents', ko: '동의' });
  printConsents(objects(view['consents']), out);
  heading({ en: `Newest orders`, ko: '최근 주문' });
  printOrders(objects(view['orders']), out);
  heading({ en: 'When they browse and buy (own wall clock)', ko: '둘러보고 사는 시간 (고객 현지 시각)' });
  printHours(view, out);
}

/** Channels by name; an empty list is none, and no list is that nobody looked. */
function reachText(reach: Json | undefined, out: Out): string {
  if (reach === undefined) return out.say({ en: 'not known', ko: '알 수 없음' });
  const channels = Object.keys(reach as JsonObject);
  return channels.length > 0 ? channels.join(', ') : out.say({ en: 'none', ko: '없음' });
}

function printSignals(signals: JsonObject, out: Out): void {
  const tiers: readonly [string, Said][] = [
    ['interest', { en: 'interest', ko: '관심' }],
    ['consideration', { en: 'consideration', ko: '고려' }],
    ['imminent', { en: 'imminent', ko: '임박' }],
  ];
  out.table(
    ['', '', ''],
    tiers.map(([tier, label]) => {
      const score = Number(signals[tier] ?? 0);
      return [out.say(label), score.toFixed(2), '█'.repeat(Math.min(30, Math.round(score * 3)))];
    }),
  );
}

function printConsents(consents: readonly JsonObject[], out: Out): void {
  if (consents.length === 0) {
    out.line(
      `  ${out.say({ en: 'none on record: no message may be sent', ko: '기록 없음: 메시지를 보낼 수 없습니다' })}`,
    );
    return;
  }
  out.table(
    ['', '', '', ''],
    consents.map(({ purpose, channel, granted, at }) => [
      text(purpose),
      text(channel),
      out.say(granted === true ? { en: 'yes', ko: '동의' } : { en: 'no', ko: '거부' }),
      instant(at),
    ]),
  );
}

function printOrders(orders: readonly JsonObject[], out: Out): void {
  const newest = orders
    .toSorted((a, b) => text(b['at']).localeCompare(text(a['at'])))
    .slice(0, NEWEST_ORDERS);
  if (newest.length === 0) {
    out.line(`  ${out.say({ en: 'none', ko: '없음' })}`);
    return;
  }
  out.table(
    ['', '', '', ''],
    newest.map((order) => [
      instant(order['at']),
      money(order['amountMinor'], order['currency']),
      text(order['storeId'] === '' ? order['channel'] : order['storeId']),
      objects(order['lines'])
        .map(({ productId, quantity }) => `${text(productId)}×${text(quantity)}`)
        .join(' '),
    ]),
  );
}

/** One line a day, one character an hour, darker where more happened. */
function printHours(view: JsonObject, out: Out): void {
  const browse = view['browseHours'] as readonly number[];
  const buy = view['buyHours'] as readonly number[];
  const line = (hours: readonly number[], day: number): string => {
    const most = Math.max(1, ...hours);
    const own = hours.slice(day * HOURS_OF_DAY, (day + 1) * HOURS_OF_DAY);
    return own.map((count) => SHADES[Math.ceil((count / most) * (SHADES.length - 1))] ?? ' ').join('');
  };
  out.line(`      0     6     12    18       0     6     12    18`);
  for (const [day, name] of DAYS.entries())
    out.line(`  ${out.say(name).padEnd(3)} |${line(browse, day)}| |${line(buy, day)}|`);
}
