import type { PlannedMessage } from '#core/plan/planned-message.ts';

/**
 * What became of a planned message, the later of two that are known last. Planned = accepted + suppressed +
 * failed + unknown.
 */
export const RECEIPT_STATUSES = ['suppressed', 'unknown', 'failed', 'accepted'] as const;

/** What became of a planned message. */
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/** The account of one planned message. No address, no words: those stay where they are kept. */
export interface Receipt {
  readonly message: PlannedMessage;
  readonly status: ReceiptStatus;
  /** Why it was not accepted, one of `deliveryReasons`; empty when it was. */
  readonly reason: string;
  /** When this was known, UTC epoch ms. */
  readonly atMs: number;
  /** The instant of the last consistent ledger read before the call, UTC epoch ms; undefined if none was made. */
  readonly sendInstantMs: number | undefined;
  /** Price charged, millionths of the billing currency's unit; 0 unless accepted or unknown. */
  readonly costMicros: number;
  /** The provider's id of the message; empty where there is none. */
  readonly providerId: string;
}

/** Which of two accounts of one message stands: a later status replaces an earlier one, never the other way. */
export function receiptRank({ status }: Pick<Receipt, 'status'>): number {
  return RECEIPT_STATUSES.indexOf(status);
}
