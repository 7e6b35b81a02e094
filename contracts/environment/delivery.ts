import * as z from 'zod/mini';
import { brand, goalEvents, name, tenantKeys } from './values.ts';

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
