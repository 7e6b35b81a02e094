import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';

export interface CallRecord {
  /** Unique among all calls of all runs: the meter counts each once. */
  readonly id: string;
  /** Moved time, ISO 8601. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  /** Logical id of the calling function, else the name of the tool. */
  readonly caller: string;
  /** Request id of the function's run that made the call, or that it is. */
  readonly run?: string | undefined;
  readonly statusCode: number;
  /** Wall time. */
  readonly latencyMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** DynamoDB capacity units; absent where the answer does not tell. */
  readonly capacityUnits?: number | undefined;
  /** Kind of the injected fault that struck. */
  readonly fault?: string | undefined;
}

interface Summary {
  service: string;
  operation: string;
  caller: string;
  calls: number;
  failed: number;
  latencyMs: number;
  bytesIn: number;
  bytesOut: number;
  capacityUnits: number;
}

const RING_CALLS = 20_000;

/** Every call through the gateway: sums for ever, lines for the latest, a file when asked. */
export class CallRecorder {
  readonly #sums = new Map<string, Summary>();
  readonly #ring: CallRecord[] = [];
  #next = 0;
  #count = 0;
  readonly #run = randomUUID();
  readonly #file: WriteStream | undefined;

  constructor(path?: string) {
    this.#file = path === undefined ? undefined : createWriteStream(path, { flags: 'a' });
  }

  record(observed: Omit<CallRecord, 'id'>): void {
    this.#count += 1;
    const call: CallRecord = { id: `${this.#run}-${this.#count}`, ...observed };
    this.#ring[this.#next] = call;
    this.#next = (this.#next + 1) % RING_CALLS;
    this.#file?.write(`${JSON.stringify(call)}\n`);
    const key = `${call.service} ${call.operation} ${call.caller}`;
    const sum = this.#sums.get(key) ?? emptySum(call);
    sum.calls += 1;
    sum.failed += call.statusCode >= 400 ? 1 : 0;
    sum.latencyMs += call.latencyMs;
    sum.bytesIn += call.bytesIn;
    sum.bytesOut += call.bytesOut;
    sum.capacityUnits += call.capacityUnits ?? 0;
    this.#sums.set(key, sum);
  }

  summary(): Summary[] {
    return [...this.#sums.values()].map((sum) => ({ ...sum, latencyMs: Math.round(sum.latencyMs) }));
  }

  /** The latest calls, oldest first. */
  lines(): CallRecord[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  clear(): void {
    this.#sums.clear();
    this.#ring.length = 0;
    this.#next = 0;
  }

  close(): void {
    this.#file?.end();
  }
}

function emptySum({ service, operation, caller }: CallRecord): Summary {
  return {
    service,
    operation,
    caller,
    calls: 0,
    failed: 0,
    latencyMs: 0,
    bytesIn: 0,
    bytesOut: 0,
    capacityUnits: 0,
  };
}
