// The small build: these schemas are in every function's bundle, and the full one is 85 KB of it.
import * as z from 'zod/mini';

z.config({
  localeError: (issue) => (issue.code === 'invalid_type' ? `${issue.expected} expected` : issue.code),
});

/** Every variable is a name or a number that CDK knows at synthesis; what is missing is listed in one error. */
export const name = z.string().check(z.minLength(1));

/** What functions that read or write hashes and the lake need: the secret with the tenant's keys. */
export const tenantKeys = { TENANT_KEYS_SECRET_ID: name };

/** What the brand takes for granted. */
export const brand = {
  /** IANA zone of customers whose messages name none. */
  BRAND_ZONE: z._default(name, 'Asia/Seoul'),
  /** ISO 4217 currency of amounts that name none. */
  BRAND_CURRENCY: z._default(z.string().check(z.length(3)), 'KRW'),
};

/** Any value, as JSON. */
export const json = z.pipe(
  name,
  z.transform((text): unknown => JSON.parse(text)),
);

/** Names of events, as JSON. */
const names = z.pipe(json, z.array(name));

/** Events that campaigns are for: profiles keep them by name, and they end triggered messages. */
export const goalEvents = { GOAL_EVENTS: z._default(names, []) };
