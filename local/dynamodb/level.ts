import { createRequire } from 'node:module';

interface LevelIterator {
  next(): Promise<unknown>;
  close(): Promise<void>;
}

interface Database {
  _get(key: unknown, options: unknown): Promise<unknown>;
  _getSync(key: unknown, options: unknown): unknown;
  keys: (this: Database, options: unknown) => LevelIterator;
  values: (this: Database, options: unknown) => LevelIterator;
  compactRange(start: unknown, end: unknown, options: object): Promise<void>;
}

/** The LevelDB under dynalite. */
export interface TamedLevel {
  /** Ends what dynalite began to read and never ends: each such reader keeps the files of its day alive. */
  closeReaders(): Promise<void>;
  /** Rewrites what is stored: what was deleted or replaced is then in no file any more. Nobody may be reading. */
  compact(): Promise<void>;
}

/**
 * Changes the class of dynalite's databases before the first is opened. A read is answered in place: from its cache
 * LevelDB answers in microseconds, and handing each to the thread pool costs fifty times that, twice per conditional
 * put. Writes stay asynchronous.
 */
export function tameLevel(): TamedLevel {
  const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
  const { Level } = requireAsDynalite('level') as { Level: { prototype: Database } };
  const { prototype } = Level;
  const { keys, values } = prototype;
  const databases = new Set<Database>();
  const readers = new Set<LevelIterator>();
  const remember = (reader: LevelIterator): LevelIterator => {
    const next = reader.next.bind(reader);
    readers.add(reader);
    // A stream that reads ahead of who has stopped listening finds the end, not an error.
    reader.next = () => (readers.has(reader) ? next() : Promise.resolve(undefined));
    return reader;
  };
  prototype._get = async function (this: Database, key, options) {
    databases.add(this);
    return this._getSync(key, options);
  };
  prototype.keys = function (options) {
    return remember(keys.call(this, options));
  };
  prototype.values = function (options) {
    return remember(values.call(this, options));
  };
  const closeReaders = async (): Promise<void> => {
    const open = [...readers];
    readers.clear();
    await Promise.all(open.map((reader) => reader.close()));
  };
  return {
    closeReaders,
    async compact() {
      await closeReaders();
      const bounds = { keyEncoding: 'buffer' };
      for (const database of databases)
        await database.compactRange(Buffer.alloc(1), Buffer.alloc(32, 0xff), bounds);
    },
  };
}
