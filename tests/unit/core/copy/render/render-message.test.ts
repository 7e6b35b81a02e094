import { describe, expect, it } from '@jest/globals';
import { checkCopy } from '#core/copy/check/check-copy.ts';
import { fillSlots } from '#core/copy/render/fill-slots.ts';
import { renderMessage } from '#core/copy/render/render-message.ts';
import { smsSize } from '#core/copy/render/sms-parts.ts';
import { NOW_MS, sheetIn } from '../../../../support/copy/copy-fixtures.ts';

/**
 * An independent reading of the final sound, written from tables of its own: what people say, spelled out.
 * Each row: the filled word, whether it closes with a consonant, whether that is ㄹ.
 */
const SPOKEN: readonly (readonly [word: string, spoken: string])[] = [
  ...[
    '수분 크림',
    '토너',
    '립밤',
    '선크림',
    '에센스',
    '마스크팩',
    '향수',
    '샴푸',
    '쿠션',
    '아이섀도',
    '클렌징 오일',
    '핸드크림',
    '로션',
    '세럼',
    '미스트',
  ].map((w) => [w, w] as const),
  ...([
    ['토너 150', '백오십'],
    ['쿠폰 3', '삼'],
    ['세트 2', '이'],
    ['라인 7', '칠'],
    ['버전 10', '십'],
    ['No. 8', '팔'],
    ['시즌 9', '구'],
    ['에디션 100', '백'],
    ['30%', '퍼센트'],
    ['5%', '퍼센트'],
    ['12,900원', '원'],
    ['1,000원', '원'],
    ['11월 21일', '일'],
    ['12월 3일(목)', '일'],
    ['3만', '만'],
    ['VIP', '브이아이피'],
    ['LG', '엘지'],
    ['SPF 50', '오십'],
    ['토너(150ml)', '토너'],
    ['크림(리필)', '크림'],
    ['AHA', '에이에이치에이'],
    ['Dr.G', '닥터지'],
    ['CNP', '씨엔피'],
    ['1월', '월'],
    ['PA++', '플러스'],
  ] as const),
];
const NAMES = [
  '김연',
  '박지수',
  '이서준',
  '최민',
  '남궁옥분',
  '황보라',
  '제갈량',
  '정다은',
  '오빛',
  '선우솔',
  '한별',
  '구하늘',
];

function endsOpen(spoken: string): 'open' | 'rieul' | 'closed' {
  // Decomposing leaves the final consonant as a letter of its own, U+11A8 and up; ㄹ is U+11AF.
  const last = spoken.normalize('NFD').at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code < 0x11a8 || code > 0x11c2) return 'open';
  return code === 0x11af ? 'rieul' : 'closed';
}

const FORMS = [
  ['은', '은', '는', '는'],
  ['이', '이', '가', '가'],
  ['을', '을', '를', '를'],
  ['과', '과', '와', '와'],
  ['으로', '으로', '로', '로'],
  ['이나', '이나', '나', '나'],
  ['이에요', '이에요', '예요', '예요'],
] as const;

const rightForm = (spoken: string, [, closed, open]: (typeof FORMS)[number]): string => {
  const end = endsOpen(spoken);
  if (closed === '으로' && end === 'rieul') return '로';
  return end === 'open' ? open : closed;
};

describe('fillSlots', () => {
  it('gives 500 Korean sentences the particle that an independent reading asks for', () => {
    const wrong: string[] = [];
    let count = 0;
    // Written with the form after a consonant and after a vowel alike: the renderer decides.
    const cases = SPOKEN.flatMap(([word, spoken]) =>
      FORMS.flatMap((form) =>
        [form[1], form[2]].map((written) => ({ word, written, right: rightForm(spoken, form) })),
      ),
    );
    for (const { word, written, right } of cases) {
      const filled = fillSlots(`오늘은 {product}${written} 어때요?`, { product: word }, 'ko');
      count += 1;
      if (filled !== `오늘은 ${word}${right} 어때요?`) wrong.push(filled);
    }
    for (const name of NAMES) {
      for (const form of FORMS.slice(0, 4)) {
        const filled = fillSlots(`{name}${form[2]} 함께해요`, { name }, 'ko');
        count += 1;
        if (filled !== `${name}님${form[1]} 함께해요`) wrong.push(filled);
      }
    }
    expect([count >= 500, wrong]).toEqual([true, []]);
  });

  it('says 님 once, also where the writer or the person wrote it already', () => {
    expect(fillSlots('{name}님, 안녕하세요', { name: '김연' }, 'ko')).toBe('김연님, 안녕하세요');
    expect(fillSlots('{name}, 안녕하세요', { name: '김연님' }, 'ko')).toBe('김연님, 안녕하세요');
    expect(fillSlots('{name}께', {}, 'ko')).toBe('고객님께');
    expect(fillSlots('Hello {name},', { name: '' }, 'en')).toBe('Hello there,');
  });

  it('lets a name be nothing but a name: no slots, tags or new lines', () => {
    expect(fillSlots('{name}', { name: '{product}<b>\n\u202e' }, 'ko')).toBe('productb님');
  });
});

describe('renderMessage', () => {
  const frame = {
    sender: '루나뷰티 1588-0000',
    optOut: { push: '앱 설정', email: 'https://luna.example/unsubscribe', sms: '080-123-4567' },
    isAiLabelled: true,
    isLabelled: true,
  };
  const copy = {
    preheader: '',
    title: '수분 소식',
    body: '{name}은 오늘 둘러보세요.',
    language: 'ko',
  } as const;

  it.each(['push', 'email', 'sms'] as const)(
    'puts label, sender and opt-out into a %s that the checker passes',
    (channel) => {
      const message = renderMessage({ ...copy, channel }, { name: '김연' }, frame);
      const judged = {
        channel,
        language: 'ko',
        title: message.title,
        body: message.body,
        isRendered: true,
      } as const;
      expect(checkCopy(judged, sheetIn('ko'), NOW_MS)).toEqual([]);
      expect(message.body).toContain('김연님은');
    },
  );

  it('counts the carrier’s prefix, which it does not write', () => {
    const { body, sms } = renderMessage({ ...copy, channel: 'sms' }, { name: '김연' }, frame);
    expect(body.startsWith('(광고) 루나뷰티')).toBe(true);
    expect(sms).toEqual(smsSize(`[Web발신]\n${body}`));
  });

  it('counts a text message as carriers do at its edges', () => {
    expect([smsSize('가'.repeat(70)).parts, smsSize('가'.repeat(71)).parts]).toEqual([1, 2]);
    expect([smsSize('가'.repeat(45)).eucKrBytes, smsSize('a').eucKrBytes]).toEqual([90, 1]);
  });
});
