// The small build: these schemas are in every function's bundle, and the full one is 85 KB of it.
import * as z from 'zod/mini';

z.config({
  localeError: (issue) => (issue.code === 'invalid_type' ? `${issue.expected} expected` : issue.code),
});

/** Every variable is a name or a number that CDK knows at synthesis; what is missing is listed in one error. */
const name = z.string().check(z.minLength(1));

/** What every function's meter needs; the first two are set by Lambda. */
export const meterEnvironment = z.object({
  AWS_REGION: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number().check(z.int(), z.positive()),
  /** Bucket of the cost journal. */
  COST_JOURNAL_BUCKET_NAME: name,
  /** The station that pays. */
  COST_STAGE: name,
});

/** What functions that read or write hashes and the lake need: the secret with the tenant's keys. */
const tenantKeys = { TENANT_KEYS_SECRET_ID: name };

const brand = {
  /** IANA zone of customers whose messages name none. */
  BRAND_ZONE: z._default(name, 'Asia/Seoul'),
  /** ISO 4217 currency of amounts that name none. */
  BRAND_CURRENCY: z._default(z.string().check(z.length(3)), 'KRW'),
};

const json = z.pipe(
  name,
  z.transform((text): unknown => JSON.parse(text)),
);

/** Units of their own that single sources are declared to send, as JSON: `[{"source":"till","factors":{"price":1000}}]`. */
const sourceUnits = z.pipe(
  json,
  z.array(z.object({ source: name, factors: z.record(name, z.number().check(z.positive())) })),
);

/** Names of events, as JSON. */
const names = z.pipe(json, z.array(name));

/** Events that campaigns are for: profiles keep them by name, and they end triggered messages. */
const goalEvents = { GOAL_EVENTS: z._default(names, []) };

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

/** What reading people from the stores takes, for runs over everybody. */
const people = {
  ...brand,
  PROFILE_TABLE_NAME: name,
  LEDGER_TABLE_NAME: name,
};

/** What every step of a persona run works on. */
const personas = {
  DOCUMENT_TABLE_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
};

/** `lambdas/find-personas`: groups among the people who bought something. */
export const findPersonasEnvironment = z.object({
  ...tenantKeys,
  ...people,
  ...personas,
  PERSON_KEY_TABLE_NAME: name,
  CATALOGUE_TABLE_NAME: name,
  LAKE_BUCKET_NAME: name,
  /** Bedrock model for texts of products, or `local` for none. */
  EMBEDDING_MODEL_ID: z._default(name, 'local'),
});

/** `lambdas/name-personas`: asks a language model for names of those that have none. */
export const namePersonasEnvironment = z.object({
  ...personas,
  /** Bedrock model or inference profile. */
  NAMING_MODEL_ID: name,
});

/** `lambdas/assign-personas`: everybody's persona, written beside their profile. */
export const assignPersonasEnvironment = z.object({ ...people, ...personas, CATALOGUE_TABLE_NAME: name });
/** `lambdas/fit-models`: snapshot and passes of a training run, on the run's own files. */
export const fitModelsEnvironment = z.object({ ...brand, SNAPSHOT_BUCKET_NAME: name });

/** `lambdas/publish-models`: begins a training run, judges its challenger and swaps the pointer. */
export const publishModelsEnvironment = z.object({
  ...brand,
  SNAPSHOT_BUCKET_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
  DOCUMENT_TABLE_NAME: name,
  CATALOGUE_TABLE_NAME: name,
});

/** `lambdas/erase-person`: passes of erasures. */
export const erasePersonEnvironment = z.object({
  ...tenantKeys,
  CONTACT_TABLE_NAME: name,
  PROFILE_TABLE_NAME: name,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
  PERSON_KEY_TABLE_NAME: name,
  DUE_TABLE_NAME: name,
  RECEIPT_TABLE_NAME: name,
  DOCUMENT_TABLE_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
});

/** `lambdas/score-models`: predictions of everybody, share by share. */
export const scoreModelsEnvironment = z.object({
  SNAPSHOT_BUCKET_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
  PROFILE_TABLE_NAME: name,
});

/** A sending rate: messages a second and at once, above 0. */
const rate = (fallback: number) => z._default(z.coerce.number().check(z.positive()), fallback);

/** What sending takes; a channel whose sender is empty is switched off. */
const sending = {
  ...tenantKeys,
  /** Holds, beside profiles, what triggers started and what cancels it. */
  PROFILE_TABLE_NAME: name,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
  CONTACT_TABLE_NAME: name,
  DOCUMENT_TABLE_NAME: name,
  CATALOGUE_TABLE_NAME: name,
  DUE_TABLE_NAME: name,
  BUDGET_TABLE_NAME: name,
  RECEIPT_TABLE_NAME: name,
  RATE_TABLE_NAME: name,
  OFFER_TABLE_NAME: name,
  /** Hears which addresses reach nobody any more. */
  EVENT_STREAM_NAME: name,
  /** Where the unsubscribe page answers. */
  FRONT_DOOR_URL: name,
  /** Application of AWS End User Messaging Push. */
  PUSH_APPLICATION_ID: z._default(z.string(), ''),
  /** `Name <address>` of a verified identity. */
  EMAIL_FROM: z._default(z.string(), ''),
  EMAIL_CONFIGURATION_SET: z._default(z.string(), ''),
  /** Phone number, sender id or pool. */
  SMS_ORIGINATION_IDENTITY: z._default(z.string(), ''),
  SMS_CONFIGURATION_SET: z._default(z.string(), ''),
  /** Addresses of one push call; a quota. */
  PUSH_ADDRESSES_PER_CALL: z._default(z.coerce.number().check(z.int(), z.positive()), 100),
  PUSH_PER_SECOND: rate(5000),
  EMAIL_PER_SECOND: rate(14),
  SMS_PER_SECOND: rate(1),
};

/** `lambdas/dispatch-messages`: every minute, what is due. */
export const dispatchMessagesEnvironment = z.object(sending);

/** `lambdas/start-triggers`: at once, what an event starts. */
export const startTriggersEnvironment = z.object({
  ...sending,
  ...brand,
  ...goalEvents,
  ARTEFACT_BUCKET_NAME: name,
});

/** `lambdas/hear-providers`: deliveries, bounces and complaints. */
export const hearProvidersEnvironment = z.object({ EVENT_STREAM_NAME: name });

/** `lambdas/unsubscribe`: the page behind each message's way out. */
export const unsubscribeEnvironment = z.object({
  ...tenantKeys,
  LEDGER_TABLE_NAME: name,
  PERSON_TABLE_NAME: name,
});

/** `lambdas/write-copy`: the steps of the copy state machine. */
export const writeCopyEnvironment = z.object({
  ...tenantKeys,
  DOCUMENT_TABLE_NAME: name,
  CATALOGUE_TABLE_NAME: name,
  PERSON_KEY_TABLE_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
  LAKE_BUCKET_NAME: name,
  /** Role that Bedrock takes on to read a job's questions and write its answers. */
  BATCH_ROLE_ARN: name,
});
