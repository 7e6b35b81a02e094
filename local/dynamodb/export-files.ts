import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ObjectStore } from '../s3/object-store.ts';

/** A data file is closed at this many items or characters, whichever comes first. */
const FILE_ITEMS = 1000;
const FILE_CHARACTERS = 8_388_608;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export interface ExportPlace {
  readonly bucket: string;
  /** `<prefix>/AWSDynamoDB/<export id>` */
  readonly folder: string;
  readonly nowMs: () => number;
}

/** One line of `manifest-files.json`. */
interface FileLine {
  readonly itemCount: number;
  readonly md5Checksum: string;
  readonly etag: string;
  readonly dataFileS3Key: string;
}

/** Writes an export's objects; only the data file that is open is in memory. */
export class ExportFiles {
  readonly #store: ObjectStore;
  readonly #place: ExportPlace;
  readonly #files: FileLine[] = [];
  #lines: string[] = [];
  #characters = 0;
  #lastPartition: string | undefined;

  constructor(store: ObjectStore, place: ExportPlace) {
    this.#store = store;
    this.#place = place;
    this.#put('_started', Buffer.alloc(0));
  }

  get itemCount(): number {
    return this.#files.reduce((sum, { itemCount }) => sum + itemCount, 0);
  }

  /** Items of one partition key come one after the other and stay in one file, as on AWS. */
  add(item: unknown, partition: string): void {
    const isFull = this.#lines.length >= FILE_ITEMS || this.#characters >= FILE_CHARACTERS;
    if (isFull && partition !== this.#lastPartition) this.#close();
    const line = JSON.stringify({ Item: item });
    this.#lines.push(line);
    this.#characters += line.length;
    this.#lastPartition = partition;
  }

  /** Closes the last data file and writes the manifests; the summary last, since readers wait for it. */
  finish(summary: Readonly<Record<string, unknown>>): void {
    if (this.#lines.length > 0 || this.#files.length === 0) this.#close();
    const lines = this.#files.map((file) => `${JSON.stringify(file)}\n`).join('');
    this.#manifest('manifest-files', lines);
    this.#manifest('manifest-summary', JSON.stringify({ ...summary, itemCount: this.itemCount }));
  }

  #close(): void {
    const name = [...randomBytes(26)].map((byte) => LETTERS[byte % 32] ?? '').join('');
    const bytes = gzipSync(this.#lines.map((line) => `${line}\n`).join(''));
    const etag = this.#put(`data/${name}.json.gz`, bytes);
    this.#files.push({
      itemCount: this.#lines.length,
      md5Checksum: createHash('md5').update(bytes).digest('base64'),
      etag: etag.replaceAll('"', ''),
      dataFileS3Key: `${this.#place.folder}/data/${name}.json.gz`,
    });
    this.#lines = [];
    this.#characters = 0;
  }

  #manifest(name: string, text: string): void {
    const body = Buffer.from(text);
    this.#put(`${name}.json`, body);
    this.#put(`${name}.checksum`, Buffer.from(createHash('md5').update(body).digest('base64')));
  }

  #put(name: string, body: Uint8Array): string {
    const { bucket, folder, nowMs } = this.#place;
    return this.#store.put(bucket, `${folder}/${name}`, body, { modifiedAtMs: nowMs() }).etag;
  }
}
