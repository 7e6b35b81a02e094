import { type Decimal, decimal, isEqual, multiply } from '../../kernel/decimal.ts';
import { FOCUS_COLUMNS, type FocusColumn } from './focus-columns.ts';

/** A row as read from a file: empty cells are null. */
export type AnyFocusRow = Readonly<Record<string, string | null | undefined>>;

/** A rule of FOCUS 1.2 that a row breaks. */
export interface FocusFault {
  /** 1 for the first row; 0 for the header. */
  readonly row: number;
  readonly column: string;
  /** What the column must be and is not. */
  readonly rule: { readonly en: string; readonly ko: string };
}

/**
 * Judges a file by the column rules of FOCUS 1.2: presence, types, nullability by kind of charge, values, periods,
 * and that quantity × unit price is the cost. Own columns must begin with `x_`.
 * @param header the file's columns, in its order.
 */
export function checkFocus(header: readonly string[], rows: readonly AnyFocusRow[]): FocusFault[] {
  return [
    ...headerFaults(header).map((fault) => ({ row: 0, ...fault })),
    ...rows.flatMap((row, index) => faultsOf(row).map((fault) => ({ row: index + 1, ...fault }))),
  ];
}

type RowFault = Omit<FocusFault, 'row'>;

function headerFaults(header: readonly string[]): RowFault[] {
  const columns: readonly FocusColumn[] = FOCUS_COLUMNS;
  const missing = columns.filter(({ id, level }) => level === 'mandatory' && !header.includes(id));
  const strange = header.filter((id) => !id.startsWith('x_') && columns.every((column) => column.id !== id));
  return [
    ...missing.map(({ id }) => ({
      column: id,
      rule: { en: 'is mandatory and missing', ko: '필수 열이 없습니다' },
    })),
    ...strange.map((column) => ({
      column,
      rule: { en: 'is an own column and must begin with x_', ko: '자체 열 이름은 x_ 로 시작해야 합니다' },
    })),
  ];
}

function faultsOf(row: AnyFocusRow): RowFault[] {
  const columns: readonly FocusColumn[] = FOCUS_COLUMNS;
  const faults = columns.flatMap((column) => {
    const rule = columnFault(column, row[column.id] ?? null);
    return rule === undefined ? [] : [{ column: column.id, rule }];
  });
  // What is not a number cannot be multiplied.
  return faults.length > 0 ? faults : [...kindFaults(row), ...periodFaults(row), ...productFaults(row)];
}

function columnFault(
  { type, isNullable, values }: FocusColumn,
  cell: string | null,
): FocusFault['rule'] | undefined {
  if (cell === null) return isNullable ? undefined : { en: 'may not be empty', ko: '비워 둘 수 없습니다' };
  if (!TYPES[type](cell)) return { en: `is no ${type}`, ko: `${type} 형식이 아닙니다` };
  if (values === undefined || values.includes(cell)) return undefined;
  const allowed = values.join(', ');
  return { en: `is none of ${allowed}`, ko: `다음 중 하나여야 합니다: ${allowed}` };
}

const TYPES: Readonly<Record<FocusColumn['type'], (cell: string) => boolean>> = {
  String: (cell) => cell.trim() !== '',
  Decimal: (cell) => /^-?\d+(\.\d+)?([eE]-?\d+)?$/.test(cell),
  'Date/Time': (cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(cell) && !Number.isNaN(Date.parse(cell)),
  JSON: isKeyValues,
};

function isKeyValues(cell: string): boolean {
  try {
    const value: unknown = JSON.parse(cell);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** What must and may not be there, by kind of charge. */
function kindFaults(row: AnyFocusRow): RowFault[] {
  const category = row['ChargeCategory'];
  const isCorrection = row['ChargeClass'] === 'Correction';
  const isPriced = (category === 'Usage' || category === 'Purchase') && !isCorrection;
  const must = (column: string, isNeeded: boolean): RowFault[] =>
    isNeeded && isNull(row[column])
      ? [
          {
            column,
            rule: { en: `is needed for ${category ?? ''}`, ko: `${category ?? ''} 행에는 있어야 합니다` },
          },
        ]
      : [];
  const mustNot = (column: string, isBanned: boolean): RowFault[] =>
    isBanned && !isNull(row[column])
      ? [
          {
            column,
            rule: {
              en: `must be empty for ${category ?? ''}`,
              ko: `${category ?? ''} 행에서는 비워야 합니다`,
            },
          },
        ]
      : [];
  const priced = [
    'PricingQuantity',
    'PricingUnit',
    'ListUnitPrice',
    'ContractedUnitPrice',
    'SkuId',
    'SkuPriceId',
  ];
  return [
    ...priced.flatMap((column) => [...must(column, isPriced), ...mustNot(column, category === 'Tax')]),
    ...['ConsumedQuantity', 'ConsumedUnit'].flatMap((column) => [
      ...must(column, category === 'Usage' && !isCorrection),
      ...mustNot(column, category !== 'Usage'),
    ]),
    ...pair(row, 'PricingQuantity', 'PricingUnit'),
    ...pair(row, 'ConsumedQuantity', 'ConsumedUnit'),
  ];
}

const isNull = (cell: string | null | undefined): boolean => cell === null || cell === undefined;

function pair(row: AnyFocusRow, quantity: string, unit: string): RowFault[] {
  return isNull(row[quantity]) === isNull(row[unit])
    ? []
    : [{ column: unit, rule: { en: `goes with ${quantity}`, ko: `${quantity} 와 함께 있어야 합니다` } }];
}

function periodFaults(row: AnyFocusRow): RowFault[] {
  return (['BillingPeriod', 'ChargePeriod'] as const).flatMap((period) => {
    const [start, end] = [row[`${period}Start`] ?? '', row[`${period}End`] ?? ''];
    return start < end
      ? []
      : [
          {
            column: `${period}End`,
            rule: { en: 'must be after the start', ko: '시작보다 뒤여야 합니다' },
          },
        ];
  });
}

/** quantity × unit price = cost, except in corrections. */
function productFaults(row: AnyFocusRow): RowFault[] {
  if (row['ChargeClass'] === 'Correction') return [];
  return (['List', 'Contracted'] as const).flatMap((kind) => {
    const [quantity, price, cost] = [`PricingQuantity`, `${kind}UnitPrice`, `${kind}Cost`].map((column) =>
      numberIn(row[column]),
    );
    if (quantity === undefined || price === undefined || cost === undefined) return [];
    return isEqual(multiply(quantity, price), cost)
      ? []
      : [
          {
            column: `${kind}Cost`,
            rule: {
              en: 'is not PricingQuantity × unit price',
              ko: 'PricingQuantity × 단가와 다릅니다',
            },
          },
        ];
  });
}

const numberIn = (cell: string | null | undefined): Decimal | undefined =>
  cell === null || cell === undefined ? undefined : decimal(cell);
