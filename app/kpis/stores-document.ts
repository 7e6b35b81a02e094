import type { StoresAndEvents } from '#app/kpis/read-stores.ts';
import { type RegionalReading, regionalSection } from '#app/kpis/regional-section.ts';
import { intervalChart } from '#app/kpis/report-charts.ts';
import type { MadeUp } from '#app/kpis/report-desk.ts';
import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import { heatChart } from '#app/models/backtest/charts.ts';
import type { ReportDocument, ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import type { Footfall } from '#core/kpis/footfall.ts';
import type { StoreReport } from '#core/kpis/stores.ts';

const WORDS = {
  en: {
    title: 'What happens in stores',
    hidden: '{count} groups of fewer than ten people are hidden.',
    stores: 'Visits by store',
    storeHeader: [
      'store',
      'visitors',
      'days between visits (median)',
      'came again within 30 days',
      'busiest hour',
    ],
    inflow: 'Visits by weekday and hour: store {store}',
    days: 'Mon Tue Wed Thu Fri Sat Sun',
    dwell: 'Time in stores and purchases on the same day',
    dwellHeader: ['from minutes', 'people', 'days', 'bought'],
    pairs: 'Zones that go together more than chance',
    pairsSay:
      'A shelf of one in the other, or a coupon of one at the other, is a hypothesis worth a test; people of one zone alone are not in it.',
    noPairs: 'No pair of zones goes together more than chance.',
    pairHeader: ['store', 'zones', 'people', 'lift'],
    events: 'After events, against people alike who did not come',
    noEvents: 'No event has ten people yet, and as many alike who did not come.',
    eventsSay: 'Alike in orders, time since the last one and visits. No experiment: who comes chose to.',
    eventHeader: [
      'event',
      'store',
      'attenders',
      'bought within 14 days',
      'people alike',
      'difference (95 %)',
      '',
    ],
    footfall: 'Footfall: people counted, nobody known',
    noFootfall: 'No counter has reported in the last twelve weeks (Footfall Counted).',
    footfallSay: 'The last twelve weeks. Who passes twice is counted twice.',
    footfallHeader: ['store', 'zone', 'counted', 'a day', 'busiest hour'],
    counts: 'People counted by weekday and hour: {place}',
    regions: 'Regional effect',
    noRegions: 'No campaign held stores or regions out: arms.storeHoldout of a campaign file does.',
    found: 'more than chance',
    notFound: 'no more than chance',
    points: 'points of share who bought',
    foot: 'From the newest 64 store touches of each person.',
  },
  ko: {
    title: '매장에서 일어나는 일',
    hidden: '10명 미만인 그룹 {count}개는 숨깁니다.',
    stores: '매장별 방문',
    storeHeader: ['매장', '방문자', '방문 간격(중앙값, 일)', '30일 내 재방문율', '가장 붐비는 시간'],
    inflow: '요일·시간대별 방문: 매장 {store}',
    days: '월 화 수 목 금 토 일',
    dwell: '체류 시간과 같은 날 구매',
    dwellHeader: ['체류(분) 이상', '인원', '일수', '구매'],
    pairs: '우연보다 자주 함께 방문하는 구역',
    pairsSay:
      '한쪽 상품을 다른 쪽에 진열하거나 쿠폰을 주는 것은 실험해 볼 가설입니다. 한 구역만 방문한 사람은 제외합니다.',
    noPairs: '우연보다 자주 함께 방문하는 구역이 없습니다.',
    pairHeader: ['매장', '구역', '인원', '향상도'],
    noEvents: '참석자와 비슷한 고객이 열 명 이상인 행사가 아직 없습니다.',
    events: '행사 이후, 참석하지 않은 비슷한 고객과 비교',
    eventsSay:
      '주문 수, 최근 주문 시점, 방문 수가 비슷한 고객입니다. 참석은 본인의 선택이므로 실험이 아닙니다.',
    eventHeader: ['행사', '매장', '참석자', '14일 내 구매', '비슷한 고객', '차이(95 %)', ''],
    footfall: '유동 인구: 누구인지 모르는 방문객 수',
    noFootfall: '최근 12주 동안 계수기의 기록이 없습니다(Footfall Counted).',
    footfallSay: '최근 12주입니다. 두 번 지나간 사람은 두 번 셉니다.',
    footfallHeader: ['매장', '구역', '인원', '하루 평균', '가장 붐비는 시간'],
    counts: '요일·시간대별 방문객 수: {place}',
    regions: '지역 효과',
    noRegions:
      '매장이나 지역을 통째로 제외한 캠페인이 없습니다. 캠페인 파일의 arms.storeHoldout 으로 제외합니다.',
    found: '우연 이상',
    notFound: '우연 수준',
    points: '구매 비율 차이(%p)',
    foot: '고객별 최근 매장 접점 64건 기준입니다.',
  },
} as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Lays out what happens in stores in one language. */
export function storesDocument(
  report: StoresAndEvents & { readonly regions: readonly RegionalReading[] } & MadeUp,
  language: 'en' | 'ko',
): ReportDocument {
  const words = WORDS[language];
  const plain = { isGood: null, sentences: [], table: null, detail: null, charts: [] } as const;
  const dwellRows = report.dwell.map(({ fromMinutes, people, days, boughtShare }) => [
    String(fromMinutes),
    String(people),
    String(days),
    percent(boughtShare),
  ]);
  return {
    title: words.title,
    lead: [
      ...(report.isSimulated ? [REPORT_WORDS[language].simulated] : []),
      ...(report.hiddenCount === 0 ? [] : [filled(words.hidden, { count: report.hiddenCount })]),
    ],
    sections: [
      visitSection(report.stores, language),
      { ...plain, heading: words.dwell, table: { header: words.dwellHeader, rows: dwellRows } },
      pairSection(report.stores, language),
      eventSection(report, language),
      footfallSection(report.footfall, language),
      ...regionSections(report.regions, language),
    ],
    foot: words.foot,
  };
}

function busiestHour(byHour: readonly number[], days: readonly string[]): string {
  const busiest = byHour.indexOf(Math.max(...byHour));
  return `${days[Math.floor(busiest / 24)]} ${busiest % 24}:00`;
}

function weekChart(byHour: readonly number[], days: readonly string[]): string {
  const most = Math.max(1, ...byHour);
  return heatChart(
    byHour.map((count) => count / most),
    days,
  );
}

/** A chart of each store's busiest place alone: eight stores with four zones each would be thirty-two. */
function footfallSection(places: readonly Footfall[], language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const days = words.days.split(' ');
  const rows = places.map(({ storeId, zoneId, counted, days: counting, byHour }) => [
    storeId,
    zoneId === '' ? '–' : zoneId,
    String(counted),
    (counted / counting).toFixed(0),
    busiestHour(byHour, days),
  ]);
  const busiest = [...Map.groupBy(places, ({ storeId }) => storeId).values()].flatMap(
    ([first]) => first ?? [],
  );
  return {
    heading: words.footfall,
    isGood: null,
    sentences: [rows.length === 0 ? words.noFootfall : words.footfallSay],
    table: rows.length === 0 ? null : { header: words.footfallHeader, rows },
    detail: null,
    charts: busiest.map(({ storeId, zoneId, byHour }) => ({
      title: filled(words.counts, { place: `${storeId} ${zoneId}`.trim() }),
      svg: weekChart(byHour, days),
    })),
  };
}

function visitSection(stores: readonly StoreReport[], language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const days = words.days.split(' ');
  const rows = stores.map(({ storeId, visitors, visitCycleDays, revisitRate, inflow }) => [
    storeId,
    String(visitors),
    visitCycleDays === undefined ? '–' : String(visitCycleDays),
    revisitRate === undefined ? '–' : percent(revisitRate),
    busiestHour(inflow, days),
  ]);
  const charts = stores.map(({ storeId, inflow }) => ({
    title: filled(words.inflow, { store: storeId }),
    svg: weekChart(inflow, days),
  }));
  const table = { header: words.storeHeader, rows };
  return { heading: words.stores, isGood: null, sentences: [], table, detail: null, charts };
}

function pairSection(stores: readonly StoreReport[], language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const rows = stores.flatMap(({ storeId, pairs }) =>
    pairs.map(({ zones, people, lift }) => [storeId, zones.join(' + '), String(people), lift.toFixed(2)]),
  );
  return {
    heading: words.pairs,
    isGood: null,
    sentences: [rows.length === 0 ? words.noPairs : words.pairsSay],
    table: rows.length === 0 ? null : { header: words.pairHeader, rows },
    detail: null,
    charts: [],
  };
}

/** What campaigns did that held stores out; how to, where none did. */
function regionSections(
  regions: readonly RegionalReading[],
  language: 'en' | 'ko',
): readonly ReportSection[] {
  const { regions: heading, noRegions } = WORDS[language];
  if (regions.length === 0)
    return [{ heading, isGood: null, sentences: [noRegions], table: null, detail: null, charts: [] }];
  return regions.map(({ campaignName, occurrence, effect, ...subject }) => {
    const section = regionalSection(effect, subject, language);
    return { ...section, heading: `${section.heading}: ${campaignName} (${occurrence})` };
  });
}

function eventSection({ events }: StoresAndEvents, language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const rows = events.map(({ eventId, storeId, attenders, boughtShare, alikeShare, interval, isFound }) => [
    eventId,
    storeId,
    String(attenders),
    percent(boughtShare),
    percent(alikeShare),
    interval.map(percent).join(' … '),
    isFound ? words.found : words.notFound,
  ]);
  const marks = events.map(({ eventId, boughtShare, alikeShare, interval: [low, high] }) => ({
    label: eventId,
    value: 100 * (boughtShare - alikeShare),
    low: 100 * low,
    high: 100 * high,
  }));
  return {
    heading: words.events,
    isGood: null,
    sentences: [rows.length === 0 ? words.noEvents : words.eventsSay],
    table: rows.length === 0 ? null : { header: words.eventHeader, rows },
    detail: null,
    charts: marks.length === 0 ? [] : [{ title: words.events, svg: intervalChart(marks, words.points) }],
  };
}
