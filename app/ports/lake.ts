import type { CustomerEvent } from '#core/events/customer-event.ts';

/** The accepted events of one customer key in one batch, with the time at which they were applied. */
export interface LakeLine {
  readonly customerKey: string;
  readonly appliedAtMs: number;
  readonly events: readonly CustomerEvent[];
}

/** The raw archive: each line compressed, then encrypted under that person's key. At least once: readers drop repeats by message id. */
export interface Lake {
  append(lines: readonly LakeLine[]): Promise<void>;
  /** Every line whose person's key still exists, in no particular order. */
  read(): AsyncIterable<LakeLine>;
}
