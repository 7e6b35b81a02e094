import type { BannedPhrases } from './copy-law.ts';

const medicine = {
  ko: '의약품으로 잘못 알게 하는 표현',
  en: 'it makes the product sound like a medicine',
};

/** What borrows from doctors and procedures, claims to act on cells or to change the body, or promises absolute safety. */
export const krAuthority: readonly BannedPhrases[] = [
  {
    reason: {
      ko: '의료 시술이나 의료인의 권위를 빌린 표현',
      en: 'it borrows from medical procedures or from doctors',
    },
    phrases: [
      '피부과 (시술|레이저|전문의|의사|관리|치료|급)',
      '시술 (효과|급|받은|없이|대신|한 듯|한 것)',
      '(바르는|붙이는|먹는|홈) (보톡스|필러|레이저|주사|물광)',
      '보톡스',
      '(물광|윤곽|지방 분해|백옥) 주사',
      '주사 (맞은|효과)',
      '레이저 (시술|토닝|효과|리프팅)',
      '필러 (시술|효과|맞은|대신)',
      '성형',
      '(의사|전문의|약사|한의사|간호사|병원|약국|피부과|대학병원) _(추천|인증|보증|공인|전용|처방|개발|인정|지정)',
      '(의사|전문의|약사|한의사)(가|들이|도) ',
      '(병원|피부과|의원|클리닉)(에|을|를)? ?(안|못) ?(가|다녀|찾)',
      '(병원|피부과|클리닉)(에|을|를)? ?(갈|다닐|찾을) ?(필요|일|것)',
      '(병원|피부과|클리닉|시술|수술|주사|약) 대신',
      '(의사|원장|전문의|약사|한의사|간호사)(님)?(이|도|들이|들도|가)? ?(쓰|사용|선택|추천|극찬|인정|바르)',
      '코스메슈티컬',
      '더마톨로지스트',
      '줄기 세포',
    ],
    notBefore: '^\\s?(?:에어백|플라스틱|외과 옆)',
  },
  {
    reason: {
      ko: '의료 시술이나 의료인의 권위를 빌린 표현',
      en: 'it borrows from medical procedures or from doctors',
    },
    phrases: [
      '(doctor|doctors|dermatologists?|physicians?|pharmacists?|hospital|clinic)(s)? (recommended|recommend|approved|endorsed|trusted|prescribed|developed|certified|grade)',
      '(recommended|approved|endorsed|trusted|prescribed|certified) by _(doctors?|dermatologists?|physicians?|pharmacists?|hospitals?)',
      'FDA (approved|cleared|certified)',
      'botox',
      '(like|as) (a )?(dermal )?fillers?',
      '(dermal|lip) fillers?',
      '(laser|surgical|cosmetic) (procedure|treatment|results|surgery)',
      'surgery',
      'injections?',
      'facelift',
      'cosmeceuticals?',
    ],
  },
  {
    reason: medicine,
    phrases: ['스테로이드'],
    notBefore: '^\\s?(?:무첨가|프리|free|없|를\\s?넣지|제로|0%|성분을?\\s?(?:뺀|넣지))',
  },
  {
    reason: { ko: '세포나 유전자에 작용한다는 표현', en: 'it claims an action on cells or genes' },
    phrases: [
      '세포 _(활성|성장|분열|증식|촉진|회복|복구|부활|깨우|깨워|생성)',
      '(DNA|유전자) (활성|복구|회복|재생)',
      '콜라겐 (생성|합성|증가|촉진|재건)',
      '진피(층)?_(침투|도달|흡수|까지)',
      '독소 (배출|제거)',
      '디톡스',
      '(boosts?|stimulates?|increases?|builds?|rebuilds?|restores?|triggers?) _collagen( production)?',
      'collagen (boosting|building|production)',
      '(activates?|awakens?|stimulates?) _(cells?|genes?|DNA)',
    ],
    notAfter: '(?:디지털|도파민|카페인|digital)\\s?$',
  },
  {
    reason: { ko: '신체를 바꾼다는 표현', en: 'it claims to change the body' },
    phrases: [
      '(지방|셀룰라이트|셀룰라이드) _(분해|연소|제거|감소|태우|빼)',
      '(살|체중|몸무게|뱃살|군살)(이|을)? ?(빠지|빠진|빠져|빼|감량|줄|감소)',
      '체중 (감량|조절|감소)',
      '다이어트 (효과|성공|에 좋)',
      '(가슴|볼륨) (확대|업 효과)',
      '(얼굴|턱)(이|을)? ?(크기)? ?(작아|축소|갸름|V라인)',
      '키 (성장|크는)',
      '(burns?|burning|melts?|melting|dissolves?) _(fat|cellulite|calories)',
      'fat (burning|burner|loss|reduction)',
      'weight loss',
      '(lose|loses|losing|shed|drop) _(weight|pounds|kilos)',
      'slimming',
      'breast enlargement',
      'face slimming',
    ],
    isProvable: true,
  },
  {
    reason: { ko: '부작용이 없거나 완전히 안전하다는 표현', en: 'it claims absolute safety' },
    phrases: [
      '부작용(이|은|도)?_(없|제로|ZERO|걱정)',
      '(100%|백퍼센트|완전) (안전|무해|무자극)',
      '무독성',
      '절대 (안전|안심)',
      '(no|zero|without(_| )any|free of) side effects?',
      'side effects? free',
      '(100%|completely|absolutely|totally) (safe|harmless|risk free)',
      'non-?toxic',
    ],
  },
];
