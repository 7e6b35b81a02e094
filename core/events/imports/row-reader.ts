import { isTimeZone } from '#core/kernel/time.ts';
import { parseAmount, type WrittenAmount } from './amount.ts';
import type { ColumnMap } from './detect-columns.ts';
import type { CellType, Column } from './import-kind.ts';
import { type Moment, type MomentReading, parseMoment } from './moment.ts';
import { plainText } from './plain-text.ts';
import { type RowProblem, RowRefused } from './row-problem.ts';
import { parseFlag, parseStanding } from './standing.ts';

/** One row as the file has it. */
export interface FileRow {
  /** Line on which the row ends, counted from 1; the header is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** One cell, read. */
export type CellValue = string | number | boolean | WrittenAmount | Moment | undefined;

/** One row, read; an empty or absent cell is undefined. Columns that nobody knows lie in `extra`. */
export interface RowValues {
  readonly line: number;
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly extra: Readonly<Record<string, string>>;
}

/** What the reading of a file's rows needs to know. */
export interface RowReading extends MomentReading {
  /** The reader's own time, UTC epoch ms: what lies more than a day after it has not happened. */
  readonly nowMs: number;
}

/** A partition key of the stream has at most 256 characters. */
const LONGEST_ID = 256;
/** A cell longer than this is a mistake of quoting; reviews stay far below it. */
const LONGEST_TEXT = 32_768;
const DAY_MS = 86_400_000;
const REPLACEMENT = '\uFFFD';

const quantityOf = (cell: string): number => {
  const text = plainText(cell).replace(/\s*(개|ea|pcs|점|세트|박스)$/iu, '');
  const digits = /^-?\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text;
  const value = /^[+-]?\d{1,9}(\.0+)?$/.test(digits) ? Number(digits) : Number.NaN;
  if (Number.isNaN(value)) throw new RowRefused('bad_quantity');
  return value === 0 ? 0 : value;
};

const numberOf = (cell: string): number => {
  const text = plainText(cell);
  const digits = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isFinite(value)) throw new RowRefused('bad_number');
  return value;
};

const ratingOf = (cell: string): number => {
  const text = plainText(cell);
  const stars = /^(★*)☆*$/u.exec(text)?.[1]?.length;
  const value = stars ?? Number(text.replace(/\s*(점|\/\s*5(\.0)?)$/u, ''));
  if (!(value >= 0 && value <= 5)) throw new RowRefused('bad_rating');
  return value;
};

const choiceOf = (cell: string, choices: Readonly<Record<string, readonly string[]>>): string => {
  const word = plainText(cell).toLowerCase().replaceAll(' ', '');
  const choice = Object.keys(choices).find((name) => name === word || choices[name]?.includes(word) === true);
  if (choice === undefined)
    throw new RowRefused('bad_choice', '', { choices: Object.keys(choices).join(', ') });
  return choice;
};

function known<T>(value: T | undefined, code: 'bad_time' | 'bad_amount' | 'bad_flag' | 'bad_status'): T {
  if (value === undefined) throw new RowRefused(code);
  return value;
}

/** What was read last: the rows of one basket repeat their time, and reading a time is the dearest part of a row. */
interface ReadMoments extends RowReading {
  lastCell: string;
  lastMoment: Moment | undefined;
}

function momentOf(cell: string, reading: ReadMoments): Moment {
  if (cell !== reading.lastCell) {
    reading.lastMoment = parseMoment(cell, reading);
    reading.lastCell = cell;
  }
  return known(reading.lastMoment, 'bad_time');
}

function currencyOf(cell: string): string {
  const text = plainText(cell);
  const code = /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : parseAmount(`1${text}`)?.currency;
  if (code === undefined) throw new RowRefused('bad_currency');
  return code;
}

function zoneOf(cell: string): string {
  const zone = plainText(cell);
  if (!isTimeZone(zone)) throw new RowRefused('bad_zone');
  return zone;
}

function textOf(cell: string, longest: number): string {
  if (cell.length > longest) throw new RowRefused('too_long', '', { longest });
  return longest === LONGEST_ID ? plainText(cell) : cell.trim();
}

/** The day on the zone's calendar as `YYYY-MM-DD`: the time of day, if any, is left out. */
function dateOf(cell: string, reading: RowReading): string {
  const text = plainText(cell);
  const wall = known(parseMoment(text, { ...reading, zone: 'UTC' }), 'bad_time');
  return new Date(wall.atMs).toISOString().slice(0, 10);
}

const READERS: Readonly<
  Record<Extract<CellType, string>, (cell: string, reading: ReadMoments) => CellValue>
> = {
  id: (cell) => textOf(cell, LONGEST_ID),
  text: (cell) => textOf(cell, LONGEST_TEXT),
  time: momentOf,
  date: dateOf,
  amount: (cell) => known(parseAmount(cell), 'bad_amount'),
  quantity: quantityOf,
  number: numberOf,
  rating: ratingOf,
  flag: (cell) => known(parseFlag(cell), 'bad_flag'),
  standing: (cell) => known(parseStanding(cell), 'bad_status'),
  currency: currencyOf,
  zone: zoneOf,
};

function readCell(cell: string, column: Column, reading: ReadMoments): CellValue {
  if (cell.includes(REPLACEMENT)) throw new RowRefused('bad_characters');
  if (typeof column.type !== 'string') return choiceOf(cell, column.type.oneOf);
  const value = READERS[column.type](cell, reading);
  if (column.name === 'timestamp' && (value as Moment).atMs > reading.nowMs + DAY_MS)
    throw new RowRefused('in_future');
  return value;
}

function sumOf(cells: readonly string[], column: Column, reading: ReadMoments): WrittenAmount | undefined {
  const amounts = cells
    .filter((cell) => cell.trim() !== '')
    .map((cell) => readCell(cell, column, reading) as WrittenAmount);
  if (amounts.length === 0) return undefined;
  const value = amounts.reduce((sum, amount) => sum + Math.abs(amount.value), 0);
  return { value, currency: amounts.find((amount) => amount.currency !== undefined)?.currency };
}

/** What empty cells hold in exports of databases and spreadsheets. */
const isEmpty = (cell: string): boolean =>
  cell === '' || cell === 'NA' || cell === 'NULL' || cell.trim() === '' || cell === '\\N';

function readColumn(
  row: FileRow,
  column: Column,
  places: readonly number[],
  reading: ReadMoments,
): CellValue {
  if (places.length > 1 || column.isSummed === true) {
    return sumOf(
      places.map((place) => row.cells[place] ?? ''),
      column,
      reading,
    );
  }
  const cell = row.cells[places[0] ?? -1] ?? '';
  if (!isEmpty(cell)) return readCell(cell, column, reading);
  if (column.isRequired === true && column.mayBeEmpty !== true) throw new RowRefused('missing');
  return undefined;
}

function keptCells(row: FileRow, map: ColumnMap): Record<string, string> {
  const kept = map.kept.map((place) => [map.header[place] ?? '', row.cells[place] ?? ''] as const);
  const filled = kept.filter(([, cell]) => !isEmpty(cell));
  return Object.fromEntries(filled.map(([title, cell]) => [plainText(title), cell.trim()]));
}

function countProblem(row: FileRow, width: number): RowProblem | undefined {
  const found = row.cells.length;
  if (found === width || (found > width && row.cells.slice(width).every((cell) => cell.trim() === '')))
    return undefined;
  return { line: row.line, column: '', code: 'cell_count', facts: { expected: width, found } };
}

/** Makes the reader of a file's rows: values, or the first thing that is wrong with the row. */
export function createRowReader(
  map: ColumnMap,
  reading: RowReading,
): (row: FileRow) => RowValues | RowProblem {
  const moments: ReadMoments = { ...reading, lastCell: '', lastMoment: undefined };
  return (row) => {
    const miscounted = countProblem(row, map.header.length);
    if (miscounted !== undefined) return miscounted;
    const cells: Record<string, CellValue> = {};
    for (const { column, places } of map.found) {
      try {
        cells[column.name] = readColumn(row, column, places, moments);
      } catch (error) {
        if (!(error instanceof RowRefused)) throw error;
        const title = map.header[places[0] ?? -1] ?? '';
        return { line: row.line, column: plainText(title), code: error.code, facts: error.facts };
      }
    }
    return { line: row.line, cells, extra: map.kept.length === 0 ? {} : keptCells(row, map) };
  };
}

/** Is this what the reader says of a row that it refuses? */
export function isRowProblem(read: object): read is RowProblem {
  return 'code' in read;
}
