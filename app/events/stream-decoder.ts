import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { HashIdentifier } from '#core/events/identifier.ts';
import { isLocationSignal, stripLocation } from '#core/events/location-signal.ts';
import { type SourceUnits, standardise } from '#core/events/quality/standardise.ts';
import { type ReadMessage, readRecord } from '#core/events/read-record.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { DecodeRecord } from './decode-record.ts';
import { sourceOf } from './source-of.ts';

/**
 * Decodes records of the stream: the rules of core, in the units and formats of contracts, with what quarantine may
 * hold of the refused.
 * @param sourceUnits what single sources are declared to send in units of their own.
 */
export function createStreamDecoder(
  hash: HashIdentifier,
  sourceUnits: readonly SourceUnits[] = [],
): DecodeRecord {
  const unitsOf = new Map(sourceUnits.map((units) => [units.source, units]));
  return (record) =>
    readRecord(record.data, { hash, arrivedMs: record.arrivedAtMs }).map((message) =>
      message.kind === 'event'
        ? { ...message, event: standardise(message.event, unitsOf.get(sourceOf(message.event))).event }
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
