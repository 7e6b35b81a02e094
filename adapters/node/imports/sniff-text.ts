import { InputError } from '#core/kernel/errors.ts';

/** Why a file cannot be imported at all. Closed: each has its sentence in Korean and English. */
export type FileProblem =
  | 'not_found'
  | 'not_readable'
  | 'is_folder'
  | 'empty'
  | 'damaged_gzip'
  | 'spreadsheet'
  | 'zip'
  | 'pdf'
  | 'html'
  | 'binary'
  | 'no_rows'
  | 'not_a_table'
  | 'not_events';

const SENTENCES: Readonly<Record<FileProblem, string>> = {
  not_found: 'there is no such file',
  not_readable: 'the file cannot be opened for reading',
  is_folder: 'this is a folder, not a file',
  empty: 'the file is empty',
  damaged_gzip: 'the gzip file is damaged or cut off',
  spreadsheet: 'this is a spreadsheet workbook: save it as CSV (UTF-8) first',
  zip: 'this is a zip archive: unpack it first, or use gzip',
  pdf: 'this is a PDF: export the table as CSV',
  html: 'this is a web page (many shops name such tables .xls): open it in a spreadsheet and save it as CSV',
  binary: 'this is no text',
  no_rows: 'the file has a header and no rows',
  not_a_table: 'this kind is a table with a header, but the file holds JSON',
  not_events: 'events come as JSON lines or a JSON array, but the file holds a table',
};

/** An error about a whole file, with its problem as a fact. */
export function fileError(problem: FileProblem, cause?: unknown): InputError {
  return new InputError(SENTENCES[problem], { details: { problem }, cause });
}

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** Is this the beginning of a gzip stream? */
export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, 0x1f, 0x8b);
}

/** Encodings that a file's first bytes give away. */
export function bomOf(head: Uint8Array): 'utf-8 with BOM' | 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8 with BOM';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  return startsWith(head, 0xfe, 0xff) ? 'utf-16be' : utf16WithoutMark(head);
}

/** Text of any language has many characters whose high byte is zero, such as digits and commas. */
function utf16WithoutMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zerosAt = (parity: number): number =>
    head.reduce((count, byte, index) => (byte === 0 && index % 2 === parity ? count + 1 : count), 0);
  const [even, odd, many] = [zerosAt(0), zerosAt(1), head.length / 10];
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}

/** @throws InputError if the first bytes are those of something other than text. */
export function assertText(head: Uint8Array): void {
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw fileError('spreadsheet');
  const ascii = String.fromCharCode(...head.subarray(0, 4096));
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) {
    throw fileError(/\[Content_Types\]|xl\/|mimetype/.test(ascii) ? 'spreadsheet' : 'zip');
  }
  if (ascii.startsWith('%PDF')) throw fileError('pdf');
  if (/^\s*<(!doctype|html|table|\?xml|meta|head|style)/i.test(ascii.replace(/^\u00ef\u00bb\u00bf/, '')))
    throw fileError('html');
  if (bomOf(head)?.startsWith('utf-16') !== true && head.includes(0)) throw fileError('binary');
}

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** What stands between the cells of a header: whatever occurs most outside quotes. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
