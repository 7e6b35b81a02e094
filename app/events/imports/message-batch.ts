import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';
import type { Message } from '#core/events/message.ts';

/** Messages gathered before they are put: enough for several of one customer to share a record. */
const MOST_MESSAGES = 4000;
const MOST_BYTES = 4_000_000;
/** Bytes of one record; the stream takes 1 MiB, readers unpack records whole. */
const MOST_RECORD_BYTES = 200_000;

const encoder = new TextEncoder();

/** Gathers messages and puts them on the stream, those of one customer together and in their order. */
export class MessageBatch {
  readonly #stream: EventStream;
  #byKey = new Map<string, string[]>();
  #count = 0;
  #byteCount = 0;
  messageCount = 0;
  recordCount = 0;

  constructor(stream: EventStream) {
    this.#stream = stream;
  }

  async add(message: Message): Promise<void> {
    const key = message.userId ?? message.anonymousId ?? '';
    const text = JSON.stringify(message);
    const texts = this.#byKey.get(key);
    if (texts === undefined) this.#byKey.set(key, [text]);
    else texts.push(text);
    this.#count += 1;
    this.#byteCount += text.length;
    if (this.#count >= MOST_MESSAGES || this.#byteCount >= MOST_BYTES) await this.flush();
  }

  /** Puts what has been gathered. @throws UnavailableError if the stream keeps refusing. */
  async flush(): Promise<void> {
    const records = [...this.#byKey].flatMap(([key, texts]) => recordsOf(key, texts));
    const count = this.#count;
    this.#byKey = new Map();
    this.#count = 0;
    this.#byteCount = 0;
    if (records.length === 0) return;
    await this.#stream.put(records);
    this.messageCount += count;
    this.recordCount += records.length;
  }
}

/** One message goes as it is, several as an array. */
function recordsOf(partitionKey: string, texts: readonly string[]): StreamRecord[] {
  const records: StreamRecord[] = [];
  let held: string[] = [];
  let size = 0;
  const close = (): void => {
    const text = held.length === 1 ? held.join('') : `[${held.join(',')}]`;
    if (held.length > 0) records.push({ partitionKey, data: encoder.encode(text) });
    held = [];
    size = 0;
  };
  for (const text of texts) {
    if (size + text.length > MOST_RECORD_BYTES) close();
    held.push(text);
    size += text.length;
  }
  close();
  return records;
}
