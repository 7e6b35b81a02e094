import type { JsonObject } from '#core/kernel/json.ts';

/** The six calls of the Segment spec. */
export type MessageType = 'track' | 'identify' | 'page' | 'screen' | 'alias' | 'group';

/** One message of the Segment spec as it travels on the stream, after its shape was validated. */
export interface Message {
  readonly type: MessageType;
  /** Given by the sender, unique per event; a retry repeats it. */
  readonly messageId: string;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  /** `alias` only: the id that `userId` replaces. */
  readonly previousId?: string | undefined;
  readonly groupId?: string | undefined;
  /** `track` only: the event's name. */
  readonly event?: string | undefined;
  /** `page` and `screen` only. */
  readonly name?: string | undefined;
  readonly properties?: JsonObject | undefined;
  readonly traits?: JsonObject | undefined;
  readonly context?: JsonObject | undefined;
  /** When it happened by the device's clock, ISO 8601. SDKs also send it as `originalTimestamp`. */
  readonly timestamp?: string | undefined;
  readonly originalTimestamp?: string | undefined;
  /** When the device sent it, by the same clock, ISO 8601. */
  readonly sentAt?: string | undefined;
  /** When we received it, ISO 8601; stamped by the front door, else by the stream. */
  readonly receivedAt?: string | undefined;
}
