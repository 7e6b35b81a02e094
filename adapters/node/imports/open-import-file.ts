import { basename } from 'node:path';
import type { FileFormat, ImportFile } from '#app/ports/import-file.ts';
import type { RowProblem } from '#core/events/imports/row-problem.ts';
import type { FileRow } from '#core/events/imports/row-reader.ts';
import { contentOf, createDecoder, type ReadText, readText, sizeOf } from './read-text.ts';
import { delimiterOf, fileError } from './sniff-text.ts';
import { JsonArraySplitter, JsonLineSplitter } from './split-json.ts';
import { RowSplitter } from './split-rows.ts';

interface Splitter {
  split(text: string, isEnd?: boolean): (FileRow | RowProblem)[];
}

/** Enough for any header. */
const HEAD_CHARACTERS = 65_536;

async function headOf(path: string, text: ReadText): Promise<string> {
  const decoder = createDecoder(text.encoding);
  let head = '';
  for await (const bytes of contentOf(path, text.compression)) {
    head += decoder.write(bytes);
    if (head.length > HEAD_CHARACTERS) return head;
  }
  return head + decoder.end();
}

function shapeOf(head: string): FileFormat['shape'] {
  const first = head.trimStart()[0];
  if (first === '[') return 'json array';
  return first === '{' ? 'json lines' : 'table';
}

/** Spreadsheets may say `sep=;` in a line of its own before the header. */
function declaredDelimiter(head: string): string | undefined {
  return /^sep=(.)\r?\n/i.exec(head)?.[1];
}

function splitterFor(format: FileFormat): Splitter {
  if (format.shape === 'json array') return new JsonArraySplitter();
  return format.shape === 'json lines' ? new JsonLineSplitter() : new RowSplitter(format.delimiter);
}

const isProblem = (row: FileRow | RowProblem): row is RowProblem => 'code' in row;

/**
 * Opens a file to import: finds out compression, encoding, delimiter and header from its content.
 * @throws InputError if there is no such file, or if it holds no rows that could be read.
 */
export async function openImportFile(path: string): Promise<ImportFile> {
  const size = await sizeOf(path);
  const text = await readText(path);
  const head = await headOf(path, text);
  if (head.trim() === '') throw fileError('empty');
  const shape = shapeOf(head);
  const declared = declaredDelimiter(head);
  const titles = declared === undefined ? head : head.slice(head.indexOf('\n') + 1);
  const delimiter =
    shape === 'table' ? (declared ?? delimiterOf(titles.slice(0, titles.search(/\n|$/)))) : '';
  const { compression, encoding, byteCount, fileId } = text;
  const format: FileFormat = { compression, encoding, shape, delimiter, byteCount };
  const headerLines = shape === 'table' ? (declared === undefined ? 1 : 2) : 0;
  const header = shape === 'table' ? headerOf(titles, delimiter) : [];

  async function* rows(
    onProgress: (share: number) => void = () => undefined,
  ): AsyncGenerator<(FileRow | RowProblem)[]> {
    const decoder = createDecoder(encoding);
    const splitter = splitterFor(format);
    let toSkip = headerLines;
    const afterHeader = (slice: (FileRow | RowProblem)[]): (FileRow | RowProblem)[] => {
      const skipped = Math.min(toSkip, slice.length);
      toSkip -= skipped;
      return skipped === 0 ? slice : slice.slice(skipped);
    };
    for await (const bytes of contentOf(path, compression, (read) => onProgress(read / size))) {
      const slice = afterHeader(splitter.split(decoder.write(bytes)));
      if (slice.length > 0) yield slice;
    }
    const last = afterHeader([...splitter.split(decoder.end()), ...splitter.split('', true)]);
    if (last.length > 0) yield last;
  }

  return { name: basename(path), fileId, format, header, rows };
}

function headerOf(titles: string, delimiter: string): readonly string[] {
  const splitter = new RowSplitter(delimiter);
  const [first] = [...splitter.split(titles), ...splitter.split('', true)];
  if (first === undefined || isProblem(first)) throw fileError('not_a_table');
  return first.cells;
}
