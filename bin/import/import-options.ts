import type { ImportSettings } from '#core/events/imports/create-handler.ts';
import { IMPORT_KINDS, type ImportKind } from '#core/events/imports/import-kind.ts';
import { isTimeZone } from '#core/kernel/time.ts';
import type { Arguments } from '../arguments.ts';
import { nearest } from '../nearest.ts';
import { refuse } from '../said.ts';

/** @throws InputError naming the kinds, with the one that was probably meant. */
export function kindOf(word: string): ImportKind {
  const normal = word.toLowerCase().replaceAll('-', '_');
  const kind = IMPORT_KINDS.find((name) => name === normal);
  if (kind !== undefined) return kind;
  const close = nearest(normal, IMPORT_KINDS);
  const kinds = IMPORT_KINDS.join(', ');
  throw refuse({
    en: `there is no kind "${word}"${close === undefined ? '' : `; did you mean ${close}?`} Kinds: ${kinds}`,
    ko: `"${word}" 종류는 없습니다${close === undefined ? '' : `. 혹시 ${close} 입니까?`} 종류: ${kinds}`,
  });
}

/** `customer_id=household_id,order_id=basket_id` as a map. */
function chosenColumns(texts: readonly string[]): ReadonlyMap<string, string> {
  const pairs = texts.flatMap((text) => text.split(',')).filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at > 0 && at < pair.length - 1)
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
      throw refuse({
        en: `--columns ${pair}: write OURS=THEIRS, e.g. customer_id=household_id`,
        ko: `--columns ${pair}: "우리이름=파일의열" 로 쓰십시오. 예: customer_id=회원번호`,
      });
    }),
  );
}

function zoneOf(zone: string | undefined): string | undefined {
  if (zone === undefined || isTimeZone(zone)) return zone;
  throw refuse({
    en: `--zone ${zone} is not known: give a name such as Asia/Seoul`,
    ko: `--zone ${zone} 은(는) 모르는 시간대입니다. Asia/Seoul 처럼 쓰십시오`,
  });
}

function currencyOf(text: string | undefined): string | undefined {
  const code = text?.toUpperCase();
  if (code === undefined || /^[A-Z]{3}$/.test(code)) return code;
  throw refuse({
    en: `--currency ${text}: write its three letters, e.g. KRW`,
    ko: `--currency ${text}: KRW 처럼 세 글자로 쓰십시오`,
  });
}

/** What the options say of a file, before the file is known. */
export function readSettings(
  args: Arguments,
  env: NodeJS.ProcessEnv,
  nowMs: number,
): Omit<ImportSettings, 'fileId' | 'campaignStart'> {
  return {
    columns: chosenColumns(args.all('columns')),
    namedZone: zoneOf(args.text('zone')),
    namedCurrency: currencyOf(args.text('currency')),
    brand: { zone: env['BRAND_ZONE'] ?? 'Asia/Seoul', currency: env['BRAND_CURRENCY'] ?? 'KRW' },
    hasExcelSerials: args.flag('excel-serials'),
    nowMs,
  };
}
