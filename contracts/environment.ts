// The small build: these schemas are in every function's bundle, and the full one is 85 KB of it.
import * as z from 'zod/mini';

z.config({
  localeError: (issue) => (issue.code === 'invalid_type' ? `${issue.expected} expected` : issue.code),
});

/** Every variable is a name or a number that CDK knows at synthesis; what is missing is listed in one error. */
const name = z.string().check(z.minLength(1));

/** What functions that read or write hashes and the lake need: the secret with the tenant's keys. */
const tenantKeys = { TENANT_KEYS_SECRET_ID: name };

const brand = {
  /** IANA zone of customers whose messages name none. */
  BRAND_ZONE: z._default(name, 'Asia/Seoul'),
  /** ISO 4217 currency of amounts that name none. */
  BRAND_CURRENCY: z._default(z.string().check(z.length(3)), 'KRW'),
};

/** `lambdas/collect-events`: the HTTP front door. */
export const collectEventsEnvironment = z.object({
  ...tenantKeys,
  EVENT_STREAM_NAME: name,
  CONTACT_TABLE_NAME: name,
  /** Secret holding the list of write keys: `[{"id","writeKey","source"}]`. */
  WRITE_KEYS_SECRET_ID: name,
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
  QUARANTINE_BUCKET_NAME: name,
  LAKE_DELIVERY_STREAM_NAME: name,
});

/** `lambdas/handle-urgent`: the urgent lane, without window; consents now, triggers later. */
export const handleUrgentEnvironment = z.object({
  ...tenantKeys,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
});

/** `lambdas/watch-sources`: every hour, which sources fell silent and which merges a crash left half done. */
export const watchSourcesEnvironment = z.object({
  SOURCE_TABLE_NAME: name,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
});
