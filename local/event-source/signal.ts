/** Wakes whoever waits; a wake-up before the wait is not lost. */
export class Signal {
  #isRaised = false;
  readonly #waiting = new Set<() => void>();

  raise(): void {
    this.#isRaised = true;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves at the next `raise`, at once if one has happened since the last wait, or when aborted. */
  wait(signal: AbortSignal): Promise<void> {
    if (this.#isRaised || signal.aborted) {
      this.#isRaised = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#isRaised = false;
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
