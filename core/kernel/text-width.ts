const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Columns that people's terminals are taken to have. */
export const TERMINAL_COLUMNS = 100;

/** Columns that a text takes on a terminal: Hangul, Hanja and full-width forms take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1;
  return width;
}

/**
 * The lines of a text, broken between words so that none takes more than `columns`; its own line breaks stay. A word that
 * is longer stands alone on its line, whole.
 */
export function wrappedLines(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const lines = [''];
    for (const word of line.split(' ')) {
      const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
      if (lines.at(-1) === '' || displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}
