import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from '@jest/globals';
import { hearProviders } from '#app/delivery/hear-providers.ts';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import { badNewsIn } from '#core/delivery/brake.ts';
import { readRecord } from '#core/events/read-record.ts';
import { isUrgent } from '#core/events/urgent-event.ts';
import { consentsOf } from '#core/profiles/consent.ts';
import { createHandler } from '#lambdas/hear-providers/handler.ts';
import { createSesApi } from '#local/messaging/ses-api.ts';
import { createSmsApi } from '#local/messaging/sms-api.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 3);
const KEY = 'c1/once/고객/1';
const context = { functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The services at home send to these addresses; the function hears what they report. */
async function heardAfter(addresses: readonly string[], also: readonly string[] = []) {
  const said: string[] = [...also];
  const report = (_set: unknown, _type: string, event: object): unknown => said.push(JSON.stringify(event));
  const outbox = { write: () => undefined } as never;
  const email = createSesApi(outbox, () => NOW_MS, report);
  const text = createSmsApi(outbox, () => NOW_MS, report);
  for (const address of addresses) {
    if (address.startsWith('+')) {
      const named = { message_key: KEY, customer_key: '고객/1' };
      const to = {
        DestinationPhoneNumber: address,
        OriginationIdentity: '080',
        MessageBody: 'm',
        Context: named,
      };
      text['SendTextMessage']?.(to as never);
      continue;
    }
    const tags = [
      { Name: 'message_key', Value: base64url(KEY) },
      { Name: 'customer_key', Value: base64url('고객/1') },
    ];
    const content = { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } };
    const to = { ToAddresses: [address] };
    const input = { FromEmailAddress: 'n@shop.example', Destination: to, EmailTags: tags, Content: content };
    const call = {
      method: 'POST',
      path: '/v2/email/outbound-emails',
      body: Buffer.from(JSON.stringify(input)),
    };
    email(call as never);
  }
  const records: StreamRecord[] = [];
  const stream = { put: async (more: readonly StreamRecord[]) => void records.push(...more) };
  const handler = createHandler({
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: new Metrics({ namespace: 'Kairos', serviceName: 'test' }),
    hear: (reports) => hearProviders(stream, reports, NOW_MS),
  });
  await handler({ Records: said.map((Message) => ({ Sns: { Message } })) }, context);
  return records.map(({ partitionKey, data }) => {
    const [read] = readRecord(data, { hash: () => '', arrivedMs: NOW_MS });
    if (read?.kind !== 'event') throw new Error('no event');
    expect([partitionKey, read.partitionKey]).toEqual(['고객/1', '고객/1']);
    expect(isUrgent(JSON.parse(new TextDecoder().decode(data)) as Parameters<typeof isUrgent>[0])).toBe(true);
    return read.event;
  });
}

describe('hear-providers', () => {
  it('turns what each service reports into the event that settles, bounces or complains', async () => {
    const events = await heardAfter(['a@x.kr', 'bounce@x.kr', 'full@x.kr', '+821012345678', '+14254147167']);
    expect(
      events.map(({ name, properties }) => [name, properties['channel'], properties['message_key']]),
    ).toEqual([
      ['Message Delivered', 'email', KEY],
      ['Email Bounced', 'email', KEY],
      ['Message Failed', 'email', KEY],
      ['Message Delivered', 'sms', KEY],
      ['Message Failed', 'sms', KEY],
    ]);
    expect(events.map((event) => badNewsIn(event)?.news)).toEqual([
      undefined,
      'bounced',
      'bounced',
      undefined,
      'bounced',
    ]);
  });

  it('takes a complaint for a refusal of e-mail, and for bad news', async () => {
    const [delivered, complaint] = await heardAfter(['complaint@x.kr']);
    expect(delivered?.name).toBe('Message Delivered');
    expect(badNewsIn(complaint!)).toMatchObject({ news: 'complained', channel: 'email', personId: '고객/1' });
    expect(consentsOf(complaint!).consents).toMatchObject([
      { channel: 'email', purpose: 'marketing', granted: false },
      { channel: 'email', purpose: 'marketing_night', granted: false },
    ]);
  });

  it('is held up by nothing that it cannot read', async () => {
    const events = await heardAfter(['a@x.kr'], ['', '{', '{"eventType":"Open"}', 'null']);
    expect(events.map(({ name }) => name)).toEqual(['Message Delivered']);
  });
});
