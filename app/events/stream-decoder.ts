import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { HashIdentifier } from '#core/events/identifier.ts';
import { isLocationSignal, stripLocation } from '#core/events/location-signal.ts';
import { type ReadMessage, readRecord } from '#core/events/read-record.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { DecodeRecord } from './decode-record.ts';

/** Decodes records of the stream: the rules of core, with what quarantine may hold of the refused. */
export function createStreamDecoder(hash: HashIdentifier): DecodeRecord {
  return (record) =>
    readRecord(record.data, { hash, arrivedMs: record.arrivedAtMs }).map((message) =>
      message.kind === 'event'
        ? message
        : {
            kind: 'refused',
            index: message.index,
            rejection: message.rejection,
            body: bodyOf(message, record.data),
          },
    );
}

type Refused = Extract<ReadMessage, { kind: 'refused' }>;

function bodyOf({ json }: Refused, data: Uint8Array): QuarantineEntry['body'] {
  if (json === undefined) return { kind: 'bytes', base64: base64Of(data) };
  return { kind: 'json', text: JSON.stringify(withoutLocation(JSON.parse(json) as Json)) };
}

/** Whose it is, and hence whether it was consented to, cannot be known of a refused message: no location is kept. */
function withoutLocation(message: Json): Json {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
  const { properties: object } = stripLocation({ properties: message as JsonObject });
  const { event } = object;
  if (typeof event !== 'string' || !isLocationSignal({ name: event })) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'properties'));
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
