/** Bounds on what one message may be, so that no message can cost more than another by much. */
export interface MessageLimits {
  /** JSON text of one message, UTF-8 bytes. */
  readonly maxMessageBytes: number;
  /** Objects and arrays inside one another; the message itself is 1. */
  readonly maxDepth: number;
  /** Keys and array items of one message, nested ones included. */
  readonly maxKeyCount: number;
}

/** Segment's 32 KB a message; the other two are ours: ten times what a large cart needs. */
export const MESSAGE_LIMITS: MessageLimits = {
  maxMessageBytes: 32 * 1024,
  maxDepth: 32,
  maxKeyCount: 4096,
};

/** Segment's bound on the body of one request, bytes after decompression. */
export const MAX_REQUEST_BYTES: number = 500 * 1024;

/** On the stream a message may be larger: we stamp it, and hashes are longer than the addresses that they stand for. */
export const STREAM_LIMITS: MessageLimits = { ...MESSAGE_LIMITS, maxMessageBytes: 64 * 1024 };
