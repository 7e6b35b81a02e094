import type { Json } from '#core/kernel/json.ts';
import { MAX_PAYLOAD_BYTES } from '../run/payload.ts';

/** What one execution of a distributed map is given. */
export interface Batch {
  readonly index: number;
  readonly itemCount: number;
  readonly input: Json;
}

export interface BatchLimits {
  readonly itemCount: number;
  readonly inputBytes: number;
  /** Given to each beside its items. */
  readonly shared: Json | undefined;
}

/** Items in lists of at most so many items and bytes. */
export async function* batchItems(items: AsyncIterable<Json>, limits: BatchLimits): AsyncGenerator<Batch> {
  const shared = limits.shared === undefined ? {} : { BatchInput: limits.shared };
  const roomBytes =
    Math.min(limits.inputBytes, MAX_PAYLOAD_BYTES) -
    Buffer.byteLength(JSON.stringify({ ...shared, Items: [] }));
  let held: Json[] = [];
  let heldBytes = 0;
  let index = 0;
  const close = (): Batch => {
    const batch = { index, itemCount: held.length, input: { ...shared, Items: held } };
    index += 1;
    held = [];
    heldBytes = 0;
    return batch;
  };
  for await (const item of items) {
    const bytes = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (held.length > 0 && heldBytes + bytes > roomBytes) yield close();
    held.push(item);
    heldBytes += bytes;
    if (held.length >= limits.itemCount) yield close();
  }
  if (held.length > 0) yield close();
}

/** Each item for itself. */
export async function* singleItems(items: AsyncIterable<Json>): AsyncGenerator<Batch> {
  let index = 0;
  for await (const input of items) {
    yield { index, itemCount: 1, input };
    index += 1;
  }
}
