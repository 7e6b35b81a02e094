import type { Survey } from '#app/events/imports/survey-file.ts';
import type { FileFormat } from '#app/ports/import-file.ts';
import type { ImportSettings } from '#core/events/imports/create-handler.ts';
import type { CurrencyOrigin } from '#core/events/imports/file-handler.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';

const DELIMITERS: Readonly<Record<string, Said>> = {
  ',': { en: 'comma', ko: '쉼표' },
  '\t': { en: 'tab', ko: '탭' },
  ';': { en: 'semicolon', ko: '세미콜론' },
  '|': { en: 'bar', ko: '세로줄' },
};

function formatText(format: FileFormat, out: Out): string {
  const { encoding, compression, shape, delimiter, byteCount } = format;
  const divider = DELIMITERS[delimiter] ?? { en: delimiter, ko: delimiter };
  const parts = [
    encoding.toUpperCase().replace(' WITH ', ' with '),
    shape === 'table' ? out.say(divider) : shape,
    ...(compression === 'gzip' ? ['gzip'] : []),
    `${(byteCount / 1e6).toFixed(1)} MB`,
  ];
  return parts.join(', ');
}

const CURRENCY: Readonly<Record<CurrencyOrigin, (code: string, brand: string) => Said>> = {
  user: (code) => ({
    en: `amounts without currency are ${code}, as you said`,
    ko: `통화가 없는 금액은 지정하신 ${code} 입니다`,
  }),
  file: (code) => ({
    en: `amounts without currency are taken as ${code}, like the others`,
    ko: `통화가 없는 금액은 다른 금액과 같은 ${code} 로 봅니다`,
  }),
  brand: (code) => ({
    en: `amounts without currency are taken as ${code}, the brand's`,
    ko: `통화가 없는 금액은 브랜드 통화 ${code} 로 봅니다`,
  }),
  unknown: (code, brand) => ({
    en: `amounts have decimals that ${brand} has not, and no currency: they are kept as ${code} (none); name it with --currency`,
    ko: `금액에 ${brand} 에 없는 소수가 있는데 통화가 없습니다. ${code}(통화 없음)로 둡니다. --currency 로 지정하십시오`,
  }),
};

function columnLines({ columns }: Survey): readonly string[] {
  return (columns?.found ?? []).map(({ column, places }) => {
    const titles = places.map((place) => columns?.header[place] ?? '').join(' + ');
    return `${column.name.padEnd(14)} <- ${titles}`;
  });
}

function columnRemarks({ columns }: Survey, settings: KnownSettings): readonly (Said | false)[] {
  if (columns === undefined) return [];
  const kept = columns.kept.map((place) => columns.header[place] ?? '').join(', ');
  const unused = columns.unused.join(', ');
  const hasTimes = columns.found.some(({ column }) => column.type === 'time');
  const zone = settings.namedZone ?? settings.brand.zone;
  return [
    kept !== '' && { en: `kept as they are: ${kept}`, ko: `그대로 보관: ${kept}` },
    unused !== '' && { en: `not used: ${unused}`, ko: `쓰지 않음: ${unused}` },
    hasTimes && { en: `times without offset are in ${zone}`, ko: `시간대가 없는 시각은 ${zone} 로 봅니다` },
  ];
}

function remarks(survey: Survey, settings: KnownSettings): readonly Said[] {
  const { currency, dayOnlyCount } = survey;
  const said = [
    ...columnRemarks(survey, settings),
    currency !== undefined && CURRENCY[currency.origin](currency.code, settings.brand.currency),
    dayOnlyCount > 0 && {
      en: `${dayOnlyCount} rows give a day without a time`,
      ko: `${dayOnlyCount}줄은 시각 없이 날짜만 있습니다`,
    },
  ];
  return said.filter((sentence) => sentence !== false);
}

type KnownSettings = Omit<ImportSettings, 'fileId' | 'campaignStart'>;

/** Says how a file was understood, before anything of it is written. */
export function describeSurvey(survey: Survey, settings: KnownSettings, out: Out): void {
  out.note(`${survey.file.name}: ${formatText(survey.file.format, out)}`);
  for (const line of columnLines(survey)) out.note(`  ${line}`);
  for (const remark of remarks(survey, settings)) out.note(`  ${out.say(remark)}`);
}
