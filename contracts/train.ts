import * as z from 'zod/mini';
import { DATA_CHECKS } from '#core/models/training/data-checks.ts';

/** Where a run's files lie, and into how many shares persons are split. */
const run = z.object({
  folder: z.string().check(z.minLength(1)),
  shareCount: z.int().check(z.positive()),
});
const share = z.int().check(z.nonnegative());
const round = z.int().check(z.nonnegative());
/** Findings about the rows that a person has looked at and takes as they are. */
const accept = z.array(z.enum(DATA_CHECKS));
const instant = z.string().check(z.minLength(1));

/** Steps of `lambdas/fit-models`. */
export const fitModelsInput = z.discriminatedUnion('step', [
  z.object({ step: z.literal('scatter'), run, exportedKey: z.string() }),
  z.object({ step: z.literal('join'), run, share }),
  z.object({ step: z.literal('combine'), run, share, at: instant }),
  z.object({ step: z.literal('summarise'), run, round, share }),
  z.object({ step: z.literal('solve'), run, round }),
]);

/** Steps of `lambdas/publish-models`. */
export const publishModelsInput = z.discriminatedUnion('step', [
  z.object({ step: z.literal('begin'), run, at: instant }),
  z.object({ step: z.literal('publish'), run, round, accept }),
]);

/** What `lambdas/score-models` is asked for. */
export const scoreModelsInput = z.object({ run, share, live: z.string().check(z.minLength(64)) });
