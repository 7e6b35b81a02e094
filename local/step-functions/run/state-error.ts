/** A failure by its name, as `ErrorEquals` matches it. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly error: string;
  readonly reason: string;

  constructor(error: string, reason: string) {
    super(`${error}: ${reason}`);
    this.error = error;
    this.reason = reason;
  }
}

/** The run was stopped from outside: nothing more of it is carried out. */
export class Halt extends Error {
  override readonly name = 'Halt';
}

/** `States.ALL` does not match these: what is wrong with the machine itself is not to be hidden. */
const BEYOND_ALL = ['States.Runtime', 'States.DataLimitExceeded'];
const TIMEOUTS = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Does one of these names stand for the error? */
export function matchesError(names: readonly string[], error: string): boolean {
  return names.some(
    (name) =>
      name === error ||
      (name === 'States.ALL' && !BEYOND_ALL.includes(error)) ||
      (name === 'States.TaskFailed' && ![...BEYOND_ALL, ...TIMEOUTS].includes(error)) ||
      (name === 'States.Timeout' && TIMEOUTS.includes(error)),
  );
}

/** What a bug of ours looks like from inside a machine. */
export function toStateError(error: unknown): StateError {
  if (error instanceof StateError) return error;
  return new StateError('States.Runtime', error instanceof Error ? error.message : String(error));
}
