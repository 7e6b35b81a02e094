const FEW_KO = '(?:한두|두세|서너|[한두세네]|[1-4])';
const FEW_EN = '(?:one|two|three|four|[1-4]|a)(?:\\s(?:or|to)\\s(?:two|three|four))?';
/** What comes by the calendar and is given, not done: that is an offer. */
const NOT_GIVEN = '(?!\\s?(?:씩\\s?)?(?:배송|배달|증정|할인|쿠폰|지급|추첨|적립|무료))';

/** What makes an hour a scene and no appointment: 나른한 오후 3시. */
export const SCENE_BEFORE = String.raw`(?:나른한|졸린|졸음\s?오는|고요한|조용한|지친|느긋한|출출한|한가한|나긋한)\s?(?:오전|오후|밤|저녁|새벽|아침|낮)?\s?`;

/**
 * Numbers that say how something is used, and claim nothing of it: a few drops or layers, how often a day, how long one
 * takes for oneself. Each stays narrow: what works after so long, or is sold by so many, must be a fact.
 */
export const HOW_TO_NUMBERS: readonly RegExp[] = [
  // How much: 두 겹, 세 방울, 손가락 두 마디, one or two drops.
  new RegExp(
    `(?<![가-힣\\d.,])${FEW_KO}\\s?(?:겹|방울|마디|펌프|꼬집|스푼|손가락|차례)(?![가-힣]*\\s?(?:할인|증정|더\\s?드))`,
    'gu',
  ),
  new RegExp(
    `(?<![a-z\\d.,-])${FEW_EN}\\s(?:thin\\s|light\\s|small\\s|little\\s)?(?:drops?|pumps?|layers?|coats?|dabs?|spritz(?:es)?|swipes?|fingertips?|fingers?|knuckles?)(?![a-z])`,
    'giu',
  ),
  // How often: 하루 두 번, 일주일에 두세 번, two nights a week, 두 시간마다 덧바르다.
  new RegExp(
    `(?:하루|매일|일주일|주|한\\s?달|아침저녁(?:으로)?)(?:에)?\\s?${FEW_KO}\\s?(?:번|회)(?:씩|만)?${NOT_GIVEN}`,
    'gu',
  ),
  new RegExp(
    `(?<![a-z\\d.,-])${FEW_EN}\\s(?:times?|nights?|days?|mornings?|evenings?)\\s(?:a|per|each|every)\\s(?:day|week|night|month)(?![a-z])`,
    'giu',
  ),
  /(?<![가-힣\d.,])(?:[두세네]|[2-4])\s?시간마다(?=\s?(?:한\s?번\s?)?(?:덧|다시\s?(?:발|바르|뿌)|발라|뿌려))/gu,
  /(?<![a-z\d])every\s(?:two|three|four|[2-4])\shours(?=[^.!?]{0,20}(?:reappl|outdoors|outside))|(?<=(?:reapply|reapplied)[^.!?]{0,12})every\s(?:two|three|four|[2-4])\shours/giu,
  // One or two of whatever it is: a night or two.
  /(?<![a-z\d])an?\s[a-z]+\sor\s(?:two|three)(?![a-z])(?!\s?(?:free|off|%|percent|for))/giu,
  // One's own time: 외출 10분 전, 1분이면 충분한 아침, five quiet minutes, ten minutes to yourself.
  /(?<=(?:외출|취침|잠들기|자기|출근|운동|산책)(?:하기)?\s?)\d{1,2}분(?=\s?전(?:에|쯤|,|\s|$))/gu,
  /(?<![\d.,])\d{1,2}분(?=(?:이면\s?충분한\s?(?:아침|저녁|밤|하루|준비|루틴|휴식)|의\s?(?:여유|휴식|습관|루틴|쉼)|만\s?(?:나를|나에게|내\s?시간|쉬어)))/gu,
  /(?<![a-z\d.,])(?:two|three|four|five|ten|fifteen|twenty|\d{1,2})\s(?:quiet|spare|slow|calm|peaceful|unhurried)\sminutes(?![a-z])/giu,
  /(?<![a-z\d.,])(?:two|three|four|five|ten|fifteen|twenty|\d{1,2})\sminutes(?=\s(?:to|for)\syourself|\sof\s(?:quiet|calm|peace|your\sown))/giu,
  // Manners of speaking: two birds, two of what was just named, a break.
  /(?<![가-힣])두\s?마리\s?토끼/gu,
  /(?<![가-힣])두\s?가지(?=(?:를|가|만|의|로|,|\s(?:모두|다|함께|한\s?번에|를))|$)/gu,
  /(?<![a-z])(?:take five|high fives?|cloud nine|two birds|both worlds|two[\s-](?:jobs?|sides|ways|worlds|things|in one)|put two and two together)(?![a-z])/giu,
  // Hours of a day that everybody knows: 나른한 오후 3시, 9-to-5, half past ten.
  new RegExp(`(?<=${SCENE_BEFORE})\\d{1,2}시(?!간)`, 'gu'),
  /(?<![\d:])9[\s-]to[\s-]5(?![\d:%]|\s?(?:dollars|off|usd))/giu,
  /(?<!(?:until|till|by|before|from|ends?|starts?|at)\s)(?<![a-z])(?:half|quarter)\s(?:past|to)\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z])/giu,
];
