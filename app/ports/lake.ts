import type { CustomerEvent } from '#core/events/customer-event.ts';

/** The accepted events of one customer key in one batch, with the time at which they were applied. */
export interface LakeLine {
  readonly customerKey: string;
  /** UTC epoch milliseconds. */
  readonly appliedAtMs: number;
  readonly events: readonly CustomerEvent[];
}

/** Why a line could not be read: its person's key was erased, or its bytes are not what was written. */
export type UnreadableLine = 'erased' | 'damaged';

/** How to read the lake. */
export interface LakeReading {
  /** Read only the customer keys of this share: `index` of `count`, by a hash of the key. Default: all. */
  readonly share?: { readonly index: number; readonly count: number };
  /** Called once per line of the share that cannot be read. */
  readonly onUnreadable?: (why: UnreadableLine) => void;
}

/** The way into the raw archive: each line compressed, then encrypted under that person's key. At least once. */
export interface LakeWriter {
  /** @throws UnavailableError if any line may not have been taken; the others may have been. */
  append(lines: readonly LakeLine[]): Promise<void>;
}

/** The way out of the raw archive. Readers drop repeats by message id. */
export interface LakeReader {
  /** Every line whose person's key still exists, in no particular order. What was appended a moment ago may be missing. */
  read(reading?: LakeReading): AsyncIterable<LakeLine>;
}

/** The raw archive. Its promises are pinned by tests/contract/lake.suite.ts. */
export interface Lake extends LakeWriter, LakeReader {}
