import type { RowProblem } from '#core/events/imports/row-problem.ts';
import type { FileRow } from '#core/events/imports/row-reader.ts';

/** A row of more characters than this has lost a closing quote; long reviews stay far below it. */
const LONGEST_ROW = 262_144;

type Split = { readonly row: FileRow | RowProblem | undefined; readonly end: number; readonly lines: number };

/**
 * Takes text apart into the rows of a table (RFC 4180, forgiving: a quote inside a bare cell is a character, text
 * after a closing quote is kept, lines may end in LF or CRLF, empty lines are skipped). A quote that never closes costs its
 * own line only: reading goes on with the next one, where other readers lose the rest of the file.
 */
export class RowSplitter {
  readonly #delimiter: string;
  #rest = '';
  #line = 0;
  /** Where the next quote is: looked for once, not once a row. */
  #nextQuote = -1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The rows that the text completes; at the end of the file, pass what is left and `isEnd`. */
  split(text: string, isEnd = false): (FileRow | RowProblem)[] {
    const rest = this.#rest === '' ? text : this.#rest + text;
    const rows: (FileRow | RowProblem)[] = [];
    let start = 0;
    this.#nextQuote = -1;
    while (start < rest.length) {
      const next = this.#next(rest, start, isEnd);
      if (next === undefined) break;
      this.#line += next.lines;
      start = next.end;
      if (next.row !== undefined) rows.push(next.row);
    }
    this.#rest = rest.slice(start);
    return rows;
  }

  /** The row that starts here; undefined if its end has not been read yet. */
  #next(text: string, start: number, isEnd: boolean): Split | undefined {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (this.#quoteFrom(text, start) < end) return this.#quoted(text, start, isEnd);
    if (newline < 0 && !isEnd) return text.length - start > LONGEST_ROW ? this.#tooLarge(text) : undefined;
    const line = text[end - 1] === '\r' ? text.slice(start, end - 1) : text.slice(start, end);
    const cells = line.split(this.#delimiter);
    const row = cells.every(isBlank) ? undefined : { line: this.#line + 1, cells };
    return { row, end: end + 1, lines: 1 };
  }

  #quoteFrom(text: string, start: number): number {
    if (this.#nextQuote < start) {
      const found = text.indexOf('"', start);
      this.#nextQuote = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#nextQuote;
  }

  #quoted(text: string, start: number, isEnd: boolean): Split | undefined {
    const cells: string[] = [];
    let at = start;
    while (at <= text.length) {
      const cell = this.#cell(text, at, isEnd);
      if (cell === undefined || (cell.end >= text.length && !isEnd))
        return this.#unclosed(text, start, isEnd);
      cells.push(cell.value);
      at = cell.end + 1;
      if (cell.end < text.length && text[cell.end] === this.#delimiter) continue;
      const lines = text.slice(start, at).split('\n').length - (cell.end < text.length ? 1 : 0);
      return { row: { line: this.#line + lines, cells }, end: at, lines };
    }
    return undefined;
  }

  /** One cell and where it ends: at a delimiter, a line's end or the text's. Undefined if a quote stays open. */
  #cell(
    text: string,
    start: number,
    isEnd: boolean,
  ): { readonly value: string; readonly end: number } | undefined {
    if (text[start] !== '"') {
      const end = this.#stop(text, start);
      return { value: withoutReturn(text.slice(start, end)), end };
    }
    let close = text.indexOf('"', start + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close < 0 || (close === text.length - 1 && !isEnd)) return undefined;
    const end = this.#stop(text, close + 1);
    const inside = text.slice(start + 1, close).replaceAll('""', '"');
    return { value: inside + withoutReturn(text.slice(close + 1, end)), end };
  }

  #stop(text: string, from: number): number {
    const newline = text.indexOf('\n', from);
    const delimiter = text.indexOf(this.#delimiter, from);
    return Math.min(newline < 0 ? text.length : newline, delimiter < 0 ? text.length : delimiter);
  }

  #unclosed(text: string, start: number, isEnd: boolean): Split | undefined {
    if (!isEnd && text.length - start <= LONGEST_ROW) return undefined;
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    return { row: { line: this.#line + 1, column: '', code: 'unclosed_quote' }, end, lines: 1 };
  }

  /** A line without end: what has been read of it is dropped, its tail is refused as a row of its own. */
  #tooLarge(text: string): Split {
    return { row: { line: this.#line + 1, column: '', code: 'row_too_large' }, end: text.length, lines: 0 };
  }
}

/** Spreadsheets end their files with rows of nothing but delimiters. */
function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === '';
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
