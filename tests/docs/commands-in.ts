/** A command as a reader would type it, and the line of the page where it stands. */
export interface WrittenCommand {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

/** Every command in the `sh` blocks of a page, in order; comments cut off. */
export function commandsIn(page: string, markdown: string): readonly WrittenCommand[] {
  const commands: WrittenCommand[] = [];
  let isShell = false;
  for (const [index, raw] of markdown.split('\n').entries()) {
    if (raw.startsWith('```')) isShell = !isShell && raw === '```sh';
    else if (isShell) {
      const text = raw.replace(/(^|\s)#.*$/, '').trim();
      if (text !== '') commands.push({ page, line: index + 1, text });
    }
  }
  return commands;
}
