import type { RenderedMessage } from '#core/delivery/rendered-message.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import type { SendRate } from './rate-limit.ts';

/** One message on its way to a provider. */
export interface OutgoingMessage {
  readonly messageKey: string;
  readonly campaignId: string;
  readonly occurrence: string;
  readonly customerKey: string;
  /** Phone number, e-mail address or device token. */
  readonly address: string;
  /** For push: `APNS`, `GCM`, …; else undefined. */
  readonly platform: string | undefined;
  /** It must not arrive at or after this instant, UTC epoch ms. */
  readonly expiresAtMs: number;
  readonly rendered: RenderedMessage;
}

/** What a provider said about one message. */
export type SendResult =
  | {
      readonly status: 'accepted';
      readonly providerId: string;
      /** The address by which the provider knows the device from now on. */
      readonly updatedAddress?: string | undefined;
    }
  | {
      /** Surely not sent. */
      readonly status: 'rejected';
      readonly reason: RejectionReason;
      /** It said "again": the same call may be made once more. */
      readonly isAgain: boolean;
    }
  /** It may have been sent: never repeated. */
  | { readonly status: 'unknown'; readonly reason: 'no_answer' | 'server_error' };

/** Why a provider refused a message. */
export type RejectionReason =
  | 'throttled'
  | 'service_down'
  | 'dead_address'
  | 'opted_out'
  | 'invalid_address'
  | 'invalid_message'
  | 'not_allowed';

/**
 * One channel's provider. It never throws and never repeats a call: what it does not know is `unknown`. Its promises
 * are pinned by tests/contract/sender.suite.ts.
 */
export interface Sender {
  readonly channel: Channel;
  /** Messages that one call may carry. */
  readonly batchSize: number;
  /** One result a message, in their order. All messages of one call share campaign, occurrence and expiry. */
  send(batch: readonly OutgoingMessage[]): Promise<readonly SendResult[]>;
}

/** Who sends on a channel: an application, an e-mail identity, an origination number; and how fast it may. */
export interface SendingIdentity {
  readonly id: string;
  readonly rate: SendRate;
}

/** One channel, ready to send. */
export interface OpenChannel {
  readonly sender: Sender;
  readonly identity: SendingIdentity;
}

/** The channels that are switched on. */
export type OpenChannels = Partial<Readonly<Record<Channel, OpenChannel>>>;
