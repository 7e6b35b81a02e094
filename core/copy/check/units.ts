/** What a unit measures. Two amounts are one when their kind, scaled value and name agree. */
interface Unit {
  readonly name: string;
  /** How many of `name` one of the written unit is. */
  readonly scale: number;
}

/** Written units by what they are: `name*scale: spellings`. */
const TABLE = `
KRW: 원|won|krw|₩
USD: 달러|dollars?|usd|bucks|$
EUR: 유로|euros?|eur|€
GBP: 파운드|pounds?|gbp|£
JPY: 엔|yen|jpy|¥
%: %|퍼센트|프로|퍼센|퍼|percent|per cent|per-cent|pct|percentage points?
ml: ml|밀리리터|밀리|milliliters?|millilitres?|cc|시시
ml*1000: l|리터|liters?|litres?
g: g|그램|그람|grams?
g*0.001: mg|밀리그램|milligrams?
g*0.000001: ug|μg|mcg|마이크로그램
g*1000: kg|킬로그램|킬로|kilograms?|kilos?
oz: oz|온스|ounces?
floz: fl ?oz|fluid ounces?
cm: cm|센티미터|센티|센치|centimeters?
cm*0.1: mm|밀리미터|millimeters?
cm*100: m|미터|meters?|metres?
cm*100000: km|킬로미터|kilometers?
inch: 인치|inch(?:es)?
pyeong: 평
kcal: kcal|칼로리|킬로칼로리|calories|cal
kw: kw|킬로와트
kwh: kwh
hp: 마력|hp|ps|horsepower
w: w|와트|watts?
gb: gb|기가
tb: tb|테라
mah: mah
kmpl: km/l
deg: 도|℃|°c|°|degrees?
sec: 초|seconds?|secs?
sec*60: 분|minutes?|mins?|min
sec*3600: 시간|hours?|hrs?
day: 일|days?
day*7: 주일|주|weeks?
month: 개월|달|months?
year: 년|년간|years?|yrs?
anniversary: 주년
night: 박|nights?
sheet: 매|장|sheets?|pads?
piece: 개|입|알|ea|pcs|pieces?|units?|items?
kind: 종|가지|types?|kinds?|varieties|colou?rs?|shades?|flavou?rs?|scents?
bottle: 병|bottles?
capsule: 캡슐|정|capsules?|tablets?
packet: 포|팩|봉|봉지|packs?|packets?|sachets?
set: 세트|sets?
box: 박스|상자|box(?:es)?
tube: 통|tubes?|jars?
can: 캔|cans?
pair: 켤레|pairs?
garment: 벌
head: 마리
vehicle: 대|vehicles?|cars
portion: 인분|servings?
person: 명|분께|인|people|persons?|customers?|women|men|users?|members?|participants?|winners?|shoppers?
family: 가구
time: 회|번|차례
step: 단계|steps?
layer: 중|겹|layers?|ply
rank: 위
star: 점|stars?|points? out
point: 포인트|points?|p
case: 건|reviews?|ratings?
plant: 그루
page: 쪽|페이지|pages?
place: 곳|군데|개점|stores?
times: 배|x|×|times
shade: 호
size: 사이즈
drop: 방울|drops?
cup: 잔|컵|cups?
bag: 포대
stage: 학년
`;

const TABLE_ROWS = TABLE.trim()
  .split('\n')
  .map((row) => {
    const cut = row.indexOf(': ');
    const [name = '', scale = '1'] = row.slice(0, cut).split('*');
    return { unit: { name, scale: Number(scale) }, spellings: row.slice(cut + 2).split('|') };
  });

/** Syllables that make a unit the start of another word: 배송 is no 배, 매력 no 매. */
const NOT_BEFORE: Readonly<Record<string, string>> = {
  배: '송달경우치터너',
  매: '력일출진우니장',
  장: '점바인마',
  종: '료류일합',
  병: '원풀',
  분: '위야석류',
  초: '특대록콜슬미',
  일: '상반정치',
  주: '말문의름인요',
  정: '가품말도보착상기리확',
  호: '텔',
  통: '합신기',
  팩: '트',
  대: '비상박용회부폭',
  점: '심검',
  회: '원복사전의',
  개: '봉인선별성',
  포: '인함장근',
  캔: '버',
  박: '스',
  인: '기증치생형',
  중: '에의소요간고',
  달: '콤성러력',
  도: '착움전',
  퍼: '스포프펙지',
  프: '로드',
  프로: '드그젝모필세젠바',
  위: '해한생치',
  잔: '주여',
  평: '점가균일소생',
  입: '니고어점술',
  알: '아려림찬로',
  봉: '투사',
  알뜰: '',
  엔: '딩진',
  원: '플료하더산목',
  가지: '고',
  만: '나족들',
  벌: '써',
  건: '강조성',
  겹: '',
  병입: '',
  세트: '',
  년: '차',
};

const escape = (text: string): string => (text === '$' ? String.raw`\$` : text);

function spellingSource(spelling: string): string {
  if (/^[%₩$€£¥℃°]$/.test(spelling)) return escape(spelling);
  if (/^[a-z]/i.test(spelling) || spelling.startsWith('μ')) return `${spelling}(?![a-z])`;
  const blocked = NOT_BEFORE[spelling];
  return blocked === undefined || blocked === '' ? spelling : `${spelling}(?![${blocked}])`;
}

const byLength = TABLE_ROWS.flatMap(({ unit, spellings }) =>
  spellings.map((spelling) => ({ unit, spelling })),
).sort((a, b) => b.spelling.length - a.spelling.length);

/** Source of a regular expression that matches any written unit, the longest first. */
export const UNIT_SOURCE = byLength.map(({ spelling }) => spellingSource(spelling)).join('|');

const READERS = byLength.map(({ unit, spelling }) => ({
  unit,
  reader: new RegExp(`^(?:${/^[$₩€£¥%]$/.test(spelling) ? escape(spelling) : spelling})$`, 'iu'),
}));
const remembered = new Map<string, Unit | undefined>();

/** The unit that is written so; undefined for a word that is none we know. */
export function unitOf(written: string): Unit | undefined {
  const key = written.trim().toLowerCase();
  if (!remembered.has(key)) remembered.set(key, READERS.find(({ reader }) => reader.test(key))?.unit);
  return remembered.get(key);
}

const COUNTERS = new Set(
  'sheet piece kind bottle capsule packet set box tube can pair garment head vehicle portion step layer drop cup bag'.split(
    ' ',
  ),
);
const MONEY = new Set(['KRW', 'USD', 'EUR', 'GBP', 'JPY']);

/** Is this a currency? */
export function isMoney(name: string): boolean {
  return MONEY.has(name);
}

/** May one thing be counted as the other: 개 and a bottle, 종 and `12 shades`? People are never things. */
export function isSameUnit(a: string, b: string): boolean {
  if (a === b) return true;
  const isThing = (name: string): boolean => COUNTERS.has(name) || name.startsWith('noun:');
  if (a === 'piece' || b === 'piece') return isThing(a) && isThing(b);
  if (a.startsWith('noun:') || b.startsWith('noun:')) {
    return isNounOf(a, b) || isNounOf(b, a);
  }
  return false;
}

/** An English noun after a number may name any counter; two nouns must be one. */
function isNounOf(noun: string, other: string): boolean {
  return (
    noun.startsWith('noun:') &&
    (COUNTERS.has(other) || other === 'case' || other === 'person' || other === 'place' || other === '')
  );
}
