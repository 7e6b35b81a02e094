import type { PersonaList, PersonaPage } from '#app/personas/review-personas.ts';
import type { Behaviour } from '#core/personas/behaviour.ts';
import type { PersonaStatus } from '#core/personas/persona-record.ts';
import type { NoiseReason, PersonaPortrait, Trait } from '#core/personas/portrait.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';
import { statusWords } from './status-words.ts';

const STATUSES: Readonly<Record<PersonaStatus, Said>> = {
  found: { en: 'unnamed', ko: '이름 없음' },
  proposed: { en: 'to be decided', ko: '검토 대기' },
  accepted: { en: 'accepted', ko: '승인' },
  rejected: { en: 'rejected', ko: '반려' },
  merged: { en: 'merged', ko: '합침' },
  split: { en: 'to be split', ko: '나눔' },
  gone: { en: 'not in the newest run', ko: '최근 실행에 없음' },
};

const BEHAVIOURS: Readonly<Record<Behaviour, Said>> = {
  store_share: { en: 'buys in stores', ko: '매장 구매' },
  app_share: { en: 'buys in the app', ko: '앱 구매' },
  discount_share: { en: 'buys at a discount', ko: '할인 구매' },
  gift_share: { en: 'buys gifts', ko: '선물 구매' },
  repeat_share: { en: 'buys the same again', ko: '같은 상품 재구매' },
  price_level: { en: 'price level', ko: '가격대' },
  basket_size: { en: 'items in a basket', ko: '한 번에 사는 품목 수' },
  days_between: { en: 'days between orders', ko: '구매 간격' },
  daytime_share: { en: 'buys 9-17 h', ko: '9~17시 구매' },
  evening_share: { en: 'buys 17-22 h', ko: '17~22시 구매' },
  night_share: { en: 'buys 22-5 h', ko: '22~5시 구매' },
  weekend_share: { en: 'buys at weekends', ko: '주말 구매' },
};

const NOISE: Readonly<Record<NoiseReason, Said>> = {
  unstable: {
    en: 'This persona is noise: it does not come back when people are drawn anew.',
    ko: '이 페르소나는 잡음입니다. 고객을 다시 뽑으면 같은 그룹이 나오지 않습니다.',
  },
  too_few_people: {
    en: 'This persona is noise: too few people.',
    ko: '이 페르소나는 잡음입니다. 사람이 너무 적습니다.',
  },
};

const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${(share * 100).toFixed(1)} %`;
const nameOf = ({ record }: PersonaPage, out: Out): string =>
  record.name === undefined ? '-' : out.say(record.name);

/** All personas, one a line, with what the groups are worth. */
export function printPersonas({ pages, evidence }: PersonaList, out: Out): void {
  if (pages.length === 0) {
    out.line(
      out.say({
        en: 'No personas yet: start the persona run.',
        ko: '아직 페르소나가 없습니다. 페르소나 실행을 시작하십시오.',
      }),
    );
    return;
  }
  const header = {
    en: ['persona', 'name', 'status', 'people', 'share', 'revenue', ''],
    ko: ['페르소나', '이름', '상태', '인원', '비중', '매출 비중', ''],
  };
  out.table(
    header[out.language],
    pages.map((page) => [
      page.record.personaId,
      nameOf(page, out),
      out.say(STATUSES[page.record.status]),
      page.portrait?.peopleCount ?? 0,
      percent(page.portrait?.share),
      percent(page.portrait?.revenueShare),
      (page.portrait?.noise.length ?? 0) > 0 ? out.say({ en: 'noise', ko: '잡음' }) : '',
    ]),
  );
  if (evidence === undefined) return;
  const stability = evidence.stability.toFixed(2);
  const moved = evidence.movedShare === undefined ? '' : percent(evidence.movedShare);
  out.line();
  out.line(
    out.say({
      en: `Found among ${evidence.peopleCount} buyers; bootstrap adjusted Rand ${stability}${moved && `; ${moved} changed persona since the run before`}.`,
      ko: `구매 고객 ${evidence.peopleCount}명에서 찾았습니다. 부트스트랩 수정 랜드 지수 ${stability}${moved && `, 지난 실행 이후 ${moved} 이동`}.`,
    }),
  );
}

function traitLine({ behaviour, mean, others, effect }: Trait, out: Out): readonly string[] {
  const isShare = behaviour.endsWith('_share');
  const shown = (value: number): string =>
    isShare ? percent(value) : (behaviour === 'price_level' ? Math.exp(value) : Math.expm1(value)).toFixed(1);
  const sign = effect > 0 ? '+' : '';
  return [out.say(BEHAVIOURS[behaviour]), shown(mean), shown(others), `${sign}${effect.toFixed(2)}`];
}

function printTraits({ traits }: PersonaPortrait, out: Out): void {
  const header = {
    en: ['differs in', 'theirs', "everyone else's", 'effect (d)'],
    ko: ['다른 점', '이 그룹', '나머지', '효과 크기(d)'],
  };
  out.table(
    header[out.language],
    traits.map((trait) => traitLine(trait, out)),
  );
}

/** One persona with all of its facts. */
export function printPersona(page: PersonaPage, out: Out): void {
  const { record, portrait } = page;
  out.line(`${record.personaId}  ${nameOf(page, out)}  (${out.say(STATUSES[record.status])})`);
  if (record.portrait !== undefined) out.line(out.say(record.portrait));
  if (record.namedBy !== undefined)
    out.line(
      `${out.say({ en: 'named by', ko: '이름 지은 이' })}: ${out.say(record.namedBy.kind === 'person' ? { en: 'person', ko: '사람' } : { en: 'model', ko: '모델' })} ${record.namedBy.id}`,
    );
  if (portrait !== undefined) printPortrait(portrait, out);
  for (const { action, by, atMs, spentSeconds, note } of record.decisions) {
    const spent = spentSeconds === undefined ? '' : ` ${spentSeconds} s`;
    out.line(
      `${new Date(atMs).toISOString().slice(0, 16)}  ${out.say(statusWords(action))}  ${by}${spent}  ${note}`,
    );
  }
}

function printPortrait(portrait: PersonaPortrait, out: Out): void {
  for (const reason of portrait.noise) out.line(out.say(NOISE[reason]));
  const listed = (label: Said, words: readonly string[]): void => {
    if (words.length > 0) out.line(`${out.say(label)}: ${words.join(', ')}`);
  };
  out.line(
    out.say({
      en: `${portrait.peopleCount} people, ${percent(portrait.share)} of buyers, ${percent(portrait.revenueShare)} of revenue`,
      ko: `${portrait.peopleCount}명, 구매 고객의 ${percent(portrait.share)}, 매출의 ${percent(portrait.revenueShare)}`,
    }),
  );
  if (portrait.traits.length > 0) printTraits(portrait, out);
  listed(
    { en: 'categories', ko: '카테고리' },
    portrait.categories.map(({ name, lift }) => `${name} ×${lift.toFixed(1)}`),
  );
  listed(
    { en: 'products', ko: '상품' },
    portrait.products.map(({ name, lift }) => `${name} ×${lift.toFixed(1)}`),
  );
  listed(
    { en: 'typical steps', ko: '구매 흐름' },
    portrait.steps.map(({ from, to, share }) => `${from} → ${to} (${percent(share)})`),
  );
  listed(
    { en: 'channels', ko: '채널' },
    portrait.channels.map(({ channel, share }) => `${channel} ${percent(share)}`),
  );
  listed(
    { en: 'hours', ko: '시간대' },
    portrait.rhythm.peakHours.map((hour) => `${hour} h`),
  );
  for (const { text, productId, sourceId } of portrait.phrases)
    out.line(`“${text}” (${productId}, ${sourceId})`);
  listed(
    { en: 'most like', ko: '비슷한 페르소나' },
    portrait.lookAlikes.map(({ personaId, cosine }) => `${personaId} (${cosine.toFixed(2)})`),
  );
}
