import type { Prompt } from '#core/copy/brief/copy-prompt.ts';
import { findContacts } from '#core/copy/check/find-contacts.ts';
import { DomainError } from '#core/kernel/errors.ts';

/**
 * The last door: no phone number, address or card number leaves in a prompt, whoever put it into a brief.
 * @throws DomainError if one would.
 */
export function assertNoContacts({ messages }: Prompt): void {
  const found = messages.flatMap(({ text }) => findContacts(text).map(({ kind }) => kind));
  if (found.length > 0)
    throw new DomainError(
      `the brief holds personal data (${[...new Set(found)].join(', ')}): nothing was asked`,
    );
}
