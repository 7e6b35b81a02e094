/**
 * Errors that the rest of the system may act on. `name` is a public contract: Lambda reports it as
 * `errorType`, and the state machines match it in `Retry` and `Catch`. It is a literal, because a
 * minifier renames classes.
 */
export abstract class AppError extends Error {
  abstract override readonly name: string;
  /** Would the same call, made again later, be expected to succeed? */
  abstract readonly retryable: boolean;
  /** Facts for the log line. Never personal data. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.details = options.details ?? {};
  }
}

/** A number or combination of numbers for which the asked quantity does not exist. */
export class DomainError extends AppError {
  override readonly name = 'DomainError';
  readonly retryable = false;
}

/** Input from a person, a file or another system that cannot be used as it is; the message says how to mend it. */
export class InputError extends AppError {
  override readonly name = 'InputError';
  readonly retryable = false;
}

/** Another writer changed the record first. */
export class ConflictError extends AppError {
  override readonly name = 'ConflictError';
  readonly retryable = true;
}

/** Something we depend on did not answer, or said "later". */
export class UnavailableError extends AppError {
  override readonly name = 'UnavailableError';
  readonly retryable = true;
}

/** Something we depend on says that the call itself is wrong: a missing right, a missing table, a malformed request. */
export class RefusedError extends AppError {
  override readonly name = 'RefusedError';
  readonly retryable = false;
}
