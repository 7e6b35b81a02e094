import { readFileSync, writeFileSync } from 'node:fs';
import { numberDisguises, wordDisguises } from './disguises.ts';

/** Writes good.jsonl and bad.jsonl beside facts.json: what people wrote by hand, and what is put together from parts. */
interface Line {
  readonly id: string;
  readonly channel: string;
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly facts: string;
  readonly rendered?: boolean;
  /** Rule that must be among the findings; only in bad copies. */
  readonly expect?: string;
}

const here = (name: string): URL => new URL(name, import.meta.url);
const rows = (name: string): string[][] =>
  readFileSync(here(name), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split('|'));
const unescape = (text: string): string => text.replaceAll('\\n', '\n').replaceAll('\\', '|');

function byHand(): { good: Line[]; bad: Line[] } {
  const good: Line[] = [];
  const bad: Line[] = [];
  for (const language of ['ko', 'en']) {
    for (const [facts = '', channel = '', title = '', ...rest] of rows(`good-${language}.txt`)) {
      good.push({
        id: `g-${language}-${good.length}`,
        channel,
        language,
        title,
        body: unescape(rest.join('|')),
        facts,
      });
    }
    for (const [expect = '', facts = '', channel = '', title = '', ...rest] of rows(`bad-${language}.txt`)) {
      const body = rest.join('|').replaceAll('\\n', '\n').replaceAll('\\|', '|');
      bad.push({ id: `b-${language}-${bad.length}`, channel, language, title, body, facts, expect });
    }
  }
  return { good, bad };
}

const KO_OPENERS = [
  '찬 바람이 부는 날이에요.',
  '하루 한 번, 나를 챙기는 시간이에요.',
  '오래 기다리셨죠?',
  '{name}님, 잘 지내셨나요?',
];
const KO_CLOSERS = [
  '지금 만나보세요.',
  '앱에서 확인해 보세요!',
  '장바구니에 담아 두세요 🙂',
  '가볍게 둘러보세요.',
];
const EN_OPENERS = [
  'Slow mornings ahead.',
  'Hello {name}, good to see you.',
  'A small thing for a cold day.',
  'Back by your side.',
];
const EN_CLOSERS = ['Have a look.', 'Tap to see more.', 'Add it to your cart.', 'See you there!'];

/** True statements of each sheet, in the words of its market. */
const STATEMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  toner: {
    ko: [
      '정가 18,000원에서 30% 할인해 12,600원이에요.',
      '11월 30일(월)까지 1+1이에요.',
      '히알루론산 5종과 병풀추출물을 담았어요.',
      '150ml라 넉넉해요.',
      '리뷰 2,310건, 평점 4.8점이에요.',
      '파라벤 무첨가라 마음이 놓여요.',
    ],
  },
  sun: {
    ko: [
      'SPF50+ PA++++로 자외선을 차단해요.',
      '50ml, 19,900원이에요.',
      '11월 21일(토)에 나왔어요.',
      '나이아신아마이드를 담았어요.',
      '2개를 구매하시면 파우치를 드려요.',
    ],
  },
  coat: {
    ko: [
      '정가 298,000원, 할인가 208,600원이에요.',
      '울 90%에 캐시미어 10%를 섞었어요.',
      '3가지 색상 중에 골라 보세요.',
      '11월 29일(일)에 마감해요.',
      '결제 금액의 5%를 적립해 드려요.',
    ],
  },
  yogurt: {
    ko: [
      '국산 원유 100%로 만들었어요.',
      '6,900원, 2+1 행사 중이에요.',
      '단백질 12g을 담았어요.',
      '11월 28일까지 이어져요.',
      '설탕 무첨가라 담백해요.',
    ],
  },
  mask: {
    ko: [
      '세라마이드 3종을 담았어요.',
      '11월 22일(일)까지 50% 할인이에요.',
      '한 박스에 5매가 들어 있어요.',
      '24,000원이에요.',
    ],
    en: [
      'Half price until November 22.',
      'A box holds 5 sheets.',
      'With 5% niacinamide.',
      'A box is 24,000 won.',
    ],
  },
  serum: {
    en: [
      'It is $31.50 instead of $42.',
      'Save 25% until December 6.',
      'With 0.1% retinol and squalane.',
      'Rated 4.7 out of 5 by 1,204 reviews.',
      'A 30 ml bottle.',
      'Orders over $50 ship free.',
    ],
  },
  bag: {
    en: [
      'It comes in six colors.',
      'Take 20% off with code GIFT20.',
      'It fits a 15-inch laptop.',
      'Made of genuine leather.',
      'Order by December 18.',
      'It is $148.',
    ],
  },
};

function composedGood(): Line[] {
  const lines: Line[] = [];
  for (const [facts, languages] of Object.entries(STATEMENTS)) {
    for (const [language, statements] of Object.entries(languages)) {
      const [openers, closers] = language === 'ko' ? [KO_OPENERS, KO_CLOSERS] : [EN_OPENERS, EN_CLOSERS];
      for (const [index, statement] of statements.entries()) {
        for (const [turn, opener] of openers.entries()) {
          const second = statements[(index + turn + 1) % statements.length] ?? '';
          const closer = closers[(index + turn) % closers.length] ?? '';
          const body = [opener, statement, ...(turn % 2 === 0 ? [] : [second]), closer].join(' ');
          const title = language === 'ko' ? '오늘의 소식' : 'For you';
          lines.push({
            id: `g-made-${facts}-${language}-${index}-${turn}`,
            channel: turn === 3 ? 'email' : 'push',
            language,
            title,
            body,
            facts,
          });
        }
      }
    }
  }
  return lines;
}

/** Whole messages with all that law asks for. */
const RENDERED: readonly Line[] = [
  {
    id: 'r-1',
    channel: 'sms',
    language: 'ko',
    title: '',
    body: '(광고)루나뷰티 1588-3021\n시카 토너 30% 할인 11/30까지\n무료수신거부 080-863-5544',
    facts: 'toner',
    rendered: true,
  },
  {
    id: 'r-2',
    channel: 'push',
    language: 'ko',
    title: '(광고) 루나뷰티 토너 30% 할인',
    body: '정가 18,000원에서 12,600원으로 만나보세요. 문의 1588-3021 · 수신거부: 앱 설정 > 알림',
    facts: 'toner',
    rendered: true,
  },
  {
    id: 'r-3',
    channel: 'email',
    language: 'ko',
    title: '(광고) 겨울 수분 준비',
    body: '토너 1+1이 11월 30일까지 이어져요.\n\n루나뷰티 | 1588-3021\n수신거부: https://luna.example/unsubscribe',
    facts: 'toner',
    rendered: true,
  },
  {
    id: 'r-4',
    channel: 'sms',
    language: 'ko',
    title: '',
    body: '[Web발신]\n(광고)해담 02-555-0148\n선크림 19,900원 haedam.example/sun\n무료수신거부 080-222-7878',
    facts: 'sun',
    rendered: true,
  },
  {
    id: 'r-5',
    channel: 'sms',
    language: 'ko',
    title: '',
    body: '(광고)노을상점 1644-0912 코트 30% 할인 208,600원 무료수신거부 080-900-1122',
    facts: 'coat',
    rendered: true,
  },
  {
    id: 'r-6',
    channel: 'email',
    language: 'en',
    title: '(AD) Your night serum is 25% off',
    body: 'It is $31.50 until December 6.\n\nLuna Beauty, help@luna.example\nUnsubscribe: https://luna.example/unsubscribe',
    facts: 'serum',
    rendered: true,
  },
  {
    id: 'r-7',
    channel: 'email',
    language: 'en',
    title: '(광고) A gift they will keep',
    body: 'Six colors, one tote.\n\nOrla Studio, 12 Hill Road, hello@orla.example\nUnsubscribe https://orla.example/unsubscribe',
    facts: 'bag',
    rendered: true,
  },
  {
    id: 'r-8',
    channel: 'push',
    language: 'en',
    title: '(AD) Dew Lab: half price',
    body: 'Half price until November 22. Opt out: Settings > Notifications',
    facts: 'mask',
    rendered: true,
  },
  {
    id: 'r-9',
    channel: 'sms',
    language: 'ko',
    title: '',
    body: '(광고)한결모터스 1577-4400 12/5(토) 시승 행사에 초대합니다. 무료수신거부 080-600-4400',
    facts: 'car',
    rendered: true,
  },
];

const change = (
  line: Line,
  id: string,
  expect: string,
  from: string,
  to: string,
  field: 'title' | 'body' = 'body',
): Line => ({
  ...line,
  id: `${line.id}-${id}`,
  expect,
  [field]: line[field].replace(from, to),
});

const LABELS = [
  '',
  '[광고]',
  '(광 고)',
  '( 광고 )',
  '(광고 )',
  '（광고）',
  '(광\u200b고)',
  '광고)',
  '<광고>',
  '(ad)',
  '안녕하세요 (광고)',
  ' (광고)',
  '{광고}',
  '(광.고)',
  '(홍보)',
];

function brokenRendered(): Line[] {
  const [sms, push, mail] = RENDERED as [Line, Line, Line];
  const english = RENDERED[5] as Line;
  return [
    ...LABELS.map((label, index) => change(sms, `label-${index}`, 'label', '(광고)', label)),
    ...LABELS.map((label, index) => change(push, `label-${index}`, 'label', '(광고)', label, 'title')),
    ...LABELS.slice(0, 8).map((label, index) =>
      change(mail, `label-${index}`, 'label', '(광고)', label, 'title'),
    ),
    ...['', '[AD]', '( AD )', 'AD:', '(A D)'].map((label, index) =>
      change(english, `label-${index}`, 'label', '(AD)', label, 'title'),
    ),
    change(sms, 'sender', 'sender', '루나뷰티 1588-3021', ''),
    change(sms, 'sender-name', 'sender', '루나뷰티', '누나뷰티'),
    change(sms, 'sender-contact', 'sender', ' 1588-3021', ''),
    change(mail, 'sender', 'sender', '루나뷰티 | 1588-3021', '고객센터'),
    change(english, 'sender', 'sender', 'Luna Beauty, help@luna.example', ''),
    change(sms, 'opt-out', 'opt_out', '무료수신거부 080-863-5544', ''),
    change(sms, 'opt-out-number', 'opt_out', '080-863-5544', '080-863-5545'),
    change(sms, 'opt-out-words', 'opt_out', '무료수신거부', '문의'),
    change(push, 'opt-out', 'opt_out', ' · 수신거부: 앱 설정 > 알림', ''),
    change(mail, 'opt-out', 'opt_out', '수신거부: https://luna.example/unsubscribe', ''),
    change(english, 'opt-out', 'opt_out', 'Unsubscribe: https://luna.example/unsubscribe', ''),
    change(push, 'slot', 'injection', '정가', '{name}님, 정가'),
  ];
}

const HIDDEN_KO: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', '치료'],
  ['banned_phrase', '재생'],
  ['banned_phrase', '아토피'],
  ['banned_phrase', '항염'],
  ['banned_phrase', '여드름'],
  ['efficacy', '미백'],
];
const HIDDEN_EN: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', 'cures'],
  ['banned_phrase', 'eczema'],
  ['banned_phrase', 'psoriasis'],
  ['banned_phrase', 'regeneration'],
];

function disguised(): Line[] {
  const lines: Line[] = [];
  const line = (language: string, facts: string, name: string, body: string, expect: string): void => {
    lines.push({
      id: `d-${language}-${name}-${lines.length}`,
      channel: 'push',
      language,
      title: language === 'ko' ? '새 소식' : 'News',
      body,
      facts,
      expect,
    });
  };
  for (const [name, disguise] of Object.entries(wordDisguises)) {
    for (const [expect, word] of HIDDEN_KO) {
      if (['full-width', 'cyrillic', 'bold', 'strike'].includes(name)) continue;
      line('ko', 'toner', name, `매일 쓰는 ${disguise(word)} 토너예요.`, expect);
    }
    for (const [expect, word] of HIDDEN_EN) {
      if (['decomposed', 'jamo'].includes(name)) continue;
      line('en', 'mask', name, `A mask with ${disguise(word)} inside.`, expect);
    }
  }
  for (const [name, disguise] of Object.entries(numberDisguises)) {
    line('ko', 'toner', name, `지금 ${disguise('55%')} 할인해요.`, 'percent');
    line('ko', 'toner', name, `지금 ${disguise('9900')}원에 드려요.`, 'price');
    line('en', 'serum', name, `Now ${disguise('55%')} off for you.`, 'percent');
  }
  return lines;
}

/** Text messages at the edge: 70 characters fit, 71 do not. */
function edges(): { good: Line[]; bad: Line[] } {
  const text = (length: number): string => '포근한 하루 '.repeat(20).slice(0, length - 1) + '요';
  const line = (id: string, length: number): Line => ({
    id,
    channel: 'sms',
    language: 'ko',
    title: '',
    body: text(length),
    facts: 'coat',
  });
  return {
    good: [line('edge-69', 69), line('edge-70', 70)],
    bad: [
      { ...line('edge-71', 71), expect: 'length' },
      { ...line('edge-140', 140), expect: 'length' },
    ],
  };
}

const hand = byHand();
const good = [...hand.good, ...composedGood(), ...RENDERED, ...edges().good];
const bad = [...hand.bad, ...brokenRendered(), ...disguised(), ...edges().bad];
const jsonl = (lines: readonly Line[]): string => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
writeFileSync(here('../good.jsonl'), jsonl(good));
writeFileSync(here('../bad.jsonl'), jsonl(bad));
