import { Halt } from './state-error.ts';

/** Why a flow was aborted when the process only lets go of it: the next start carries on. */
export const LET_GO: string = 'let go';

/** @throws Halt when the flow has been stopped. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Halt('stopped');
}

/** What the promise gives, unless the flow is stopped first: then nobody waits for it any longer. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  stopIfAborted(signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Halt('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
