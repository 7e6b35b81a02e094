import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { Outbox } from './outbox.ts';
import { createRateGate } from './rate-gate.ts';

const PATH = /^\/v1\/apps\/([^/]+)\/messages$/;
/** Documented quotas: addresses of one call, messages a second. */
const ADDRESSES_PER_CALL = 100;
const MESSAGES_PER_SECOND = 25_000;
const CHANNELS = ['APNS', 'APNS_SANDBOX', 'GCM', 'ADM', 'BAIDU'];

interface Address {
  readonly ChannelType?: string;
  readonly TitleOverride?: string;
  readonly BodyOverride?: string;
  readonly Context?: Readonly<Record<string, string>>;
}

interface Result {
  readonly DeliveryStatus: string;
  readonly StatusCode: number;
  readonly StatusMessage?: string;
  readonly MessageId?: string;
  readonly UpdatedToken?: string;
}

/** Pinpoint's operation name for a request. */
export function pinpointOperation({ method, path }: Call): string {
  return method === 'POST' && PATH.test(path) ? 'SendMessages' : `${method} ${path}`;
}

/**
 * `SendMessages` with a result for each address. A token says how its device feels: `dead…` is gone, `moved…` has
 * another token, `busy…` is throttled, `broken…` fails without saying why.
 */
export function createPinpointApi(outbox: Outbox, nowMs: () => number): (call: Call) => Answer {
  const pass = createRateGate(MESSAGES_PER_SECOND, nowMs, {
    name: 'TooManyRequestsException',
    statusCode: 429,
  });
  return (call) => {
    if (pinpointOperation(call) !== 'SendMessages')
      throw new AwsError('NotFoundException', `The local Pinpoint does not know ${call.path}`, 404);
    const { Addresses = {}, MessageConfiguration } = JSON.parse(call.body.toString()) as {
      Addresses?: Record<string, Address>;
      MessageConfiguration?: object;
    };
    const entries = Object.entries(Addresses);
    assertValid(entries, MessageConfiguration);
    pass(entries.length);
    const results = entries.map(([token]) => [token, resultOf(token)] as const);
    outbox.write(
      { service: 'mobiletargeting', operation: 'SendMessages' },
      entries.map(([address, { TitleOverride = '', BodyOverride = '', Context = {} }]) => ({
        channel: 'push',
        address,
        messageKey: Context['message_key'] ?? '',
        campaignId: Context['campaign_id'] ?? '',
        customerKey: Context['customer_key'] ?? '',
        body: TitleOverride === '' ? BodyOverride : `${TitleOverride}\n${BodyOverride}`,
      })),
    );
    const body = {
      ApplicationId: PATH.exec(call.path)?.[1],
      RequestId: randomUUID(),
      Result: Object.fromEntries(results),
    };
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  };
}

function assertValid(entries: readonly (readonly [string, Address])[], configuration?: object): void {
  const bad = (message: string): never => {
    throw new AwsError('BadRequestException', message);
  };
  if (entries.length === 0) bad('At least one address is required');
  if (entries.length > ADDRESSES_PER_CALL) bad(`At most ${ADDRESSES_PER_CALL} addresses are allowed`);
  if (configuration === undefined) bad('MessageConfiguration is required');
  for (const [token, { ChannelType }] of entries) {
    if (token.trim() === '') bad('An address is empty');
    if (ChannelType === undefined || !CHANNELS.includes(ChannelType))
      bad(`ChannelType ${ChannelType} is none of ${CHANNELS.join(', ')}`);
  }
}

function resultOf(token: string): Result {
  if (token.startsWith('dead'))
    return { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 410, StatusMessage: 'Unregistered' };
  if (token.startsWith('busy')) return { DeliveryStatus: 'THROTTLED', StatusCode: 429 };
  if (token.startsWith('broken')) return { DeliveryStatus: 'UNKNOWN_FAILURE', StatusCode: 500 };
  const moved = token.startsWith('moved') ? { UpdatedToken: token.slice('moved'.length) } : {};
  return { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, MessageId: randomUUID(), ...moved };
}
