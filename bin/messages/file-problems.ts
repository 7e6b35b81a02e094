import { InputError } from '#core/kernel/errors.ts';
import type { Said } from '../said.ts';

type Details = Readonly<Record<string, unknown>>;

const text = (details: Details, name: string): string => {
  const value = details[name];
  return typeof value === 'string' ? value : '';
};

/** Korean for what makes a whole file unusable; the English sentence is the error's own. */
const KOREAN: Readonly<Record<string, (details: Details) => string>> = {
  not_found: () => '그런 파일이 없습니다',
  not_readable: () => '파일을 열 수 없습니다 (읽기 권한을 확인하십시오)',
  is_folder: () => '파일이 아니라 폴더입니다',
  empty: () => '빈 파일입니다',
  damaged_gzip: () => 'gzip 파일이 손상되었거나 잘렸습니다',
  spreadsheet: () => '엑셀 통합 문서입니다. 먼저 CSV(UTF-8)로 저장하십시오',
  zip: () => 'zip 압축 파일입니다. 먼저 풀거나 gzip 을 쓰십시오',
  pdf: () => 'PDF 입니다. 표를 CSV 로 내보내십시오',
  html: () =>
    '웹 페이지입니다 (쇼핑몰 관리자가 .xls 로 내려주는 일이 많습니다). 엑셀에서 열어 CSV 로 저장하십시오',
  binary: () => '텍스트 파일이 아닙니다',
  no_purchase: () => '읽을 수 있는 구매가 한 건도 없습니다',
  no_rows: () => '머리글만 있고 행이 없습니다',
  not_a_table: () => '이 종류는 머리글이 있는 표여야 하는데 JSON 파일입니다',
  not_events: () => '이벤트는 JSON 줄이나 JSON 배열이어야 하는데 표 파일입니다',
  missing_columns: (d) =>
    `${text(d, 'names')} 에 해당하는 열이 없습니다. 파일의 머리글: ${text(d, 'titles')}`,
  doubled_column: (d) => `두 열이 모두 ${text(d, 'name')} 입니다. 하나를 지우거나 이름을 바꾸십시오`,
  unknown_column: (d) =>
    `--columns 의 ${text(d, 'name')} 은(는) 없는 이름입니다. 쓸 수 있는 이름: ${text(d, 'known')}`,
  no_such_header: (d) =>
    `--columns 의 ${text(d, 'title')} 열이 파일에 없습니다. 파일의 머리글: ${text(d, 'titles')}`,
};

/** What a missing column needs from the user. */
const HINT: Said = {
  en: 'Name the columns yourself: --columns customer_id=household_id,order_id=basket_id',
  ko: '열 이름을 직접 지정하십시오: --columns customer_id=회원,order_id=주문',
};

/** An error about a file, with its name and in both languages; any other error comes back as it is. */
export function withFileName(error: unknown, name: string): unknown {
  if (!(error instanceof InputError)) return error;
  const korean = KOREAN[text(error.details, 'problem')]?.(error.details);
  if (korean === undefined) return error;
  const isHeader = error.details['problem'] === 'missing_columns';
  const hint = isHeader ? { en: `\n${HINT.en}`, ko: `\n${HINT.ko}` } : { en: '', ko: '' };
  return new InputError(`${name}: ${error.message}${hint.en}`, {
    cause: error,
    details: { ...error.details, ko: `${name}: ${korean}${hint.ko}` },
  });
}
