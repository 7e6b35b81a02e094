import type { RowProblem } from '#core/events/imports/row-problem.ts';
import type { FileRow } from '#core/events/imports/row-reader.ts';

/** An element of more characters than this is no message: one may have 32 KB. */
const LONGEST_ELEMENT = 1_048_576;

/** Takes text apart into lines, one JSON document each; empty lines are skipped. */
export class JsonLineSplitter {
  #rest = '';
  #line = 0;

  split(text: string, isEnd = false): (FileRow | RowProblem)[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = isEnd ? '' : (lines.pop() ?? '');
    const rows: (FileRow | RowProblem)[] = [];
    for (const line of lines) {
      this.#line += 1;
      if (line.length > LONGEST_ELEMENT) rows.push(tooLarge(this.#line));
      else if (line.trim() !== '') rows.push({ line: this.#line, cells: [line] });
    }
    return rows;
  }
}

const DEPTH_CHANGE: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** Takes the text of one JSON array apart into its elements, numbered from 1, without parsing them. */
export class JsonArraySplitter {
  #element = '';
  #depth = 0;
  #isInText = false;
  #count = 0;
  #held = '';

  split(chunk: string, isEnd = false): (FileRow | RowProblem)[] {
    const text = isEnd ? this.#held + chunk : this.#holdBack(this.#held + chunk);
    const rows: (FileRow | RowProblem)[] = [];
    let from = 0;
    for (const { index, 0: mark } of text.matchAll(/\\.|["[\]{},]/gsu)) {
      if (!this.#ends(mark)) continue;
      this.#push(rows, this.#element + text.slice(from, index));
      this.#element = '';
      from = index + 1;
    }
    this.#element += text.slice(from);
    // A file that breaks off inside an element: that element is refused as no JSON.
    if (isEnd || this.#element.length > LONGEST_ELEMENT) {
      this.#push(rows, this.#element);
      this.#element = '';
    }
    return rows;
  }

  /** A backslash at the end belongs to the character that comes next. */
  #holdBack(text: string): string {
    const isCut = (/\\+$/.exec(text)?.[0].length ?? 0) % 2 === 1;
    this.#held = isCut ? '\\' : '';
    return isCut ? text.slice(0, -1) : text;
  }

  /** Does this mark open the array, or end an element? */
  #ends(mark: string): boolean {
    if (mark === '"') this.#isInText = !this.#isInText;
    if (this.#isInText || mark.length > 1) return false;
    this.#depth += DEPTH_CHANGE[mark] ?? 0;
    if (this.#depth === 1) return mark === ',' || mark === '[';
    return this.#depth === 0 && mark === ']';
  }

  #push(rows: (FileRow | RowProblem)[], text: string): void {
    const element = text.trim();
    if (element === '' || element === '[') return;
    this.#count += 1;
    const isLarge = element.length > LONGEST_ELEMENT;
    rows.push(isLarge ? tooLarge(this.#count) : { line: this.#count, cells: [element] });
  }
}

function tooLarge(line: number): RowProblem {
  return { line, column: '', code: 'row_too_large' };
}
