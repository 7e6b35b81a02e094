import { appendFileSync } from 'node:fs';
import type { AwsCall } from '../gateway/call.ts';

/** One message handed to a send API: the line that docs and tests rely on. */
export interface OutboxLine {
  readonly channel: 'push' | 'email' | 'sms';
  readonly address: string;
  readonly messageKey: string;
  readonly campaignId: string;
  readonly customerKey: string;
  readonly body: string;
}

/** Writes `outbox.jsonl`: one line for every message that a send API was given and did not refuse as a whole. */
export class Outbox {
  readonly #path: string;
  readonly #nowMs: () => number;

  constructor(path: string, nowMs: () => number) {
    this.#path = path;
    this.#nowMs = nowMs;
  }

  write({ service, operation }: Pick<AwsCall, 'service' | 'operation'>, lines: readonly OutboxLine[]): void {
    const at = new Date(this.#nowMs()).toISOString();
    const text = lines.map(({ channel, address, messageKey, campaignId, customerKey, body }) =>
      JSON.stringify({ at, service, operation, channel, address, messageKey, campaignId, customerKey, body }),
    );
    if (text.length > 0) appendFileSync(this.#path, `${text.join('\n')}\n`);
  }
}
