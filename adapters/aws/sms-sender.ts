import { type PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Clock } from '#app/ports/clock.ts';
import type { OutgoingMessage, Sender, SendResult } from '#app/ports/sender.ts';
import { outcomeOfError, refused } from './send-outcome.ts';

/** The service takes lives of 5 s to 72 h. */
const SHORTEST_LIFE_SECONDS = 5;
const LONGEST_LIFE_SECONDS = 259_200;

/** Text messages by AWS End User Messaging. Make the client with `maxAttempts: 1`. */
export function createSmsSender(
  client: PinpointSMSVoiceV2Client,
  config: { readonly originationIdentity: string; readonly configurationSet: string; readonly clock: Clock },
): Sender {
  const sendOne = async (message: OutgoingMessage): Promise<SendResult> => {
    const { address, rendered, messageKey, campaignId, customerKey, expiresAtMs } = message;
    const lifeSeconds = Math.floor((expiresAtMs - config.clock.nowMs()) / 1000);
    try {
      const { MessageId } = await client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: address,
          OriginationIdentity: config.originationIdentity,
          ConfigurationSetName: config.configurationSet,
          MessageType: 'PROMOTIONAL',
          MessageBody: rendered.body,
          TimeToLive: Math.min(LONGEST_LIFE_SECONDS, Math.max(SHORTEST_LIFE_SECONDS, lifeSeconds)),
          Context: { message_key: messageKey, campaign_id: campaignId, customer_key: customerKey },
        }),
      );
      return { status: 'accepted', providerId: MessageId ?? '' };
    } catch (error) {
      return isOptedOut(error) ? refused('opted_out') : outcomeOfError(error);
    }
  };
  return { channel: 'sms', batchSize: 1, send: (batch) => Promise.all(batch.map(sendOne)) };
}

function isOptedOut(error: unknown): boolean {
  return (error as { readonly Reason?: unknown }).Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT';
}
