import * as z from 'zod';

const record = z.object({
  eventID: z.string().regex(/^.+:\d+$/),
  kinesis: z.object({
    partitionKey: z.string().min(1),
    sequenceNumber: z.string().regex(/^\d{1,56}$/),
    data: z.base64(),
    approximateArrivalTimestamp: z.number(),
  }),
});

const payload = z.object({ Records: z.array(record) });

/** JSON text or the value itself: the platform writes the payload as text. */
const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'the payload is not JSON' });
    return z.NEVER;
  }
});

/**
 * What an event source mapping writes to its S3 failure destination when it gives a batch of a Kinesis stream up.
 * @see docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export const failedBatch = z.object({
  requestContext: z.object({ condition: z.string() }),
  payload: z.union([payload, jsonText.pipe(payload)]),
});
