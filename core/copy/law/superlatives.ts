/** Superlatives that say one thing: a fact with evidence that says it in any of these ways proves it. */
export interface SuperlativeClaim {
  readonly id: string;
  /** Regular expression over seen text, flags `giu`. */
  readonly pattern: string;
}

const NOT_SUPERLATIVE_EST =
  'best|west|guest|test|rest|interest|disinterest|harvest|honest|dishonest|modest|request|latest|newest|forest|invest|chest|nest|digest|suggest|protest|contest|quest|arrest|manifest|priest|vest|earnest|conquest|northwest|southwest|midwest|budapest|everest|bequest|lest|pest|zest|fest|jest|crest|ingest|attest|detest|infest|wrest|blest|gabfest|nearest|dearest|rainforest|inquest|molest|divest|reinvest|armrest|footrest|headrest|backrest|deforest|celeste?|ernest|bucharest|tempest|eldest|hairest|biggest fan|earliest';

/** Korean and English superlatives by what they claim. */
export const superlativeClaims: readonly SuperlativeClaim[] = [
  {
    id: 'first-rank',
    pattern: String.raw`(?<!\d)1\s?위(?![가-힣]*(?:스트|치))|(?<![가-힣])일위|넘버\s?원|(?<![a-z])no\.?\s?1(?!\d|\s?\+)|#\s?1(?!\d)|(?<![a-z])number[\s-]?(?:one|1(?!\d))|(?<![a-z])top\s?1(?!\d)|베스트\s?셀러|베스트셀링|(?<![a-z])best[\s-]?sell(?:er|ers|ing)|(?<![a-z])top[\s-]?(?:selling|rated|ranked|seller)|가장\s?많이\s?(?:팔|판매|선택|사랑)|판매\s?왕|(?<![가-힣])1등`,
  },
  {
    id: 'lowest-price',
    pattern: String.raw`최저\s?가|역대\s?(?:급|최저|최대)|최저\s?(?:금액|가격)|(?<![a-z])(?:lowest|cheapest)(?![a-z])|가장\s?(?:싼|저렴|싸게|낮은)|제일\s?(?:싼|저렴|싸게)`,
  },
  {
    id: 'first-ever',
    pattern: String.raw`최초|(?:세계|국내|업계)\s?(?:에서\s?)?(?:첫|처음)|(?<![a-z])(?:world['’]?s|industry['’]?s|korea['’]?s|nation['’]?s|(?<!be |are |re |among |were |you |from |at |for )the)[\s-]first(?![a-z\s-]*(?:time|step|day|order|snow|thing|night|morning|layer|drop|cold|coffee|sip|use))|(?<![a-z])first[\s-]ever(?![a-z])`,
  },
  {
    id: 'only-one',
    pattern: String.raw`유일|(?<![가-힣])(?:세계|국내|업계|전국|시중)(?:에서|에)?\s?(?:단\s?)?(?:하나뿐|하나밖에)|독보적|(?<![a-z])the only(?! thing you)(?![a-z])|(?<![a-z])(?:one and only|unique in|world['’]?s only|korea['’]?s only)(?![a-z])`,
  },
  {
    id: 'best',
    pattern: String.raw`최고(?!령|기온|온도|봉|속도\s?제한)|최상(?!단|층|위\s?카)|최강|으뜸|최우수|최고급|초일류|제일(?=\s?(?:좋|뛰어|인기|맛있|잘|예쁜|빠|강|크|부드|촉촉|많|순|가벼|튼튼|유명))|타의\s?추종|비교\s?불가|비교를?\s?거부|둘도\s?없는|세상에\s?(?:없던|하나뿐)|(?:어워드|뷰티\s?대상|디자인상|품평회)[가-힣\s]{0,6}(?:수상|선정|대상|위너)|수상\s?(?:경력|이력|작|제품)|어디에(?:도|서도)\s?(?:없는|없던|볼\s?수\s?없)|끝판\s?왕|종결자|레전드|원톱|(?<![가-힣])국민\s?(?:템|[가-힣]{0,5}(?:크림|토너|세럼|앰플|마스크|팩|코트|가방|백|차|요거트|브랜드|아이템|화장품|간식|옷))|전\s?국민이|온\s?국민이|세계가\s?(?:사랑|인정|주목|선택|먼저)|(?:따를|견줄|대적할|비할)\s?(?:자|것|데|상대|제품)[가-힣]{0,2}\s?없|차원이\s?다른|한\s?수\s?위|명실상부|따라올\s?(?:(?:자|것|제품|상대|곳)(?:가|이)?|수)?\s?없|압도적|무적|넘사벽|(?<![a-z])best(?![\s-](?:wishes|regards|friends?|before|of luck|sell|foot|self|life|man|buds)|[a-z])(?<!(?:do|your|try|sunday|at|wish you the|all the|look|feel)\s(?:your\s|my\s)?best)|(?<![a-z])(?:unbeatable|unrival(?:l)?ed|unmatched|unparallel(?:l)?ed|unsurpassed|second to none|incomparable|world[\s-]?leading|industry[\s-]?leading|market[\s-]?leading|ultimate|finest|greatest|supreme|peerless|the perfect(?=\s+(?:cure|solution))|nothing (?:else )?(?:beats|compares|comes close|works like)|(?:no|nothing|none) (?:other|else) (?:like|comes close|compares|matches)|gold standard|(?:the )?(?:world|nation|country|planet|everyone|everybody|korea|america)['’]?s (?:(?:most )?(?:loved|beloved)|favou?rite)|like no other|the leading(?! (?:edge|role|actor|up))|unlike (?:any|anything) (?:other|else|you)|(?<!(?:you|we|they)(?:['’]re| are) )one of a kind|in a class of its own|holy grail|(?:the )?(?:king|queen|goat) of (?:all )?[a-z]+|to end all [a-z]+|beyond compare|bar none|hands down|top[\s-]tier|first[\s-]class|world[\s-]class|best[\s-]in[\s-]class|(?:multi-)?award[\s-]winning|award[\s-]winner|(?:every|any)one else is copying)(?![a-z])`,
  },
  {
    id: 'most',
    pattern: String.raw`(?<![가-힣])가장(?!\s?많이\s?(?:팔|판매|선택|사랑)|\s?[가-힣]{1,6}\s(?:계절|시기|때|시간|날|달|순간|요일|겨울|여름|봄|가을|하루|아침|저녁|밤)(?:[은는이가을를에의도엔]|까지|부터|이?[,.!?\s]|$)|자리|의\s|이\s|먼저|\s?먼저|\s?나다운|\s?나답|\s?나를|행|\s?아끼는)(?=\s?[가-힣])|최대(?!\s?(?:\d|[일이삼사오육칠팔구십백천만]+\s?(?:퍼|프로|원|%|개)|한|\s?할인|\s?혜택|\s?적립|로\s|반\s?값|절반|\s?[₩$]))|최다|최소형|최경량|최장(?!기)|최단|최첨단|(?<![a-z])(?:the )?most (?!of\b|people\b|days\b|women\b|men\b|orders\b|items\b|wanted time)(?:[a-z]+-)?[a-z]{3,}(?:ed|ing|ful|ive|ous|ent|ant|able|ible|al|ic|ary|y|less|rich|pure|potent|elegant|advanced)(?![a-z])|(?<![a-z])world['’]?s most`,
  },
  {
    id: 'est',
    pattern: String.raw`(?<![a-z])(?!(?:${NOT_SUPERLATIVE_EST})(?![a-z]))[a-z]{3,}est(?![a-z])`,
  },
];

/** Superlatives that people spread out to hide them (최 고, b.e.s.t), by the claim they make. */
export const SPREAD_SUPERLATIVES: Readonly<Record<string, readonly string[]>> = {
  best: ['최고', '최상', '최강', '독보적', '압도적', 'best', 'greatest', 'ultimate', 'finest', 'unbeatable'],
  'lowest-price': ['최저가', 'cheapest', 'lowest'],
  'first-ever': ['최초'],
  'only-one': ['유일'],
  'first-rank': ['넘버원', '베스트셀러'],
};

/** Who is outdone: a claim may not reach further than its proof. */
export const SCOPES =
  /세계|글로벌|전국|국내|대한민국|한국|업계|아시아|지구|역대|시중|world|global|korea|asia|industry|nation|market/giu;
