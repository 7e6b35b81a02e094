import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A file of JSON lines that is only added to. What was appended survives `kill -9`. */
export class LineFile {
  readonly #file: number;
  #isClosed = false;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Opens or begins the file; a last line that a kill has torn is cut off. */
  static open(path: string): { readonly file: LineFile; readonly lines: readonly unknown[] } {
    const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const end = content.lastIndexOf(10) + 1;
    const descriptor = openSync(path, 'a');
    if (end < content.length) ftruncateSync(descriptor, end);
    const lines = content
      .toString('utf8', 0, end)
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
    return { file: new LineFile(descriptor), lines };
  }

  append(line: unknown): void {
    if (!this.#isClosed) writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    if (!this.#isClosed) closeSync(this.#file);
    this.#isClosed = true;
  }
}
