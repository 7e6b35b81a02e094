import type { OutgoingMessage, Sender, SendResult } from '#app/ports/sender.ts';
import type { Scheduler } from './scheduler.ts';

/** What surely left, as the provider knows it and nobody else. */
export interface Sent {
  readonly messageKey: string;
  readonly worker: string;
  /** When the call began. */
  readonly calledAtMs: number;
}

/** A provider that accepts, refuses, says "again", loses its answer, or takes its caller down with it. */
export class Provider {
  readonly sent: Sent[] = [];
  callCount = 0;
  isQuiet = false;
  /** Hears of each message before the call goes on. */
  onCall: (messages: readonly OutgoingMessage[], worker: string) => void = () => undefined;
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** The provider as one worker reaches it. */
  senderFor(worker: string): Sender {
    return { channel: 'push', batchSize: 4, send: (batch) => this.#send(batch, worker) };
  }

  async #send(batch: readonly OutgoingMessage[], worker: string): Promise<readonly SendResult[]> {
    this.onCall(batch, worker);
    const calledAtMs = this.#scheduler.nowMs;
    this.callCount += 1;
    try {
      const take = async () => batch.map(({ messageKey }) => this.#take({ messageKey, worker, calledAtMs }));
      return await this.#scheduler.call('provider send', take, false);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'UnavailableError')) throw error;
      return batch.map(() => ({ status: 'unknown', reason: 'no_answer' }));
    }
  }

  #take(sent: Sent): SendResult {
    const roll = this.isQuiet ? 1 : this.#scheduler.random();
    if (roll < 0.06) return { status: 'rejected', reason: 'throttled', isAgain: true };
    if (roll < 0.11) return { status: 'rejected', reason: 'dead_address', isAgain: false };
    if (roll < 0.14) return { status: 'unknown', reason: 'server_error' };
    this.sent.push(sent);
    if (roll < 0.18) return { status: 'unknown', reason: 'server_error' };
    return { status: 'accepted', providerId: `p${this.sent.length}` };
  }
}
