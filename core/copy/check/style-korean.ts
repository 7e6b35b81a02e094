import type { FieldContext, Problem } from './context.ts';
import type { Said } from './copy.ts';

interface StyleEntry {
  readonly source: string;
  readonly pattern: RegExp;
  readonly fix: Said;
}

const SURNAMES =
  '김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형계피두감음빈동온호범좌팽승간상시갈단견당';

/** Words before 님 that are titles, not given names. */
const TITLES =
  /^(?:고객|회원|선생|사장|손|어머|아버|부모|형|누|따|아드|며느|독자|이웃|점주|집사|대표|팀장|과장|부장|원장|스|하나|하느|임금|주인|장인|기사|작가|감독|교수|박사|실장|부처|여러|구독자|셀러|오너|차주|견주|호스트|게스트|유저|멤버|친구|엄마|아빠|언니|오빠|이모|삼촌|할머|할아버)$/u;

const ENTRIES: readonly StyleEntry[] = [
  {
    source: 'honorifics',
    pattern:
      /님\s?(?:님|씨|귀하)|께서께서|(?:님|분)께서는께|(?:말씀|진지|댁)[가-힣]*하?셨?시십|시시[는고어]|으시시|하셨으시|께서들께서|고객님\s?여러분들님|씨님|(?:드리|모시)시(?:겠|면|는|고)/gu,
    fix: { ko: '높임이 겹쳤으니 하나만 남기세요.', en: 'The honorific is doubled: keep one.' },
  },
  {
    source: 'honorifics',
    pattern:
      /(?:원|%|가격|할인|쿠폰|상품|제품|혜택|배송|품절|무료|포인트|이벤트|재고|사이즈|색상|주문|증정|세일|결제|적립금?)(?:이|가|은|는|도|으로)?\s?(?:이?십니다|이?세요(?![가-힣])|이셔요|이시며|이시고|계십니다|계세요|있으십니다|있으세요|없으십니다|없으세요|나오셨|되셨|되십니다|완료되셨|종료되십|가능하십니다|가능하세요|도착하셨|출발하셨|오셨)/gu,
    fix: { ko: '사물은 높이지 않으니 "-시-"를 빼세요.', en: 'Things take no honorific: drop "-시-".' },
  },
  {
    source: 'names',
    pattern: /\{\s?(?:first_?name|given_?name|이름만|성)\s?\}+\s?(?:님|씨|야|아)/giu,
    fix: { ko: '이름만 부르지 말고 성과 이름에 님을 붙이세요.', en: 'Address people by full name and 님.' },
  },
  {
    source: 'names',
    pattern:
      /(?:\{\s?(?:full_?name|customer_?name|name|이름|고객명|성함)\s?\}+|고객)\s?(?:씨|야(?![가-힣])|군(?![가-힣])|양(?![가-힣])|아(?![가-힣]))/giu,
    fix: { ko: '이름 뒤에는 님을 붙이세요.', en: 'Put 님 after a name.' },
  },
  {
    source: 'won',
    pattern: /(?<![\d,.])\d{4,}(?=\s?원(?![가-힣]*\s?년))/gu,
    fix: {
      ko: '금액은 세 자리마다 쉼표를 찍으세요(예: 12,900원).',
      en: 'Write thousands with commas (12,900원).',
    },
  },
  {
    source: 'won',
    pattern:
      /(?<![\d,.])(?:\d{1,3}(?:,\d{1,2}(?!\d)|,\d{4,})[\d,]*|\d{4,},\d{3}|\d{1,3}(?:[. ]\d{3})+)(?=\s?원)/gu,
    fix: { ko: '쉼표는 세 자리마다 찍으세요(예: 12,900원).', en: 'Group thousands by three (12,900원).' },
  },
  {
    source: 'names',
    pattern:
      /\{\s?(?:full_?name|customer_?name|name|이름|고객명|성함)\s?\}+(?!\}|\s?(?:님|씨|야|군|양|아(?![가-힣])|고객|회원))/giu,
    fix: { ko: '이름 뒤에는 님을 붙이세요.', en: 'Put 님 after a name.' },
  },
  {
    source: 'dates',
    pattern:
      /(?<!\d)(?:[012]?\d|3[01])일\s?(?:1[0-2]|0?[1-9])월(?![가-힣])|(?<!\d)(?:[012]?\d|3[01])일\s?(?:1[0-2]|0?[1-9])월(?=이|은|에|부터|까지)/gu,
    fix: {
      ko: '날짜는 월, 일 순서로 쓰세요(예: 12월 5일).',
      en: 'Write the month before the day (12월 5일).',
    },
  },
  {
    source: 'won',
    pattern: /(?<![가-힣])원\s?\d[\d,]{2,}(?!\s?원)/gu,
    fix: { ko: '금액은 12,900원처럼 숫자 뒤에 원을 쓰세요.', en: 'Write 원 after the number (12,900원).' },
  },
  {
    source: 'won',
    pattern: /[₩\\]\s?[\d,]+\s?원/gu,
    fix: { ko: '₩와 원을 함께 쓰지 말고 원만 남기세요.', en: 'Write either ₩ or 원, not both.' },
  },
  {
    source: 'spelling',
    pattern:
      /(?:됬|되요(?![가-힣])|안되요|할께요|드릴께요|갈께요|줄께요|몇일(?![가-힣])|금새|어의없|왠만|설레임|예뻐졌슴|읍니다|있슴(?![가-힣])|없슴(?![가-힣])|바래요(?![가-힣])|최져|낳으세요)/gu,
    fix: { ko: '맞춤법에 맞게 고치세요.', en: 'Correct the spelling.' },
  },
];

/** What a shop sells, and what happens to it: a thing arrives, it does not deign to. */
const HONOURED_THING =
  /(?<![가-힣])(?:토너|크림|세럼|앰플|로션|에센스|마스크|팩|선크림|향수|립|코트|가방|신발|구두|옷|니트|바지|치마|요거트|우유|커피|차량|차|물건|택배|선물|샘플|파우치|영수증|메뉴|음료|쿠폰)(?:이|가)\s(?:[가-힣]{1,6}\s)?(?:[가-힣]{0,4}(?:하|되|오|나오|가|떨어지|남으|있으|없으)?(?:셨|시[는네고며]|십니다))/gu;

function givenNamesAlone(text: string): readonly { from: number; to: number }[] {
  return [...text.matchAll(/(?<![가-힣])([가-힣]{2})님/gu)]
    .filter(([, name = '']) => !SURNAMES.includes(name[0] ?? '') && !TITLES.test(name))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Names with 님, honorifics only for people, won as they are written, common misspellings. */
export function checkKoreanForms({ seen }: FieldContext): readonly Problem[] {
  const found = ENTRIES.flatMap(({ source, pattern, fix }) =>
    [...seen.text.matchAll(pattern)].map(
      (match): Problem => ({
        rule: 'style',
        from: match.index,
        to: match.index + match[0].length,
        source,
        fix,
      }),
    ),
  );
  const things = [...seen.text.matchAll(HONOURED_THING)].map(
    (match): Problem => ({
      rule: 'style',
      from: match.index,
      to: match.index + match[0].length,
      source: 'honorifics',
      fix: { ko: '사물은 높이지 않으니 "-시-"를 빼세요.', en: 'Things take no honorific: drop "-시-".' },
    }),
  );
  const names = givenNamesAlone(seen.text).map(
    (place): Problem => ({
      ...place,
      rule: 'style',
      source: 'names',
      fix: { ko: '이름만 부르지 말고 성과 이름에 님을 붙이세요.', en: 'Address people by full name and 님.' },
    }),
  );
  return [...found, ...things, ...names];
}
