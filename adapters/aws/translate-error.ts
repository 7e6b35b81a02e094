import { AppError, ConflictError, RefusedError, UnavailableError } from '#core/kernel/errors.ts';

/** Answers that mean "later", by the name that the SDK gives them. */
const LATER = new Set([
  'ConditionalRequestConflict',
  'InternalFailure',
  'InternalServerError',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ModelErrorException',
  'ModelNotReadyException',
  'ModelTimeoutException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
]);

/** The parts of an SDK error that we look at. */
interface SdkError {
  readonly name: string;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Runs one call of the SDK and turns what it throws into an error of ours, with its cause: nothing above
 * `adapters/` sees an AWS exception.
 * @throws ConflictError when a condition was not met.
 * @throws UnavailableError when the service said "later", did not answer, or cut the connection.
 * @throws RefusedError when it says that the call itself is wrong.
 */
export async function translateErrors<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translateError(operation, error);
  }
}

function translateError(operation: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { name, code, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const options = {
    cause: error,
    details: { operation, cause: name, ...(status !== undefined && { status }) },
  };
  if (isConditionFailure(name, status)) return new ConflictError(`${operation}: condition not met`, options);
  // Without a status no answer came at all: a network error (`code`) or a connection cut short.
  const isLater = LATER.has(name) || status === undefined || status >= 500 || typeof code === 'string';
  return isLater
    ? new UnavailableError(`${operation}: no answer, or "later"`, options)
    : new RefusedError(`${operation}: refused`, options);
}

function isConditionFailure(name: string, status: number | undefined): boolean {
  return name === 'ConditionalCheckFailedException' || name === 'PreconditionFailed' || status === 412;
}
