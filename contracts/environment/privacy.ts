import * as z from 'zod/mini';
import { name, tenantKeys } from './values.ts';

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
