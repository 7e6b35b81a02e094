import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandContext } from './command.ts';
import { refuse } from './said.ts';

/** One line of a text, without its end. */
export interface TextLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
  } finally {
    await file.close();
  }
}

async function assertReadable(name: string, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw refuse({ en: `${name}: there is no such file`, ko: `${name}: 그런 파일이 없습니다` });
  if (found.isDirectory())
    throw refuse({ en: `${name}: that is a folder`, ko: `${name}: 파일이 아니라 폴더입니다` });
}

/**
 * The lines of a file, or of standard input for `-`, as they arrive; blank ones are counted and left out. Only a line
 * feed ends a line: what else counts as a line's end to some may stand within the text of a JSON string.
 * @throws InputError if there is no such file.
 */
export async function* textLines(
  name: string,
  { cwd, stdin }: Pick<CommandContext, 'cwd' | 'stdin'>,
): AsyncGenerator<TextLine> {
  const path = resolve(cwd, name);
  if (name !== '-') await assertReadable(name, path);
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  for await (const chunk of name === '-' ? stdin() : fileChunks(path)) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    rest += first;
    for (const text of others) {
      number += 1;
      if (rest.trim() !== '') yield { text: rest, number };
      rest = text;
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield { text: rest, number: number + 1 };
}
