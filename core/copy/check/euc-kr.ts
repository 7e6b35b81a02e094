/** First and last byte of a row or a cell of KS X 1001 in EUC-KR. */
const FIRST = 0xa1;
const LAST = 0xfe;

let repertoire: ReadonlySet<string> | undefined;

/** KS X 1001 by decoding each of its cells; the decoder also knows extended Hangul, whose bytes lie elsewhere. */
function readRepertoire(): ReadonlySet<string> {
  const decoder = new TextDecoder('euc-kr');
  const characters = new Set<string>();
  for (let row = FIRST; row <= LAST; row += 1) {
    for (let cell = FIRST; cell <= LAST; cell += 1) {
      const character = decoder.decode(new Uint8Array([row, cell]));
      if (character.length === 1 && character !== '\ufffd') characters.add(character);
    }
  }
  return characters;
}

/** Can a Korean carrier's text message hold this character? ASCII and the 8,226 characters of KS X 1001. */
export function isEucKr(character: string): boolean {
  if (/^[\n\r\t\x20-\x7e]$/.test(character)) return true;
  repertoire ??= readRepertoire();
  return repertoire.has(character);
}
