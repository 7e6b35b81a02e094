import type { Option } from '../arguments.ts';

/** Which column of a file is which. */
export const COLUMNS_OPTION: Option = {
  type: 'string',
  value: 'OURS=THEIRS,…',
  multiple: true,
  summary: {
    en: 'which column is which, where the header does not say',
    ko: '머리글로 알 수 없는 열을 지정합니다',
  },
};
