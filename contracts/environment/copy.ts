import * as z from 'zod/mini';
import { name, tenantKeys } from './values.ts';

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
