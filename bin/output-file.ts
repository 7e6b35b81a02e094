import { closeSync, openSync, writeSync } from 'node:fs';
import { refuse } from './said.ts';

const BUFFERED_CHARACTERS = 65_536;

/** A file that a command writes because an option names it; opened before the work begins, so that a wrong name is told at once. */
export class OutputFile {
  readonly #file: number;
  #pending = '';

  /** @throws InputError if the file cannot be written. */
  constructor(option: string, path: string) {
    try {
      this.#file = openSync(path, 'w', 0o600);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw refuse({
        en: `--${option} ${path} cannot be written (${code})`,
        ko: `--${option} ${path} 에 쓸 수 없습니다 (${code})`,
      });
    }
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= BUFFERED_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }
}
