import type { StreamRecord } from '#app/ports/event-stream.ts';
import type { Message } from '#core/events/message.ts';
import { isAlone } from '#core/events/urgent-event.ts';

/** Messages of one record; a record is one write for a customer whose window holds nothing else. */
const MESSAGES_PER_RECORD = 200;
/** Well under the megabyte that a record may have. Bytes. */
const BYTES_PER_RECORD = 512 * 1024;

const ENCODER = new TextEncoder();

interface OpenRecord {
  readonly partitionKey: string;
  readonly texts: string[];
  length: number;
}

/**
 * One request's messages as stream records: those of one customer together, in their order. One that a lane
 * waits for is alone in its record, since event filters cannot look into arrays, and closes the customer's record before it.
 */
export class StreamRecords {
  readonly #records: OpenRecord[] = [];
  readonly #open = new Map<string, OpenRecord>();
  readonly #goalEvents: ReadonlySet<string>;

  /** @param goalEvents of the stage: they end triggered messages, so that a lane waits for them too. */
  constructor(goalEvents: readonly string[] = []) {
    this.#goalEvents = new Set(goalEvents);
  }

  /** Adds a message that passed the gate. */
  add(partitionKey: string, message: Message): void {
    const text = JSON.stringify(message);
    if (isAlone(message, this.#goalEvents)) {
      this.#open.delete(partitionKey);
      this.addAlone(partitionKey, text);
      return;
    }
    let record = this.#open.get(partitionKey);
    if (record === undefined || isFull(record, text)) {
      record = { partitionKey, texts: [], length: 0 };
      this.#records.push(record);
      this.#open.set(partitionKey, record);
    }
    record.texts.push(text);
    record.length += text.length;
  }

  /** Adds a JSON text as a record of its own. */
  addAlone(partitionKey: string, json: string): void {
    this.#records.push({ partitionKey, texts: [json], length: json.length });
  }

  /** The records in order; a record of one message is that message, not an array. */
  toRecords(): StreamRecord[] {
    return this.#records.map(({ partitionKey, texts }) => ({
      partitionKey,
      data: ENCODER.encode(texts.length === 1 ? texts[0] : `[${texts.join(',')}]`),
    }));
  }
}

/** Three bytes a UTF-16 unit at most. */
function isFull({ texts, length }: OpenRecord, text: string): boolean {
  return texts.length === MESSAGES_PER_RECORD || (length + text.length) * 3 > BYTES_PER_RECORD;
}
