import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

/** What a run of the copy state machine is started with; what is left out means all that is approved. */
const copyOrder = z.object({
  channels: z.optional(z.array(z.enum(['push', 'email', 'sms']))),
  languages: z.optional(z.array(z.enum(['ko', 'en']))),
  tones: z.optional(z.array(z.enum(['warm', 'crisp', 'formal']))),
  productId: z.optional(text),
  imageId: z.optional(text),
  count: z.optional(z.number().check(z.int(), z.gte(1), z.lte(400))),
});

/** A job of batch inference, as it was started. */
const startedJob = z.object({ name: text, job: text, model: text });

/** What `lambdas/write-copy` is called with, step by step. */
export const copyStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('rows'), execution: text, order: copyOrder }),
  z.object({ step: z.literal('write'), execution: text, ordered: z.looseObject({}) }),
  z.object({ step: z.literal('batch'), execution: text, key: text }),
  z.object({ step: z.literal('collect'), execution: text, key: text, job: startedJob }),
  z.object({ step: z.literal('ask'), execution: text, token: text }),
  z.object({ step: z.literal('remind'), execution: text, token: text }),
  z.object({ step: z.literal('lapse'), execution: text }),
]);

/** One step's call. */
export type CopyStep = z.infer<typeof copyStep>;
