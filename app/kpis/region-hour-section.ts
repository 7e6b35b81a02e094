import type { CampaignReport } from '#app/kpis/campaign-report.ts';
import { heatChart } from '#app/models/backtest/charts.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';

const WORDS = {
  en: {
    heading: 'Response by region and local hour',
    says: 'Share of those written to who responded; darker is more. Hours with fewer than ten people are empty. Where and when people were written to was not drawn: a hint for the next test, no proof.',
    header: ['region', 'people', 'best hour', 'people then', 'response rate then'],
  },
  ko: {
    heading: '지역별·시각별 반응',
    says: '보낸 사람 가운데 반응한 비율이며 진할수록 높습니다. 10명 미만인 시각은 비워 둡니다. 지역과 시각은 추첨한 것이 아니므로 다음 실험의 실마리일 뿐 증거가 아닙니다.',
    header: ['지역', '인원', '가장 좋은 시각', '그때 인원', '그때 응답률'],
  },
} as const;

interface RegionHour {
  readonly region: string;
  readonly hour: number;
  readonly people: number;
  readonly rate: number;
}

/** Where people respond at which hour; nothing where no region is known. */
export function regionHourSections(
  { groups }: Pick<CampaignReport, 'groups'>,
  language: 'en' | 'ko',
): readonly ReportSection[] {
  const words = WORDS[language];
  const cells = groups.flatMap((group) => (group.dimension === 'region_hour' ? [cellOf(group)] : []));
  const regions = Map.groupBy(
    cells.filter(({ region }) => region !== ''),
    ({ region }) => region,
  );
  if (regions.size === 0) return [];
  const most = Math.max(...cells.map(({ rate }) => rate));
  const heat = [...regions.values()].flatMap((own) =>
    Array.from({ length: 24 }, (_, at) => {
      const cell = own.find(({ hour }) => hour === at);
      return cell === undefined || most === 0 ? 0 : cell.rate / most;
    }),
  );
  return [
    {
      heading: words.heading,
      isGood: null,
      sentences: [words.says],
      table: { header: words.header, rows: [...regions].map(([region, own]) => rowOf(region, own)) },
      detail: null,
      charts: [{ title: words.heading, svg: heatChart(heat, [...regions.keys()]) }],
    },
  ];
}

function cellOf({ value, sums }: CampaignReport['groups'][number]): RegionHour {
  return {
    region: value.slice(0, -3),
    hour: Number(value.slice(-2)),
    people: sums.people,
    rate: sums.reached === 0 ? 0 : sums.responders / sums.reached,
  };
}

function rowOf(region: string, own: readonly RegionHour[]): readonly string[] {
  const best = own.reduce((a, b) => (b.rate > a.rate ? b : a));
  const people = own.reduce((sum, one) => sum + one.people, 0);
  return [
    region,
    people.toLocaleString('en-US'),
    `${String(best.hour).padStart(2, '0')}:00`,
    best.people.toLocaleString('en-US'),
    `${(100 * best.rate).toFixed(1)} %`,
  ];
}
