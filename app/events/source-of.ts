import type { CustomerEvent } from '#core/events/customer-event.ts';

/** Names come from outside: longer ones are cut. */
const NAME_LENGTH = 64;

/** The name of an event's source: `context.source` (a till, a write key), else its library, else `unknown`. */
export function sourceOf(event: CustomerEvent): string {
  const { source, library } = event.context;
  if (typeof source === 'string' && source !== '') return source.slice(0, NAME_LENGTH);
  const name =
    typeof library === 'object' && library !== null && 'name' in library ? library.name : undefined;
  return typeof name === 'string' && name !== '' ? name.slice(0, NAME_LENGTH) : 'unknown';
}
