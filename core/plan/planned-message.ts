import type { CopyChannel } from '#core/copy/approved-copy.ts';

/** One message as a plan decides it: what the due index holds and the dispatcher claims. */
export interface PlannedMessage {
  /** `<campaignId>/<occurrence>/<personId>`: at most one claim ever succeeds for it. */
  readonly messageKey: string;
  readonly campaignId: string;
  /** Of a recurring or triggered campaign: its date or trigger key; `once` otherwise. */
  readonly occurrence: string;
  readonly personId: string;
  readonly channel: CopyChannel;
  /** UTC epoch ms, a whole minute. */
  readonly dueAtMs: number;
  /** It is never sent at or after this instant, UTC epoch ms. */
  readonly expiresAtMs: number;
  readonly copyId: string;
  /** SHA-256 of the approved copy. */
  readonly copyHash: string;
  readonly productId: string | undefined;
  readonly offerId: string | undefined;
  /** Experiment arm, e.g. `own_time|context`; and the probability with which it was drawn, 0-1. */
  readonly arm: string;
  readonly armProbability: number;
  /** With which this copy was chosen among those that fit person, arm, product and channel, (0, 1]. */
  readonly copyProbability: number;
  readonly personaId: string | undefined;
  /** The most it may cost, in millionths of the billing currency's unit. */
  readonly worstCaseMicros: number;
  /** SHA-256 of the plan that decided it. */
  readonly planHash: string;
}
