/** Names of ingredients and materials that copy boasts of, one a row: all spellings of one thing, as regular expressions. */
export const INGREDIENTS: readonly string[] = [
  '히알루론산?|하이알루론|hyaluronic(?: acid)?|hyaluronate',
  '나이아신아마이드|니아신아마이드|niacinamide|nicotinamide',
  '레티날(?!드)|retinal(?!d)|retinaldehyde',
  '레티놀|retinol|레티노이드|retinoids?',
  '바쿠치올|bakuchiol',
  '세라마이드|ceramides?',
  '판테놀|panthenol|덱스판테놀',
  '마데카소사이드|madecassoside|마데카식',
  '병풀|센텔라|시카(?!고)|centella|cica(?![a-z])|tiger grass',
  '콜라겐|collagen',
  '엘라스틴|elastin',
  '펩타이드|peptides?',
  '프로폴리스|propolis',
  '로열젤리|royal jelly',
  '티트리|tea tree',
  '알로에|aloe(?: vera)?',
  '스쿠알란|스쿠알렌|squalane|squalene',
  '살리실산|salicylic(?: acid)?|(?<![a-z])bha(?![a-z])',
  '글리콜산|glycolic(?: acid)?|(?<![a-z])aha(?![a-z])',
  '(?<![a-z])pha(?![a-z])|글루코노락톤|gluconolactone',
  '젖산|락틱애씨드|lactic acid',
  '아젤라산|아젤라익|azelaic(?: acid)?',
  '트라넥삼산|트라넥사믹|tranexamic(?: acid)?',
  '코직산|kojic(?: acid)?',
  '알부틴|arbutin',
  '아데노신|adenosine',
  '글루타치온|글루타티온|glutathione',
  '아스코르[브빅]|ascorbic(?: acid)?|비타민\\s?[cC씨]|vitamin c(?![a-z])',
  '토코페롤|tocopherol|비타민\\s?[eE](?![a-z])|vitamin e(?![a-z])',
  '비타민\\s?[aA](?![a-z])|vitamin a(?![a-z])',
  '비타민\\s?[bB](?:\\d{1,2})?|vitamin b(?:\\d{1,2})?(?![a-z])',
  '비타민\\s?[dD](?![a-z])|vitamin d(?:\\d)?(?![a-z])',
  '비타민\\s?[kK](?![a-z])|vitamin k(?![a-z])',
  '카페인(?!\\s?(?:디톡스|충전))|caffeine',
  '어성초|houttuynia|heartleaf',
  '녹차\\s?(?:추출|수|잎|성분)|green tea(?: extract)?',
  '캐모마일|카모마일|c(?:h)?amomile',
  '라벤더\\s?(?:오일|추출|성분)|lavender (?:oil|extract)',
  '로즈힙|rosehip',
  '아르간|argan',
  '호호바|jojoba',
  '시어\\s?버터|쉐어?\\s?버터|shea(?: butter)?',
  '코코넛\\s?오일|coconut oil',
  '마누카|manuka',
  '달팽이|뮤신|snail|mucin',
  '피디알엔|pdrn|연어\\s?(?:dna|디엔에이|추출)|salmon dna',
  '(?<![a-z])egf(?![a-z])|이지에프',
  '엑소좀|exosomes?',
  '인삼|ginseng(?! ?red)',
  '홍삼|red ginseng',
  '쑥\\s?(?:추출|잎|성분)|mugwort|artemisia',
  '동백\\s?(?:오일|추출|꽃)|camellia',
  '대나무\\s?(?:수|추출)|bamboo (?:water|extract)',
  '감초|licorice|liquorice',
  '위치하젤|witch hazel',
  '아연|징크|zinc',
  '마그네슘|magnesium',
  '글리세린|glycerin(?:e)?',
  '베타\\s?글루칸|β-?글루칸|(?:beta|β)-?glucan',
  '알란토인|allantoin',
  '우레아|urea(?![a-z])',
  '코엔자임|coenzyme|coq10',
  '갈락토미세스|galactomyces',
  '비피다|bifida',
  '프로바이오틱스|유산균|probiotics?|lactobacillus',
  '케라틴|keratin',
  '비오틴|biotin',
  '아미노산|amino acids?',
  '오메가\\s?-?3|omega-?3',
  '루테인|lutein',
  '밀크\\s?씨슬|milk thistle',
  '하이드로퀴논|hydroquinone',
  '진주\\s?(?:추출|분말|가루)|pearl (?:extract|powder)',
  '금\\s?성분|(?:24k|순)\\s?금|24k gold',
  '캐비어|caviar',
  '숯|차콜|charcoal',
  '캐시미어|cashmere',
  '메리노|merino',
  '구스\\s?다운|거위\\s?털|goose down',
  '오리\\s?털|덕\\s?다운|duck down',
  '고어\\s?텍스|gore-?tex',
  '알파카|alpaca',
  '모헤어|mohair',
  '소가죽|천연\\s?가죽|양가죽|genuine leather|lambskin|cowhide',
  '오가닉\\s?코튼|유기농\\s?면|organic cotton',
  '텐셀|tencel|lyocell',
  '캄포르|멘톨|menthol',
];

/**
 * Everyday words that name an ingredient or material only where copy says that it is in the product: plants, foods,
 * fabrics, metals, as regular expressions.
 */
export const EVERYDAY_MATERIALS: readonly string[] = [
  '쑥|연꽃|연잎|장미|국화|매화|벚꽃|모란|라벤더|로즈마리|유칼립투스|페퍼민트|민트|바질|세이지|재스민|자스민|히비스커스|카렌듈라|금잔화|민들레|선인장|해초|미역|다시마|청귤|유자|자몽|레몬|오렌지|라임|석류|포도|복숭아|사과|배즙|살구|자두|체리|무화과|키위|바나나|파인애플|파파야|망고|멜론|수박|딸기|블루베리|라즈베리|크랜베리|아사이|노니|꿀|벌꿀|우유|산양유|두유|요거트|쌀겨|쌀뜨물|현미|귀리|보리|콩|팥|검은콩|율무|참깨|들깨|올리브|아보카도|당근|오이|토마토|양배추|브로콜리|비트|시금치|감자|고구마|단호박|마늘|생강|강황|계피|시나몬|녹차|홍차|말차|커피|카카오|초콜릿|초코|바닐라|아몬드|호두|캐슈넛|피스타치오|밤|잣|대추|견과|치아씨드|퀴노아|단백질 파우더|버섯|영지|상황버섯|송이|트러플|인진쑥|당귀|황기|작약|결명자|산삼|도라지|더덕|칡|효모|누룩|화산송이|진흙|머드|온천수|해양심층수|빙하수|자작나무\\s?수액|편백|솔잎|소나무|동백|대나무|숯|자수정|토르말린|다이아몬드|사파이어|진주|금가루|플래티넘|까나리\\s?액젓|멸치\\s?액젓|참치\\s?액젓|액젓|젓갈|새우젓|명란|고춧가루|청양고추|고추|배추|쪽파|대파|양파|부추|미나리|열무|옥수수|찹쌀|멥쌀|백미|흑미|메밀|녹두|도토리|밀가루|우엉|연근|토란|고사리|한우|소고기|쇠고기|돼지고기|한돈|닭고기|닭가슴살|오리고기|양고기|사골|연어|참치|고등어|오징어|문어|새우|게살|꽃게|전복|굴|바지락|조개|김(?=을|으로|이)|들기름|참기름|올리브유|버터|치즈|크림치즈|생크림|연유|달걀|계란|유정란|두부|된장|고추장|간장|조청|올리고당|설탕|흑설탕|소금|천일염|죽염|후추|식초|매실|오미자|구기자|모과|감귤|한라봉|레몬그라스|히말라야\\s?소금',
  '(?:roasted |brown |sticky |black )?(?:corn|brown rice|glutinous rice|buckwheat|millet|sorghum|rye|quinoa|wheat|beef|pork|chicken|lamb|salmon|tuna|squid|octopus|shrimp|prawns?|crab|abalone|oysters?|clams?|anchov(?:y|ies)|fish sauce|soy sauce|chili|garlic|onions?|scallions?|leeks?|radish|cabbage|cheese|eggs?|tofu|sesame oil|maple syrup|sea salt|black pepper|vinegar|lemongrass|cardamom|cloves|saffron|hazelnuts?|pecans?|macadamia|peanuts?|raisins?|pumpkin|sweet potato(?:es)?|spinach|kale|beetroot|carrots?)|rose(?:s|water)?|lavender|rosemary|eucalyptus|peppermint|mint|basil|sage|jasmine|hibiscus|calendula|chamomile|cactus|seaweed|kelp|yuzu|grapefruit|lemon|orange|lime|pomegranate|grape|peach|apricot|plum|cherry|fig|kiwi|banana|pineapple|papaya|mango|melon|strawberry|strawberries|blueberry|blueberries|raspberries|cranberry|acai|honey|oats?|oatmeal|barley|soy|rice (?:bran|water)|almonds?|walnuts?|cashews?|pistachios?|avocado|olive oil|cucumber|tomato|turmeric|ginger|cinnamon|cocoa|chocolate|vanilla|matcha|coffee|mushrooms?|truffle|yeast|clay|mud|volcanic ash|thermal water|sea water|birch sap|diamonds?|pearls?|sapphire|platinum',
  '실크|밍크|여우\\s?털|라쿤|폭스|퍼|무스탕|벨벳|벨루어|코듀로이|트위드|플란넬|새틴|시폰|린넨|리넨|모시|삼베|면|순면|코튼|울|양모|램스울|앙고라|스웨이드|세무|가죽|송아지\\s?가죽|악어|뱀피|인조\\s?가죽|나일론|폴리에스터|폴리|아크릴|스판덱스|라이크라|레이온|모달|캔버스|데님|고무|라텍스|메모리\\s?폼|원목|오크|월넛|티크|대리석|티타늄|스테인리스|알루미늄|황동|구리|은사|금사|카본|유리|크리스털|도자기',
  'silk|mink|fox fur|fur|shearling|velvet|corduroy|tweed|flannel|satin|chiffon|linen|cotton|wool|lambswool|angora|suede|leather|calfskin|crocodile|nylon|polyester|acrylic|spandex|lycra|rayon|modal|canvas|denim|rubber|latex|memory foam|oak|walnut|teak|marble|titanium|stainless steel|alumini?um|brass|copper|carbon fib(?:er|re)|crystal|porcelain',
];

/** What says that something is in the product: before an English name, after a Korean one. */
export const MADE_WITH =
  '(?:blends?|blending|roasted|with|of|from(?!\\s(?:the\\s)?(?:first|last|morning|your|my|every))|contains?|containing|infused with|enriched with|packed with|full of|lined with|filled with|blend of|touch of|hint of|drops? of|power of|real|pure|fresh|genuine)';
export const IS_IN_IT =
  '(?:을|를|이|가|도|까지)?\\s?(?:듬뿍\\s?|가득\\s?|아낌없이\\s?|그대로\\s?|통째로\\s?|직접\\s?)?(?:우려|우린|달인|끓인|갈아|넣은|넣었|넣어|더한|더했|더해|섞은|섞었|섞어|배합|함유|들어간|들어\\s?있|든(?![가-힣])|첨가|추출|발효|짜낸|채운|채웠|덧댄|덧대|안감|칼라|트리밍|소재|원단|충전재|성분|원료|로\\s?만든|으로\\s?만든|로\\s?만들|으로\\s?만들|로\\s?짠|으로\\s?짠|(?:으)?로\\s?(?:맛을?\\s?낸|담근|담갔|무친|절인|간을?\\s?한|볶은|감싼)|혼방|100%)';

/** Things that copy says are left out. */
export const LEFT_OUT =
  '파라벤|parabens?|설페이트|황산염|sulfates?|sulphates?|실리콘|silicones?|인공\\s?향료|향료|fragrances?|색소|dyes?|알코올|alcohol|방부제|preservatives?|미네랄\\s?오일|mineral oil|동물성\\s?원료|글루텐|gluten|설탕|sugar|트랜스\\s?지방|trans fats?|(?<![a-z])msg|첨가물|additives?|스테로이드|steroids?|벤조페논|프탈레이트|phthalates?|유당|lactose|카페인|caffeine|탈크|활석|talc|옥시벤존|oxybenzone|옥티노세이트|octinoxate|아보벤존|avobenzone|타르\\s?색소|광물유|에센셜\\s?오일|essential oils?|포름알데히드|formaldehyde|트리클로산|triclosan|수은|mercury|납(?![가-힣])|중금속|heavy metals?|플라스틱|plastics?|유전자\\s?변형|gmos?|합성\\s?(?:보존료|착색료|향료|착향료|계면활성제)|보존료|착색료|감미료|sweeteners?|아스파탐|aspartame|콜레스테롤|cholesterol|나트륨|sodium|지방|fat(?![a-z])|밀가루|wheat|유제품|dairy|견과류|nuts|항생제|antibiotics?|농약|pesticides?|가죽|leather|퍼(?![가-힣])|fur';

/** Figures of speech: cashmere-like, as if of silk. */
export const LIKENESS = '^(?:\\s?같|처럼|\\s?못지|\\s?부럽|[\\s-](?:like|soft|feel|touch|smooth))';
