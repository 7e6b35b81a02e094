import type { MessageType } from '#core/events/message.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** The four times of an event, UTC epoch milliseconds. */
export interface EventTimes {
  /** What the device said. */
  readonly deviceMs: number | undefined;
  readonly sentMs: number | undefined;
  readonly receivedMs: number;
}

/**
 * One message that passed validation and the privacy gate: what profiles are folded from and what the lake
 * keeps. It holds no address, token, resident number or network address, only keyed hashes of them.
 */
export interface CustomerEvent {
  readonly messageId: string;
  /** `userId`, else `anonymousId`; hashed when it was itself an address. */
  readonly customerKey: string;
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly previousId: string | undefined;
  readonly type: MessageType;
  /** The event's name for `track`, else the type, e.g. `Order Completed`, `identify`. */
  readonly name: string;
  /**
   * When it happened, UTC epoch milliseconds: the device's time corrected by the device clock's error
   * (`receivedAt - sentAt`, as Segment does) and clamped to what is possible.
   */
  readonly atMs: number;
  /** True if the corrected time was impossible and was clamped. */
  readonly isClamped: boolean;
  readonly times: EventTimes;
  /** IANA zone that the message carries, if any and if known. */
  readonly zone: string | undefined;
  readonly properties: JsonObject;
  readonly traits: JsonObject;
  readonly context: JsonObject;
}

/** Where on the stream a record lay. */
export interface StreamPosition {
  readonly shardId: string;
  /** Decimal digits, up to 56 of them: beyond what a number holds. */
  readonly sequenceNumber: string;
}

/** The events of one stream record; all of one customer key, in the order in which they were written. */
export interface CustomerRecord {
  readonly position: StreamPosition;
  readonly events: readonly CustomerEvent[];
}
