import { isoDay } from '#app/models/backtest/document.ts';
import type { Arguments, Option } from '../arguments.ts';
import { COLUMNS_OPTION } from '../import/columns-option.ts';
import { REPORT_OPTIONS } from '../report/show-documents.ts';
import { refuse } from '../said.ts';

/** Options of `kairos backtest`. */
export const BACKTEST_OPTIONS: Readonly<Record<string, Option>> = {
  split: {
    type: 'string',
    value: 'cutoff|last',
    summary: {
      en: 'what is hidden: all after a day (default), or every last basket',
      ko: '가릴 것: 어느 날 이후 전부 (기본), 또는 고객마다 마지막 장바구니',
    },
  },
  cutoff: {
    type: 'string',
    value: 'DATE',
    summary: {
      en: 'last day that may be seen (else one horizon before the end)',
      ko: '볼 수 있는 마지막 날 (없으면 끝에서 예측 기간만큼 앞)',
    },
  },
  horizon: {
    type: 'string',
    value: '39w|91d',
    summary: {
      en: 'weeks or days after it that are judged (else 13w, or a third of the data)',
      ko: '그 뒤 채점할 주 또는 일 (없으면 13주, 데이터가 짧으면 그 3분의 1)',
    },
  },
  products: {
    type: 'string',
    value: 'FILE',
    summary: {
      en: 'product_id, category, brand: helps rare products',
      ko: 'product_id, category, brand: 드문 상품에 도움이 됩니다',
    },
  },
  'copy-tests': {
    type: 'string',
    value: 'FILE',
    summary: {
      en: 'past tests of titles: how would the copy policy have chosen?',
      ko: '지난 제목 시험: 문구 선택이 얼마나 잘했을까요?',
    },
  },
  reviews: {
    type: 'string',
    value: 'FILE',
    summary: {
      en: 'reviews until the cut-off: words that rare products share with others',
      ko: '기준일까지의 리뷰: 드문 상품이 다른 상품과 나누는 말',
    },
  },
  scores: {
    type: 'string',
    value: 'FILE',
    summary: {
      en: 'write one row a customer: probability, expected orders, dates',
      ko: '고객마다 한 줄: 구매 확률, 예상 주문 수, 날짜를 씁니다',
    },
  },
  next: {
    type: 'string',
    value: 'FILE',
    summary: { en: 'write up to 20 products a customer', ko: '고객마다 상품을 20개까지 씁니다' },
  },
  ...REPORT_OPTIONS,
  columns: COLUMNS_OPTION,
  zone: {
    type: 'string',
    value: 'ZONE',
    summary: {
      en: 'whose days and hours times with an offset are read in (else UTC)',
      ko: '시간대가 있는 시각을 어느 곳의 날과 시로 읽을지 (없으면 UTC)',
    },
  },
  'excel-serials': {
    type: 'boolean',
    summary: {
      en: 'bare numbers in time columns are spreadsheet days',
      ko: '시각 열의 숫자를 엑셀 날짜로 읽습니다',
    },
  },
  seed: {
    type: 'string',
    value: 'TEXT',
    summary: {
      en: 'of the resampling; the same seed gives the same report',
      ko: '재표집의 씨앗; 같으면 보고서도 같습니다',
    },
  },
};

/** `39w` or `273d` in days. */
export function horizonInDays(text: string): number {
  const match = /^(\d{1,5})([wd])$/.exec(text);
  const days = match === null ? 0 : Number(match[1]) * (match[2] === 'w' ? 7 : 1);
  if (days > 0) return days;
  throw refuse({
    en: `--horizon is a number of weeks or days, as 39w or 91d, not ${text}`,
    ko: `--horizon 은 39w 나 91d 처럼 주 또는 일 수입니다: ${text} 은(는) 읽을 수 없습니다`,
  });
}

/** A date as days since 1970. */
export function dayNumber(text: string): number {
  const day = Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day) && isoDay(day) === text) return day;
  throw refuse({
    en: `--cutoff is a date, as 2026-06-30, not ${text}`,
    ko: `--cutoff 은 2026-06-30 처럼 날짜입니다: ${text} 은(는) 읽을 수 없습니다`,
  });
}

/** What is hidden, and from which day on. */
export interface Split {
  readonly split: 'cutoff' | 'last';
  /** Days since 1970. */
  readonly cutoffDay: number | null;
  readonly horizonDays: number | null;
}

/** @throws InputError if the split is unknown, or asked for what it cannot give. */
export function readSplit(args: Arguments): Split {
  const split = args.text('split') ?? 'cutoff';
  if (split !== 'cutoff' && split !== 'last') {
    throw refuse({
      en: `--split is cutoff or last, not ${split}`,
      ko: `--split 은 cutoff 또는 last 입니다: ${split} 은(는) 없습니다`,
    });
  }
  if (split === 'last' && args.text('scores') !== undefined) {
    throw refuse({
      en: '--scores needs a date in time: use --split cutoff',
      ko: '--scores 에는 기준일이 필요합니다. --split cutoff 을 쓰십시오',
    });
  }
  const cutoff = args.text('cutoff');
  const horizon = args.text('horizon');
  return {
    split,
    cutoffDay: cutoff === undefined ? null : dayNumber(cutoff),
    horizonDays: horizon === undefined ? null : horizonInDays(horizon),
  };
}
