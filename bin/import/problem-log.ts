import { closeSync, openSync, writeSync } from 'node:fs';
import type { RowProblem } from '#core/events/imports/row-problem.ts';
import { rowReason, rowSentence } from '../messages/row-problems.ts';
import type { Out } from '../out.ts';
import { refuse } from '../said.ts';

/** Refused rows shown one by one; the rest is counted, and written where `--errors` says. */
const SHOWN = 10;

/** Quoted for a spreadsheet, which must not take a header for a formula. */
function cell(text: string | number): string {
  const plain = String(text).replace(/^[=+\-@\t]/, "'$&");
  return /[",\n']/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Says which rows are refused, and writes them all to a file if one is named. */
export class ProblemLog {
  readonly #out: Out;
  readonly #file: number | undefined;
  #count = 0;

  /** @throws InputError if the file cannot be written. */
  constructor(out: Out, path: string | undefined) {
    this.#out = out;
    try {
      this.#file = path === undefined ? undefined : openSync(path, 'w', 0o600);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw refuse({
        en: `--errors ${path} cannot be written (${code})`,
        ko: `--errors ${path} 에 쓸 수 없습니다 (${code})`,
      });
    }
    this.#write('line,column,code,reason\n');
  }

  add(problem: RowProblem): void {
    this.#count += 1;
    if (this.#count <= SHOWN) this.#out.note(`  ${this.#out.say(rowSentence(problem))}`);
    const { line, column, code } = problem;
    const row = [line, column, code, this.#out.say(rowReason(problem))];
    this.#write(`${row.map(cell).join(',')}\n`);
  }

  /** Says how many rows were not shown, and closes the file. */
  close(): void {
    const more = this.#count - SHOWN;
    if (more > 0)
      this.#out.note(`  ${this.#out.say({ en: `… and ${more} more`, ko: `… 그 밖에 ${more}줄` })}`);
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #write(text: string): void {
    if (this.#file !== undefined) writeSync(this.#file, text);
  }
}
