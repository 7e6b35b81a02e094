import type { CopyLanguage } from '#core/copy/check/copy.ts';
import { DAY_MS, localDay } from '#core/kernel/time.ts';

/** What a month brings in Korea. */
const MONTHS: readonly { readonly ko: string; readonly en: string }[] = [
  { ko: '1월: 한겨울, 건조하고 추움', en: 'January: deep winter, dry and cold' },
  { ko: '2월: 늦겨울, 졸업과 새 학기 준비', en: 'February: late winter, graduations' },
  { ko: '3월: 환절기, 새 학기', en: 'March: change of season, school starts' },
  { ko: '4월: 봄, 꽃가루와 나들이', en: 'April: spring, pollen and outings' },
  { ko: '5월: 가정의 달, 햇볕이 강해짐', en: 'May: family month, stronger sun' },
  { ko: '6월: 초여름, 더워짐', en: 'June: early summer' },
  { ko: '7월: 장마와 습기', en: 'July: monsoon and humidity' },
  { ko: '8월: 한여름, 휴가', en: 'August: high summer, holidays' },
  { ko: '9월: 환절기, 아침저녁 선선함', en: 'September: cooler mornings and evenings' },
  { ko: '10월: 가을, 공기가 건조해짐', en: 'October: autumn, drier air' },
  { ko: '11월: 늦가을, 첫 추위와 쇼핑 행사', en: 'November: first cold days, shopping events' },
  { ko: '12월: 겨울, 연말 모임과 선물', en: 'December: winter, parties and presents' },
];

/** Notes on the season in which copy is written, for the brand's zone. */
export function seasonNotes(nowMs: number, zone: string, language: CopyLanguage): readonly string[] {
  const month = new Date(localDay(zone, nowMs) * DAY_MS).getUTCMonth();
  return [MONTHS[month]![language]];
}
