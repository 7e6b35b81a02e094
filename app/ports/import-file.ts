import type { RowProblem } from '#core/events/imports/row-problem.ts';
import type { FileRow } from '#core/events/imports/row-reader.ts';

/** How a file is written, as found out from its content. */
export interface FileFormat {
  readonly compression: 'none' | 'gzip';
  readonly encoding: 'utf-8' | 'utf-8 with BOM' | 'cp949' | 'utf-16le' | 'utf-16be';
  readonly shape: 'table' | 'json lines' | 'json array';
  /** What stands between the cells of a table; empty for JSON. */
  readonly delimiter: string;
  /** Bytes of the content, uncompressed. */
  readonly byteCount: number;
}

/** A file to import: read as often as needed, never held in memory whole. */
export interface ImportFile {
  /** Without its folders. */
  readonly name: string;
  /** First twelve hexadecimal digits of the SHA-256 of the content, uncompressed. */
  readonly fileId: string;
  readonly format: FileFormat;
  /** The cells of a table's first line; empty for JSON. */
  readonly header: readonly string[];
  /**
   * The rows in slices, in order; what could not be taken apart into cells comes as a problem.
   * @param onProgress hears which share of the file has been read, [0, 1].
   * @throws InputError if the file cannot be read to its end.
   */
  rows(onProgress?: (share: number) => void): AsyncIterable<readonly (FileRow | RowProblem)[]>;
}
