import * as z from 'zod/mini';
import { name } from './values.ts';

/** What every function's meter needs; the first two are set by Lambda. */
export const meterEnvironment = z.object({
  AWS_REGION: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number().check(z.int(), z.positive()),
  /** Bucket of the cost journal. */
  COST_JOURNAL_BUCKET_NAME: name,
  /** The station that pays. */
  COST_STAGE: name,
});
