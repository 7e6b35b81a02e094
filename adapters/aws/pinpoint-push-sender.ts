import {
  type AddressConfiguration,
  type ChannelType,
  type DirectMessageConfiguration,
  type MessageResult,
  type PinpointClient,
  SendMessagesCommand,
} from '@aws-sdk/client-pinpoint';
import type { Clock } from '#app/ports/clock.ts';
import type { OutgoingMessage, Sender, SendResult } from '#app/ports/sender.ts';
import { again, outcomeOfError, refused } from './send-outcome.ts';

/** APNs takes 64 bytes of a collapse id. */
const COLLAPSE_BYTES = 64;

/**
 * Push by `SendMessages` to raw device tokens: one call carries another title and body for each token. Make the
 * client with `maxAttempts: 1`: a call that was not answered must not be repeated.
 */
export function createPinpointPushSender(
  client: PinpointClient,
  config: { readonly applicationId: string; readonly addressesPerCall: number; readonly clock: Clock },
): Sender {
  const { applicationId, addressesPerCall, clock } = config;

  const call = async (
    first: OutgoingMessage,
    batch: ReadonlyMap<string, OutgoingMessage>,
  ): Promise<ReadonlyMap<string, SendResult>> => {
    const request = {
      ApplicationId: applicationId,
      MessageRequest: {
        Addresses: Object.fromEntries([...batch].map(([token, message]) => [token, addressOf(message)])),
        MessageConfiguration: configurationOf(first, clock.nowMs()),
      },
    };
    try {
      const { MessageResponse } = await client.send(new SendMessagesCommand(request));
      const results = MessageResponse?.Result ?? {};
      return new Map([...batch.keys()].map((token) => [token, resultOf(results[token])]));
    } catch (error) {
      const outcome = outcomeOfError(error);
      return new Map([...batch.keys()].map((token) => [token, outcome]));
    }
  };

  return {
    channel: 'push',
    batchSize: addressesPerCall,
    async send(batch) {
      const results = new Map<OutgoingMessage, SendResult>();
      for (const round of roundsOf(batch)) {
        const [first] = round.values();
        if (first === undefined) continue;
        const answers = await call(first, round);
        for (const [token, message] of round) {
          results.set(message, answers.get(token) ?? { status: 'unknown', reason: 'no_answer' });
        }
      }
      return batch.map((message) => results.get(message) ?? { status: 'unknown', reason: 'no_answer' });
    },
  };
}

/** A call holds each token once; a device that two people share takes two calls. */
function roundsOf(batch: readonly OutgoingMessage[]): Map<string, OutgoingMessage>[] {
  const rounds: Map<string, OutgoingMessage>[] = [];
  for (const message of batch) {
    const free = rounds.find((round) => !round.has(message.address)) ?? new Map<string, OutgoingMessage>();
    if (free.size === 0) rounds.push(free);
    free.set(message.address, message);
  }
  return rounds;
}

function addressOf({
  platform,
  rendered,
  messageKey,
  campaignId,
  customerKey,
}: OutgoingMessage): AddressConfiguration {
  return {
    ChannelType: (platform ?? 'GCM') as ChannelType,
    TitleOverride: rendered.title,
    BodyOverride: rendered.body,
    Context: { message_key: messageKey, campaign_id: campaignId, customer_key: customerKey },
    Substitutions: { message_key: [messageKey], link: [rendered.link] },
  };
}

/** Collapse id and time to live are a call's: an unavoidable repeat replaces itself, and nothing arrives too late. */
function configurationOf(message: OutgoingMessage, nowMs: number): DirectMessageConfiguration {
  const { campaignId, occurrence, expiresAtMs } = message;
  const collapseId = Buffer.from(`${campaignId}/${occurrence}`)
    .subarray(0, COLLAPSE_BYTES)
    .toString('latin1');
  const lifeSeconds = Math.max(1, Math.floor((expiresAtMs - nowMs) / 1000));
  const data = { message_key: '{{message_key}}', link: '{{link}}' };
  return {
    APNSMessage: { Action: 'OPEN_APP', CollapseId: collapseId, TimeToLive: lifeSeconds, Data: data },
    GCMMessage: { Action: 'OPEN_APP', CollapseKey: collapseId, TimeToLive: lifeSeconds, Data: data },
  };
}

/** What a status that is no success says. */
const REFUSALS: Readonly<Record<string, SendResult>> = {
  THROTTLED: again('throttled'),
  TEMPORARY_FAILURE: again('service_down'),
  OPT_OUT: refused('opted_out'),
  DUPLICATE: refused('invalid_address'),
};

function resultOf(result: MessageResult | undefined): SendResult {
  const status = result?.DeliveryStatus ?? '';
  if (result !== undefined && status === 'SUCCESSFUL') return accepted(result);
  if (result !== undefined && status === 'PERMANENT_FAILURE')
    return refused(isGone(result) ? 'dead_address' : 'invalid_message');
  return REFUSALS[status] ?? { status: 'unknown', reason: 'server_error' };
}

function accepted({ MessageId = '', UpdatedToken }: MessageResult): SendResult {
  const moved = UpdatedToken === undefined ? {} : { updatedAddress: UpdatedToken };
  return { status: 'accepted', providerId: MessageId, ...moved };
}

/** APNs and FCM say that a device is gone by 410, or by these words. */
function isGone({ StatusCode, StatusMessage = '' }: MessageResult): boolean {
  return (
    StatusCode === 410 ||
    /unregistered|not ?registered|baddevicetoken|invalid ?registration/i.test(StatusMessage)
  );
}
