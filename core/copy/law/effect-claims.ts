/** Claims of one effect: allowed only when a fact with evidence claims the same effect. */
export interface EffectClaim {
  readonly id: string;
  /** As in `BannedPhrases`. */
  readonly phrases: readonly string[];
}

/** What cosmetics, foods and goods may claim only with proof. */
export const effectClaims: readonly EffectClaim[] = [
  {
    // An approval covers help with an effect, never its completion.
    id: 'overreach',
    phrases: [
      '(주름|기미|잡티|주근깨|검버섯|색소)(이|을|를|가|은|는)? ?(완전히|완벽히|완벽하게|말끔히|싹|모두)? ?(제거|없애|없어|사라|지우|지워|삭제|소멸)',
      '(자외선|UV)_(100%|완벽|완전) ?차단',
      '(removes?|erases?|eliminates?|deletes?) _(wrinkles?|fine lines|dark spots?|freckles?|pigmentation)',
    ],
  },
  {
    id: 'proof',
    phrases: [
      '임상(적으로|으로)? (시험|실험|테스트|입증|결과|완료|검증|효과|연구)',
      '인체 ?적용 ?(시험|테스트)',
      '효과(가|를|는)? ?(입증|검증|확인|증명|보장)',
      '효능',
      '(과학|의학)적(으로)? (입증|증명|검증|근거)',
      '(자극|민감성?)_테스트(를)? (완료|통과)',
      '특허(를)? ?(받|성분|등록|기술|출원|원료|공법)',
      '(clinically|scientifically|medically|dermatologically|laboratory|lab) (proven|tested|shown|validated|approved|backed)',
      'dermatologist tested',
      'clinical (study|studies|trials?|tests?|results?|evidence)',
      'hypo-?allergenic',
      'proven (to|results|effective|efficacy)',
      'guaranteed (to|results)',
      'patent(ed|-pending)',
      'backed by (science|research|studies)',
    ],
  },
  {
    id: 'result',
    phrases: [
      '효과(가|는|도)? ?(뛰어|탁월|확실|즉각|놀라|최고|좋|빠르|만점|직빵|강력|극대)',
      '젊어(지|진|져|보)',
      '피부 ?나이',
      '(시간|세월|나이)을? ?(되돌|거스|거꾸로)',
      '(피부|피부 ?결|두피|입술)_(다시 ?태어|되찾|되돌|되살|회복|복구|복원|재건)',
      '(turns?|rolls?|winds?) back (the clock|time|the years)',
      '(undo|undoes|erase|erases) _(years|damage|time)',
      'looks? (years|decades|visibly) younger',
      'younger looking',
      '(visibly|noticeably) (firmer|younger|brighter|smoother|plumper|clearer)',
      '(plumps?|firms?|sculpts?|contours?) _(skin|lips|face|cheeks)',
      '어려 ?(보이|보여|지|진|져)',
      '(즉각|즉시|확실|강력|놀라운|탁월|뛰어난|빠른)_효과',
      '만에_(달라|개선|변화|효과|맑아|밝아|매끈|탱탱|사라|완성되는 피부)',
      '기적',
      '(instant|immediate|guaranteed|visible|miraculous|dramatic|real) results',
      'miracle',
      'see results',
      'effective (against|for|in reducing|at reducing)',
      'works (instantly|overnight|in days|in minutes)',
      '(transforms?|restores?|repairs?|corrects?|revives?) _(skin|complexion|glow|radiance|youth|hair damage)',
    ],
  },
  {
    id: 'barrier',
    phrases: [
      '장벽(을|이|까지)? ?(강화|개선|회복|복구|재건|튼튼|되살|복원)',
      '(strengthens?|repairs?|restores?|rebuilds?|reinforces?|fortif(y|ies)) _barrier',
      'barrier (repair|strengthening|recovery|restoring)',
    ],
  },
  {
    id: 'firmness',
    phrases: [
      '탄력(을|이|도|까지)? ?(개선|증가|회복|강화|향상|높|되살|되찾|복원|상승)',
      '처진_(피부|볼|턱)_(올|개선|당)',
      '(improves?|restores?|boosts?|increases?) _(elasticity|firmness)',
      '(lifts?|tightens?|firms?) _(skin|sagging|face|jawline)',
      'sagging',
    ],
  },
  {
    id: 'pores',
    phrases: [
      '모공(을|이|까지|도)? ?(축소|수축|감소|줄|조여|없|사라|지우|삭제|타이트닝)',
      '(shrinks?|minimi(s|z)es?|tightens?|reduces?|erases?|refines?) _pores?',
    ],
  },
  {
    id: 'tone',
    phrases: [
      '피부 ?(톤|결|빛|색)?(을|이|가)? ?(개선|밝아|밝혀|환해|하얘|맑아)',
      '피부 ?톤(을|이)? ?업',
      '(evens?|improves?|corrects?) _(skin tone|skin texture|complexion)',
      '(brightens?|brightening) _(skin|complexion|tone)',
    ],
  },
  {
    id: 'redness',
    phrases: [
      '(붉은기|홍조|붓기|부기|다크 ?서클|비듬|블랙 ?헤드|트러블|각질층?|묵은 ?각질|유분|피지|번들거림|눈밑 ?그늘|두피열)(을|를|이|가|도|까지)? ?(완화|개선|제거|감소|없애|없어|사라|억제|잠재|가라앉|삭제|박멸|예방|싹)',
      '(reduces?|eliminates?|removes?|diminish(es)?|banish(es)?|erases?|fades?|calms?|prevents?) _(redness|puffiness|dark circles?|dandruff|blackheads?|swelling|eye bags|irritation|flare ups?|skin aging)',
    ],
  },
  {
    id: 'damage',
    phrases: [
      '(손상|끊어진|상한)_(모발|머리|머릿결|피부|큐티클)(을|를|이)? ?(복구|회복|개선|복원|되살)',
      '손상 ?(복구|회복|복원)',
      '(repairs?|reverses?|heals?|restores?) _damaged? _(hair|skin)',
      '(repairs?|reverses?) _damage',
    ],
  },
  {
    id: 'antioxidant',
    phrases: [
      '항산화 ?(효과|작용|력|기능)',
      '(활성 산소|유해 산소)_(제거|억제)',
      'antioxidant (effect|action|protection|power)',
      'free radicals?',
    ],
  },
  {
    id: 'health',
    phrases: [
      '(장|간|눈|뼈|위|뇌|심장|혈관|전립선|갱년기) ?건강',
      '(혈당|콜레스테롤|혈압|체지방)(을|를|이)? ?(낮|조절|감소|개선|억제|내리|줄)',
      '(소화|배변|신진 ?대사|기초 ?대사)(를|을|이)? ?(촉진|개선|활발|원활|도)',
      '변비',
      '(장|위|간|뼈|눈|심장|혈관|관절)(이|을|도)? ?(튼튼|편안|편해)',
      '숙취 ?(해소|제거)',
      '(살|체중)(이|도)? ?(안|덜) ?(쪄|찌|찐|찔)',
      '살 ?찔 ?걱정',
      '(거북목|굽은 ?등|자세|체형|골반|허리)(을|를|이|가)? ?(교정|바로 ?잡|펴|개선|맞춰)',
      '(corrects?|improves?|fixes) _posture',
      '(eases?|relieves?|soothes?) _(tension|fatigue|tiredness|muscles?|aches?)',
      '(피로|긴장|근육)(를|을|가|이)? ?(풀어|풀리|해소|완화|날려)',
      '(면역|기력|원기)(을|를|이)? ?(채워|챙기|살려|충전)',
      '숙면(을)? ?(유도|도와|에 도움)',
      '(기억력|집중력|활력|정력|기력)(을|이)? ?(향상|증진|개선|회복|강화|상승)',
      '스트레스(를)? ?(해소|완화|감소)',
      '독감',
      '(supports?|improves?|boosts?|promotes?|aids?|enhances?) _(digestion|gut health|sleep|metabolism|joint health|heart health|liver|brain|memory|bone health|eye health)',
      '(lowers?|reduces?|controls?) _(cholesterol|blood pressure|blood sugar|stress|body fat)',
      'hangovers?',
    ],
  },
  {
    id: 'performance',
    phrases: [
      '(연비|출력|주행 ?거리|배터리 ?수명|수명|내구성|제동력)(을|를|이|가)? ?(개선|향상|증가|늘|높|강화|상승|연장)',
      '(improves?|increases?|boosts?|extends?) _(fuel economy|mileage|fuel efficiency|horsepower|battery life|braking)',
      '(전기료|전기 ?요금|유류비|연료비)(를|가)? ?(절감|절약|줄)',
    ],
  },
];
