export const KO_OPENERS = [
  '찬 바람이 부는 날이에요.',
  '하루 한 번, 나를 챙기는 시간이에요.',
  '오래 기다리셨죠?',
  '{name}님, 잘 지내셨나요?',
];
export const KO_CLOSERS = [
  '지금 만나보세요.',
  '앱에서 확인해 보세요!',
  '장바구니에 담아 두세요 🙂',
  '가볍게 둘러보세요.',
];
export const EN_OPENERS = [
  'Slow mornings ahead.',
  'Hello {name}, good to see you.',
  'A small thing for a cold day.',
  'Back by your side.',
];
export const EN_CLOSERS = ['Have a look.', 'Tap to see more.', 'Add it to your cart.', 'See you there!'];

/** True statements of each sheet, in the words of its market. */
export const STATEMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
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
