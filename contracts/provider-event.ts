import * as z from 'zod/mini';

const tag = z.array(z.string());
const named = z.object({ message_key: tag, customer_key: tag });

/** What SES publishes of a message: tags are lists of one, ours in base64url. */
export const sesEvent = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), timestamp: z.string(), tags: named }),
  bounce: z.optional(z.object({ bounceType: z.string(), timestamp: z.string() })),
  complaint: z.optional(z.object({ timestamp: z.string() })),
  delivery: z.optional(z.object({ timestamp: z.string() })),
});

/** What the SMS service publishes of a message. Times are epoch ms. */
export const smsEvent = z.object({
  eventType: z.string(),
  eventTimestamp: z.number(),
  isFinal: z.boolean(),
  messageId: z.string(),
  messageStatus: z.string(),
  context: z.object({ message_key: z.string(), customer_key: z.string() }),
});

/** An event of one of the services that send for us. */
export type ProviderEvent = z.output<typeof sesEvent> | z.output<typeof smsEvent>;

/** Reads what a topic carried. Throws if it is the event of neither. */
export const providerEvent = z.union([sesEvent, smsEvent]);

/** What SNS hands to a function. */
export interface SnsEvent {
  readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
}
