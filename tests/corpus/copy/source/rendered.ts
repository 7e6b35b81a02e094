import type { Line } from './line.ts';

/** Whole messages with all that law asks for. */
export const RENDERED: readonly Line[] = [
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

interface Change {
  readonly id: string;
  readonly expect: string;
  readonly from: string;
  readonly to: string;
  readonly field?: 'title' | 'body';
}

const changed = (line: Line, { id, expect, from, to, field = 'body' }: Change): Line => ({
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

const labels = (line: Line, right: string, variants: readonly string[], field: 'title' | 'body'): Line[] =>
  variants.map((label, index) =>
    changed(line, { id: `label-${index}`, expect: 'label', from: right, to: label, field }),
  );

const broken = (
  line: Line,
  expect: string,
  pairs: readonly (readonly [from: string, to: string])[],
): Line[] => pairs.map(([from, to], index) => changed(line, { id: `${expect}-${index}`, expect, from, to }));

/** The same messages, each with one thing wrong. */
export function brokenRendered(): Line[] {
  const [sms, push, mail] = RENDERED as [Line, Line, Line];
  const english = RENDERED[5] as Line;
  return [
    ...labels(sms, '(광고)', LABELS, 'body'),
    ...labels(push, '(광고)', LABELS, 'title'),
    ...labels(mail, '(광고)', LABELS.slice(0, 8), 'title'),
    ...labels(english, '(AD)', ['', '[AD]', '( AD )', 'AD:', '(A D)'], 'title'),
    ...broken(sms, 'sender', [
      ['루나뷰티 1588-3021', ''],
      ['루나뷰티', '누나뷰티'],
      [' 1588-3021', ''],
    ]),
    ...broken(mail, 'sender', [['루나뷰티 | 1588-3021', '고객센터']]),
    ...broken(english, 'sender', [['Luna Beauty, help@luna.example', '']]),
    ...broken(sms, 'opt_out', [
      ['무료수신거부 080-863-5544', ''],
      ['080-863-5544', '080-863-5545'],
      ['무료수신거부', '문의'],
    ]),
    ...broken(push, 'opt_out', [[' · 수신거부: 앱 설정 > 알림', '']]),
    ...broken(mail, 'opt_out', [['수신거부: https://luna.example/unsubscribe', '']]),
    ...broken(english, 'opt_out', [['Unsubscribe: https://luna.example/unsubscribe', '']]),
    ...broken(push, 'injection', [['정가', '{name}님, 정가']]),
  ];
}
