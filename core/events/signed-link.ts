import type { JsonObject } from '#core/kernel/json.ts';
import type { Message } from './message.ts';

/** Parameter of our links that carries the signed key of the message. */
export const LINK_PARAMETER = 'k';

/** Track events that a link of a message starts, in an app. */
const LANDINGS: ReadonlySet<string | undefined> = new Set(['Deep Link Opened', 'Application Opened']);

/**
 * A visit that a link of ours led to, with the message's key in `properties.message_key`; any other message as it is,
 * also where the sender named a key itself.
 * @param read gives what was signed; undefined if it was not signed by us.
 */
export function readSignedLink(message: Message, read: (token: string) => string | undefined): Message {
  const isLanding = message.type === 'page' || (message.type === 'track' && LANDINGS.has(message.event));
  if (!isLanding || message.properties?.['message_key'] !== undefined) return message;
  const token = tokenOf(message);
  const messageKey = token === undefined ? undefined : read(token);
  if (messageKey === undefined) return message;
  return { ...message, properties: { ...message.properties, message_key: messageKey } };
}

/** Where SDKs put the address of a page: in the properties, and in the context of every event on it. */
function tokenOf({ properties, context }: Message): string | undefined {
  const page = context?.['page'];
  const places = [properties, typeof page === 'object' ? (page as JsonObject | null) : undefined];
  const addresses = places.flatMap((place) => [place?.['search'], place?.['url']]);
  return addresses.flatMap((address) => tokenIn(address) ?? [])[0];
}

const TOKEN = new RegExp(`[?&]${LINK_PARAMETER}=([A-Za-z0-9_.-]+)`);

function tokenIn(address: unknown): string | undefined {
  const query = typeof address === 'string' ? /\?[^#]*/.exec(address)?.[0] : undefined;
  return query === undefined ? undefined : TOKEN.exec(query)?.[1];
}
