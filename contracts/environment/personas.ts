import * as z from 'zod/mini';
import { brand, name, tenantKeys } from './values.ts';

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
