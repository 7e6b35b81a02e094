import type { PersonaId } from '../people/persona.ts';
import type { Attribute } from './attributes.ts';
import type { CategoryId } from './categories.ts';

/** Slots: {form} what it is, {note} what it is made with, {line} its line; `{form:object}` brings the particle. */
export interface Phrases {
  readonly titles: {
    readonly good: readonly string[];
    readonly mixed: readonly string[];
    readonly bad: readonly string[];
  };
  readonly openers: Readonly<Record<PersonaId, readonly string[]>>;
  readonly praise: Readonly<Record<Attribute, readonly string[]>>;
  readonly blame: Readonly<Record<Attribute, readonly string[]>>;
  readonly use: Readonly<Record<CategoryId, readonly string[]>>;
  readonly ends: {
    readonly good: readonly string[];
    readonly mixed: readonly string[];
    readonly bad: readonly string[];
  };
}

export const phrasesKo: Phrases = {
  titles: {
    good: [
      '재구매 확정이에요',
      '{form} 유목 생활 끝',
      '기대보다 훨씬 좋아요',
      '{line:subject} 잘 맞아요',
      '매일 손이 가요',
      '주변에 추천했어요',
      '{note:topic} 역시 믿고 써요',
    ],
    mixed: ['무난해요', '나쁘지 않은 {form}', '장단점이 있어요', '조금 더 써 볼게요', '기대만큼은 아니에요'],
    bad: ['저랑은 안 맞아요', '아쉬운 {form}', '기대가 컸나 봐요', '다시 사지는 않을 것 같아요'],
  },
  openers: {
    'skincare-nomad': [
      '{form:object} 정말 많이 바꿔 봤어요.',
      '정착할 {form:object} 찾다가 여기까지 왔어요.',
      '또 새로운 {form:object} 사 봤어요.',
      '유목민 생활 몇 년째인데 {line:topic} 처음이에요.',
    ],
    'makeup-only': [
      '기초는 대충 해도 {form:topic} 꼭 챙겨요.',
      '화장대에 {form:subject} 또 늘었어요.',
      '색조 좋아하는 사람으로서 {form:object} 그냥 지나칠 수 없었어요.',
    ],
    'luxury-mother': [
      '아이 재우고 바르는 {form:subject} 하루의 낙이에요.',
      '회사에 육아에 지쳐서 저에게 {form:object} 선물했어요.',
      '퇴근 후 저만의 시간에 써요.',
    ],
    'sensitive-researcher': [
      '성분표를 꼼꼼히 보고 {form:object} 골랐어요.',
      '자극에 약한 편이라 {note:object} 먼저 찾아봤어요.',
      '전성분을 확인하고 팔 안쪽에 먼저 발라 봤어요.',
    ],
    'discount-hunter': [
      '할인할 때까지 기다렸다가 {form:object} 샀어요.',
      '쿠폰까지 써서 싸게 샀어요.',
      '세일 때 쟁여 둔 {form:copula}.',
    ],
    'loyal-minimalist': [
      '몇 년째 같은 {form:object} 쓰고 있어요.',
      '다 쓰면 또 사는 {form:copula}.',
      '이것저것 안 쓰고 {form} 하나만 발라요.',
    ],
    'sun-runner': [
      '주말마다 뛰어서 {form:subject} 금방 떨어져요.',
      '야외 활동이 많아서 {form:object} 늘 챙겨요.',
      '한강 달릴 때 쓰려고 샀어요.',
    ],
    'gift-giver': [
      '선물하려고 샀다가 제 것도 샀어요.',
      '친구 생일에 {form:object} 골랐어요.',
      '부모님께 드렸더니 {form:object} 좋아하셨어요.',
    ],
    'trend-student': [
      '요즘 다들 {form} 얘기라서 저도 사 봤어요.',
      '영상 보고 바로 {form:object} 주문했어요.',
      '신상이라 궁금해서 못 참았어요.',
    ],
    'silver-care': [
      '매장에서 상담받고 {form:object} 골랐어요.',
      '직원분이 {note:object} 권해 주셨어요.',
      '나이가 드니 {form:subject} 꼭 필요해요.',
    ],
    'scent-collector': [
      '향 때문에 {form:object} 샀어요.',
      '향수 모으는 사람인데 {note:topic} 못 참죠.',
      '시향하고 {form:object} 바로 집었어요.',
    ],
    'plain-groomer': [
      '복잡한 건 싫어서 {form} 하나로 끝내요.',
      '오후만 되면 번들거려서 샀어요.',
      '회사에 두고 쓰는 {form:copula}.',
    ],
  },
  praise: {
    hydration: ['아침까지 촉촉함이 남아 있어요.', '속당김이 줄었어요.', '{note} 덕분인지 수분감이 오래가요.'],
    soothing: [
      '예민한 날에 발라도 편안해요.',
      '따가움 없이 순해요.',
      '{note:subject} 들어 있어서 그런지 자극이 없어요.',
    ],
    brightening: [
      '얼굴이 환해 보인다는 말을 들었어요.',
      '칙칙함이 덜해 보여요.',
      '{note:object} 쓰고 나서 안색이 맑아 보여요.',
    ],
    firming: [
      '피부결이 탄탄하게 느껴져요.',
      '바르고 자면 다음 날 결이 달라요.',
      '{note:means} 관리하니 쫀쫀해요.',
    ],
    oil_control: ['오후에도 번들거림이 덜해요.', '산뜻하게 마무리돼요.', '피지가 올라오는 게 느려졌어요.'],
    sun_protection: ['밖에 오래 있어도 안심이 돼요.', '백탁 없이 가벼워요.', '덧발라도 밀리지 않아요.'],
    colour: ['발색이 맑고 예뻐요.', '{note:topic} 누구에게나 어울릴 색이에요.', '저녁까지 색이 남아 있어요.'],
    scent: ['{note} 향이 은은하게 남아요.', '향이 정말 고급스러워요.', '지나가던 동료가 향을 물어봤어요.'],
    luxury: ['케이스부터 대접받는 기분이에요.', '비싼 값을 해요.', '바를 때마다 기분이 좋아져요.'],
    value: [
      '이 가격에 이 품질이면 더 바랄 게 없어요.',
      '양이 넉넉해서 오래 써요.',
      '가성비는 {line:subject} 최고예요.',
    ],
    clean: [
      '성분이 단출해서 믿음이 가요.',
      '불필요한 게 안 들어 있어서 좋아요.',
      '향료가 없어서 마음에 들어요.',
    ],
    novelty: [
      '이런 제형은 처음 써 봐요.',
      '새로운 느낌이라 재미있어요.',
      '{note:and} {form:quote} 조합이 신선해요.',
    ],
  },
  blame: {
    hydration: ['건조한 날에는 조금 부족해요.', '수분감이 금방 날아가요.'],
    soothing: ['예민한 날에는 살짝 따가웠어요.', '저에게는 자극이 조금 있었어요.'],
    brightening: ['환해지는 느낌은 잘 모르겠어요.', '톤에는 변화가 없었어요.'],
    firming: ['탄력은 기대만큼 느껴지지 않았어요.', '쫀쫀하다기보다 무거워요.'],
    oil_control: ['오후가 되면 다시 번들거려요.', '유분기가 조금 남아요.'],
    sun_protection: ['땀이 나면 눈이 시려요.', '여러 번 덧바르면 밀려요.'],
    colour: ['화면에서 본 색과 달라요.', '색이 금방 날아가요.'],
    scent: ['{note} 향이 생각보다 강해요.', '향이 금방 사라져요.'],
    luxury: ['값에 비하면 평범해요.', '포장은 예쁜데 그뿐이에요.'],
    value: ['가격이 조금 부담돼요.', '양이 생각보다 적어요.'],
    clean: ['향료가 들어 있어서 아쉬워요.', '성분이 생각보다 길어요.'],
    novelty: ['새롭다는 느낌은 없었어요.', '유행이라 샀는데 평범해요.'],
  },
  use: {
    cleanser: ['세안하고 나서 당기지 않아요.', '화장도 깨끗하게 지워져요.'],
    toner: ['화장솜에 묻혀 닦아 내듯 써요.', '세안 직후에 바로 발라요.'],
    serum: ['두 방울이면 얼굴 전체에 충분해요.', '아침저녁으로 한 번씩 발라요.'],
    cream: ['자기 전에 도톰하게 발라요.', '세럼 다음에 얇게 펴 발라요.'],
    'eye-care': ['눈가에 톡톡 두드려 발라요.', '팔자 주름에도 같이 발라요.'],
    mask: ['일주일에 두 번 붙여요.', '샤워하고 나와서 십오 분쯤 해요.'],
    'sun-care': ['외출하기 이십 분 전에 발라요.', '가방에 넣고 다니면서 덧발라요.'],
    'base-makeup': ['얇게 두 번 두드리면 딱 좋아요.', '마스크를 써도 덜 묻어나요.'],
    lip: ['입술 안쪽부터 톡톡 발라요.', '덧바르면 색이 더 예뻐요.'],
    'eye-makeup': ['눈두덩에 넓게 깔아 줘요.', '저녁까지 번지지 않아요.'],
    hair: ['이틀에 한 번 써요.', '젖은 머리 끝에만 발라요.'],
    body: ['샤워하고 물기가 남았을 때 발라요.', '온 가족이 같이 써요.'],
    fragrance: ['손목과 목 뒤에 한 번씩 뿌려요.', '출근 전에 두 번 뿌려요.'],
    tool: ['물에 적셔서 쓰면 더 좋아요.', '일주일에 한 번 빨아서 써요.'],
  },
  ends: {
    good: [
      '다 쓰면 또 살 거예요.',
      '이제 {form:topic} 이걸로 정착할래요.',
      '{line:object} 더 써 보고 싶어졌어요.',
      '언니한테도 {form:object} 사 줬어요.',
      '배송도 빨라서 좋았어요.',
      '올해 산 것 중에 제일 만족해요.',
    ],
    mixed: [
      '한 통 더 써 보고 판단할게요.',
      '세일하면 또 살지도 모르겠어요.',
      '{form:means} 나쁘지는 않아요.',
      '별점은 보통으로 드려요.',
    ],
    bad: [
      '다른 {form:object} 찾아볼게요.',
      '결국 동생에게 줬어요.',
      '환불할까 고민 중이에요.',
      '{line:topic} 저와 인연이 아닌가 봐요.',
    ],
  },
};
