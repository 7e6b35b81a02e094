import * as z from 'zod/mini';
import { brand, goalEvents, json, name, tenantKeys } from './values.ts';

/** Units of their own that single sources are declared to send, as JSON: `[{"source":"till","factors":{"price":1000}}]`. */
const sourceUnits = z.pipe(
  json,
  z.array(z.object({ source: name, factors: z.record(name, z.number().check(z.positive())) })),
);

/** `lambdas/collect-events`: the HTTP front door. */
export const collectEventsEnvironment = z.object({
  ...tenantKeys,
  EVENT_STREAM_NAME: name,
  CONTACT_TABLE_NAME: name,
  /** Secret holding the list of write keys: `[{"id","writeKey","source"}]`. */
  WRITE_KEYS_SECRET_ID: name,
  ...goalEvents,
});

/** `lambdas/ingest-events`: the stream's main lane, batched by a window. */
export const ingestEventsEnvironment = z.object({
  ...tenantKeys,
  ...brand,
  PROFILE_TABLE_NAME: name,
  /** Days after which a profile that nothing happened to expires. */
  PROFILE_RETENTION_DAYS: z.coerce.number().check(z.int(), z.positive()),
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
  PERSON_KEY_TABLE_NAME: name,
  SOURCE_TABLE_NAME: name,
  SOURCE_UNITS: z._default(sourceUnits, []),
  ...goalEvents,
  QUARANTINE_BUCKET_NAME: name,
  LAKE_DELIVERY_STREAM_NAME: name,
});

/** `lambdas/handle-urgent`: the urgent lane, without window: consents, and what became of messages. */
export const handleUrgentEnvironment = z.object({
  ...tenantKeys,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
  RECEIPT_TABLE_NAME: name,
  DOCUMENT_TABLE_NAME: name,
  OFFER_TABLE_NAME: name,
  ...brand,
});

/** `lambdas/watch-sources`: every hour, which sources fell silent and which merges a crash left half done. */
export const watchSourcesEnvironment = z.object({
  SOURCE_TABLE_NAME: name,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
});
