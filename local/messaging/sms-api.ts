import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { Outbox } from './outbox.ts';
import { createRateGate } from './rate-gate.ts';
import type { Report } from './reports.ts';

/** A raised quota: the default is one a second. */
const TEXTS_PER_SECOND = 20;
const BODY_CHARACTERS = 1600;
const PHONE = /^\+[1-9]\d{7,14}$/;

/** The number of the service's simulator that never takes a message. */
const UNREACHABLE = '+14254147167';

interface SendTextMessageInput {
  readonly ConfigurationSetName?: string;
  readonly DestinationPhoneNumber?: string;
  readonly OriginationIdentity?: string;
  readonly MessageBody?: string;
  readonly MessageType?: string;
  readonly TimeToLive?: number;
  readonly Context?: Readonly<Record<string, string>>;
}

/** `SendTextMessage` of the SMS and voice API, version 2. */
export function createSmsApi(
  outbox: Outbox,
  nowMs: () => number,
  report: Report,
): Record<string, (input: never) => unknown> {
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
      const messageId = randomUUID();
      const messageStatus = DestinationPhoneNumber === UNREACHABLE ? 'UNREACHABLE' : 'DELIVERED';
      const eventType = `TEXT_${messageStatus}`;
      report(input.ConfigurationSetName, eventType, {
        ...{ eventType, eventTimestamp: nowMs(), isFinal: true, messageId, messageStatus },
        ...{ destinationPhoneNumber: DestinationPhoneNumber, context: Context },
      });
      return { MessageId: messageId };
    },
  };
}

function assertValid(input: SendTextMessageInput): void {
  const {
    DestinationPhoneNumber = '',
    MessageBody = '',
    MessageType = 'TRANSACTIONAL',
    TimeToLive = 5,
  } = input;
  const problems: readonly (readonly [boolean, string])[] = [
    [!PHONE.test(DestinationPhoneNumber), 'DestinationPhoneNumber is not in E.164 format'],
    [input.OriginationIdentity === undefined, 'OriginationIdentity is required'],
    [MessageBody === '', 'MessageBody is empty'],
    [[...MessageBody].length > BODY_CHARACTERS, `MessageBody is longer than ${BODY_CHARACTERS} characters`],
    [!['PROMOTIONAL', 'TRANSACTIONAL'].includes(MessageType), 'MessageType is not known'],
    [TimeToLive < 5 || TimeToLive > 259_200, 'TimeToLive is between 5 and 259200'],
  ];
  const problem = problems.find(([isWrong]) => isWrong);
  if (problem !== undefined) throw new AwsError('ValidationException', problem[1]);
}
