import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { Outbox } from './outbox.ts';
import { createRateGate } from './rate-gate.ts';

/** A raised quota: the default is one a second. */
const TEXTS_PER_SECOND = 20;
const BODY_CHARACTERS = 1600;
const PHONE = /^\+[1-9]\d{7,14}$/;

interface SendTextMessageInput {
  readonly DestinationPhoneNumber?: string;
  readonly OriginationIdentity?: string;
  readonly MessageBody?: string;
  readonly MessageType?: string;
  readonly TimeToLive?: number;
  readonly Context?: Readonly<Record<string, string>>;
}

/** `SendTextMessage` of the SMS and voice API, version 2. */
export function createSmsApi(outbox: Outbox, nowMs: () => number): Record<string, (input: never) => unknown> {
  const pass = createRateGate(TEXTS_PER_SECOND, nowMs, { name: 'ThrottlingException', statusCode: 400 });
  return {
    SendTextMessage(input: SendTextMessageInput) {
      assertValid(input);
      pass();
      const { DestinationPhoneNumber = '', MessageBody = '', Context = {} } = input;
      outbox.write({ service: 'sms-voice', operation: 'SendTextMessage' }, [
        {
          channel: 'sms',
          address: DestinationPhoneNumber,
          messageKey: Context['message_key'] ?? '',
          campaignId: Context['campaign_id'] ?? '',
          customerKey: Context['customer_key'] ?? '',
          body: MessageBody,
        },
      ]);
      return { MessageId: randomUUID() };
    },
  };
}

function assertValid(input: SendTextMessageInput): void {
  const bad = (message: string): never => {
    throw new AwsError('ValidationException', message);
  };
  if (!PHONE.test(input.DestinationPhoneNumber ?? '')) bad('DestinationPhoneNumber is not in E.164 format');
  if (input.OriginationIdentity === undefined) bad('OriginationIdentity is required');
  const body = input.MessageBody ?? '';
  if (body === '' || [...body].length > BODY_CHARACTERS)
    bad(`MessageBody holds 1 to ${BODY_CHARACTERS} characters`);
  if (!['PROMOTIONAL', 'TRANSACTIONAL'].includes(input.MessageType ?? 'TRANSACTIONAL')) bad('MessageType');
  const life = input.TimeToLive ?? 5;
  if (life < 5 || life > 259_200) bad('TimeToLive is between 5 and 259200');
}
