import * as z from 'zod/mini';
import { brand, name } from './values.ts';

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

/** `lambdas/score-models`: predictions of everybody, share by share. */
export const scoreModelsEnvironment = z.object({
  SNAPSHOT_BUCKET_NAME: name,
  ARTEFACT_BUCKET_NAME: name,
  PROFILE_TABLE_NAME: name,
});
