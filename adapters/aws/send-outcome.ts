import type { RejectionReason, SendResult } from '#app/ports/sender.ts';

/** What an SDK error looks like to us. */
interface SdkError {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** An explicit "again": surely not sent. */
export const again = (reason: RejectionReason): SendResult => ({ status: 'rejected', reason, isAgain: true });

/** An explicit no: surely not sent, and no use in repeating. */
export const refused = (reason: RejectionReason): SendResult => ({
  status: 'rejected',
  reason,
  isAgain: false,
});

/** Names that each service gives to "slower". */
const THROTTLES: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'LimitExceededException',
]);

/** Names that mean that this account may not send so, whatever the message. */
const NOT_ALLOWED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccountSuspendedException',
  'ForbiddenException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'ResourceNotFoundException',
  'SendingPausedException',
  'ServiceQuotaExceededException',
]);

/**
 * What an error of a send API says about its messages. Only an explicit refusal is one: no answer, a cut connection
 * and an error of the service itself leave it open whether something was sent.
 */
export function outcomeOfError(error: unknown): SendResult {
  const { name, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  if (THROTTLES.has(name) || status === 429) return again('throttled');
  if (status === undefined) return { status: 'unknown', reason: 'no_answer' };
  if (status >= 500) return { status: 'unknown', reason: 'server_error' };
  if (NOT_ALLOWED.has(name)) return refused('not_allowed');
  return refused('invalid_message');
}
