import type { TokenReply } from '../run/execution-log.ts';

/** A callback that somebody has been asked for. */
export class PendingToken {
  readonly #onReply: (reply: TokenReply) => void;
  readonly #replied = new AbortController();
  reply: TokenReply | undefined;
  /** When whoever works on it was heard of last, by the moved clock. */
  beatAtMs = 0;

  constructor(onReply: (reply: TokenReply) => void) {
    this.#onReply = onReply;
  }

  /** Aborted once the reply is there. */
  get replied(): AbortSignal {
    return this.#replied.signal;
  }

  beat(nowMs: number): void {
    this.beatAtMs = nowMs;
  }

  settle(reply: TokenReply): void {
    this.reply = reply;
    this.#onReply(reply);
    this.#replied.abort();
  }
}

/** Every token that is waited for. */
export class TaskTokens {
  readonly #pending = new Map<string, PendingToken>();

  expect(token: string, onReply: (reply: TokenReply) => void): PendingToken {
    const pending = new PendingToken(onReply);
    this.#pending.set(token, pending);
    return pending;
  }

  find(token: string): PendingToken | undefined {
    return this.#pending.get(token);
  }

  forget(token: string): void {
    this.#pending.delete(token);
  }
}
