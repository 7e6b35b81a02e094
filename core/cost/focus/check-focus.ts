import { type Decimal, decimal, isEqual, multiply } from '../../kernel/decimal.ts';
import { FOCUS_COLUMNS, type FocusColumn } from './focus-columns.ts';

/** A row as read from a file: empty cells are null. */
export type AnyFocusRow = Readonly<Record<string, string | null | undefined>>;

/** A rule of FOCUS 1.2 that a row breaks. */
export interface FocusFault {
  /** 1 for the first row; 0 for the file. */
  readonly row: number;
  readonly column: string;
  readonly rule: string;
}

/**
 * Judges rows by the column rules of FOCUS 1.2: presence, types, nullability by kind of charge, values, periods,
 * and that quantity × unit price is the cost. Own columns must begin with `x_`.
 */
export function checkFocus(rows: readonly AnyFocusRow[]): FocusFault[] {
  const header = new Set(rows.flatMap((row) => Object.keys(row)));
  const missing = FOCUS_COLUMNS.filter(({ id, level }) => level === 'mandatory' && !header.has(id));
  return [
    ...missing.map(({ id }) => ({ row: 0, column: id, rule: 'a mandatory column is missing' })),
    ...rows.flatMap((row, index) => faultsOf(row).map((fault) => ({ row: index + 1, ...fault }))),
  ];
}

type RowFault = Omit<FocusFault, 'row'>;

function faultsOf(row: AnyFocusRow): RowFault[] {
  const columns: readonly FocusColumn[] = FOCUS_COLUMNS;
  const faults = columns.flatMap((column) => {
    const rule = columnFault(column, row[column.id] ?? null);
    return rule === undefined ? [] : [{ column: column.id, rule }];
  });
  // What is not a number cannot be multiplied.
  return faults.length > 0 ? faults : [...kindFaults(row), ...periodFaults(row), ...productFaults(row)];
}

function columnFault({ type, isNullable, values }: FocusColumn, cell: string | null): string | undefined {
  if (cell === null) return isNullable ? undefined : 'may not be null';
  if (!TYPES[type](cell)) return `is no ${type}`;
  return values === undefined || values.includes(cell) ? undefined : `is none of ${values.join(', ')}`;
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
    isNeeded && isNull(row[column]) ? [{ column, rule: `is needed for ${category ?? ''}` }] : [];
  const mustNot = (column: string, isBanned: boolean): RowFault[] =>
    isBanned && !isNull(row[column]) ? [{ column, rule: `must be null for ${category ?? ''}` }] : [];
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
  return isNull(row[quantity]) === isNull(row[unit]) ? [] : [{ column: unit, rule: `goes with ${quantity}` }];
}

function periodFaults(row: AnyFocusRow): RowFault[] {
  return (['BillingPeriod', 'ChargePeriod'] as const).flatMap((period) => {
    const [start, end] = [row[`${period}Start`] ?? '', row[`${period}End`] ?? ''];
    return start < end ? [] : [{ column: `${period}End`, rule: 'must be after the start' }];
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
      : [{ column: `${kind}Cost`, rule: 'is not PricingQuantity × unit price' }];
  });
}

const numberIn = (cell: string | null | undefined): Decimal | undefined =>
  cell === null || cell === undefined ? undefined : decimal(cell);
