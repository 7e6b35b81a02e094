import { DomainError } from '#core/kernel/errors.ts';
import type { CommandContext } from './command.ts';
import type { Services } from './services.ts';

/** A service that the verb needs. @throws DomainError if the verb was run although its service is missing. */
export function service<Name extends keyof Services>(context: CommandContext, name: Name): Services[Name] {
  const found = context.services[name];
  if (found === undefined) throw new DomainError(`the service ${name} is not wired`);
  return found as Services[Name];
}
