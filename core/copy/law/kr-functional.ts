import type { BannedPhrases } from './copy-law.ts';

const functional = (effect: string, name: string): { ko: string; en: string } => ({
  ko: `${effect} 기능성 화장품으로 심사받지 않은 효과`,
  en: `the product has no functional-cosmetic approval for ${name}`,
});

/** Effects that a cosmetic may claim only with an approval as functional cosmetic. */
export const krFunctional: readonly BannedPhrases[] = [
  {
    reason: functional('미백', 'whitening'),
    phrases: [
      '미백',
      '화이트닝',
      '美白',
      '기미',
      '잡티',
      '검버섯',
      '색소 침착',
      '멜라닌',
      '(얼굴|피부)(가|를|이)? ?(하얘|하얗|희게|새하얗)',
      'whitening',
      '(whitens?|whiter|lightens?|lightening|bleach(es)?)(_| )(skin|complexion|face|tone)',
      'skin (whitening|lightening|bleaching)',
      'whiter skin',
      'melanin',
      '(dark|age|brown|sun) spots?',
      'hyper-?pigmentation',
      'freckles?',
      'blemish(es)?',
    ],
    unless: 'whitening',
    notAfter: '(?:치아|teeth|tooth)\\s?$',
  },
  {
    reason: functional('주름 개선', 'wrinkles'),
    phrases: [
      '(눈가|이마|팔자|입가|목|잔|미간|피부|깊은) ?주름',
      '주름(을|이|도|까지|에|살)? ?(개선|완화|케어|관리|제거|감소|예방|펴|지우|지워|없애|없어|사라|옅|줄|채우|메우|고민|기능|탄력|집중|앰플|크림|세럼)',
      '노화 _(방지|예방|억제|지연|늦|개선|관리|케어|역행)',
      '안티 ?(에이징|링클)',
      '(회춘|동안 피부로)',
      'wrinkles?',
      'fine lines',
      'crows feet',
      'anti-?(aging|ageing|wrinkle)',
      '(reverses?|stops?|slows?|fights?|prevents?)_(aging|ageing)',
      '(years|decades) younger',
    ],
    unless: 'wrinkle',
    notAfter:
      '(?:바지|치마|셔츠|스커트|원단|옷|플리츠|다림질|여행지?에서도|fabric|linen|shirts?|no more ironing)\\s?(?:의|에|도)?\\s?$',
    notBefore:
      '^\\s?(?:없는 셔츠|치마|스커트|원피스|셔츠|가공|방지 원단|[\\s-]?(?:free|resistant|proof)(?: (?:shirt|fabric|linen|cotton|trousers|pants|suit|blazer))?)',
  },
  {
    reason: functional('자외선 차단', 'sun protection'),
    phrases: [
      '자외선(을|으로부터|까지|도)? ?(완벽 )?(차단|보호|방어|철벽|막)',
      '(UV|유브이) ?(차단|보호|방어|케어)',
      '(햇빛|태양)(을|으로부터)? ?(차단|보호)',
      '선 ?케어',
      '썬 ?케어',
      '선 ?크림',
      '썬 ?크림',
      '선 ?블록',
      '(UV|sun) ?(protection|protect|protects|blocking|block|blocker|defen(c|s)e|shield|filter)',
      'protects? _(UV|UVA|UVB|sun|sunburn)',
      'sun-?(screen|block)',
      'SPF',
    ],
    unless: 'sun',
    isProvable: true,
    notBefore:
      '^\\s?(?:율|필름|틴팅|썬팅|선팅|유리|모자|양산|선글라스|의류|래시가드|glass|film|hat|umbrella)',
  },
  {
    reason: functional('탈모 증상 완화', 'hair loss'),
    phrases: [
      '탈모',
      '발모',
      '육모',
      '양모 (효과|촉진)',
      '(머리|모발|머리카락|헤어)(가|이|을|를)? ?(자라|새로 나|나게|성장 촉진|굵어)',
      'hair (loss|regrowth|growth|thinning)',
      're-?grows?_hair',
      'thinning hair',
      'balding',
      'baldness',
    ],
    unless: 'hair_loss',
  },
  {
    reason: functional('여드름성 피부 완화', 'acne'),
    phrases: [
      '여드름',
      '뾰루지',
      '트러블(을|이)? ?(치료|제거|완화|개선|없|잡|진정|케어)',
      'acne',
      'pimples?',
      '(zits?|breakouts?)',
    ],
    unless: 'acne',
    notBefore: '^[\\s-]prone',
  },
  {
    reason: functional('튼살', 'stretch marks'),
    phrases: ['튼 ?살', 'stretch marks?'],
    unless: 'stretch_marks',
  },
  {
    reason: functional('제모', 'hair removal'),
    phrases: ['제모 (효과|크림|왁스)', '(체모|털) (제거|없애)', 'hair removal'],
    unless: 'hair_removal',
  },
];
