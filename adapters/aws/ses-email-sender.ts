import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { OutgoingMessage, Sender, SendResult } from '#app/ports/sender.ts';
import { outcomeOfError } from './send-outcome.ts';

/**
 * E-mail by SES v2: plain text and HTML, one-click unsubscribe (RFC 8058), our key as a tag that comes back with
 * every event. Make the client with `maxAttempts: 1`.
 */
export function createSesEmailSender(
  client: SESv2Client,
  config: { readonly from: string; readonly configurationSet: string },
): Sender {
  const sendOne = async (message: OutgoingMessage): Promise<SendResult> => {
    const { rendered, address, messageKey, campaignId, customerKey } = message;
    const html = rendered.html === '' ? {} : { Html: { Data: rendered.html, Charset: 'UTF-8' } };
    try {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: config.from,
          Destination: { ToAddresses: [address] },
          ConfigurationSetName: config.configurationSet,
          EmailTags: [
            { Name: 'message_key', Value: tagValue(messageKey) },
            { Name: 'campaign_id', Value: tagValue(campaignId) },
            { Name: 'customer_key', Value: tagValue(customerKey) },
          ],
          Content: {
            Simple: {
              Subject: { Data: rendered.title, Charset: 'UTF-8' },
              Body: { Text: { Data: rendered.body, Charset: 'UTF-8' }, ...html },
              Headers: [
                { Name: 'List-Unsubscribe', Value: `<${rendered.unsubscribeUrl}>` },
                { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
              ],
            },
          },
        }),
      );
      return { status: 'accepted', providerId: MessageId ?? '' };
    } catch (error) {
      return outcomeOfError(error);
    }
  };
  return { channel: 'email', batchSize: 1, send: (batch) => Promise.all(batch.map(sendOne)) };
}

/** A tag's value holds letters, digits, `_` and `-` only. */
function tagValue(text: string): string {
  return Buffer.from(text).toString('base64url');
}
