import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from '@jest/globals';
import { createPinpointPushSender } from '#adapters/aws/pinpoint-push-sender.ts';
import { createSesEmailSender } from '#adapters/aws/ses-email-sender.ts';
import { createSmsSender } from '#adapters/aws/sms-sender.ts';
import type { OutgoingMessage, Sender } from '#app/ports/sender.ts';
import type { LocalCloud } from '#local/start-local-cloud.ts';
import { clientConfig, withCloud } from './support/running-cloud.ts';
import { ASSEMBLY } from './support/services-assembly.ts';

const message = (address: string, over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  messageKey: 'c1/once/고객/1',
  campaignId: 'c1',
  occurrence: 'once',
  customerKey: '고객/1',
  address,
  platform: 'GCM',
  expiresAtMs: Date.now() + 3_600_000,
  rendered: {
    title: '(광고) 가을 세일',
    body: '김하나님, 12,900원',
    html: '<p>12,900원</p>',
    link: 'https://shop.example/p',
    unsubscribeUrl: 'https://shop.example/u',
  },
  ...over,
});

function senders(cloud: LocalCloud): Record<'push' | 'email' | 'sms', Sender> {
  const config = clientConfig(cloud);
  const clock = { nowMs: () => cloud.nowMs() };
  return {
    push: createPinpointPushSender(new PinpointClient(config), {
      applicationId: 'app',
      addressesPerCall: 100,
      clock,
    }),
    email: createSesEmailSender(new SESv2Client(config), {
      from: 'Shop <news@shop.example>',
      configurationSet: 'set',
    }),
    sms: createSmsSender(new PinpointSMSVoiceV2Client(config), {
      originationIdentity: '0801234567',
      configurationSet: 'set',
      clock,
    }),
  };
}

async function outbox(cloud: LocalCloud): Promise<Record<string, unknown>[]> {
  const text = await (await fetch(`${cloud.url}/outbox`)).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the senders on the local cloud', () => {
  it('send on each channel and leave exactly the documented line in the outbox', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const { push, email, sms } = senders(cloud);
      const results = [
        ...(await push.send([message('token-1')])),
        ...(await email.send([message('hana@example.com')])),
        ...(await sms.send([message('+821012345678')])),
      ];
      expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
      const lines = await outbox(cloud);
      expect(lines.map((line) => ({ ...line, at: 'then' }))).toEqual([
        {
          at: 'then',
          service: 'mobiletargeting',
          operation: 'SendMessages',
          channel: 'push',
          address: 'token-1',
          messageKey: 'c1/once/고객/1',
          campaignId: 'c1',
          customerKey: '고객/1',
          body: '(광고) 가을 세일\n김하나님, 12,900원',
        },
        expect.objectContaining({ service: 'ses', channel: 'email', messageKey: 'c1/once/고객/1' }),
        expect.objectContaining({ service: 'sms-voice', channel: 'sms', customerKey: '고객/1' }),
      ]);
      expect(Object.keys(lines[0] ?? {})).toEqual(
        'at service operation channel address messageKey campaignId customerKey body'.split(' '),
      );
    }));

  it('hear of each address by itself, and send a device that two people share twice (32)', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const { push } = senders(cloud);
      const tokens = ['ok', 'dead-1', 'busy-1', 'broken-1', 'moved-2', 'ok'];
      const results = await push.send(tokens.map((token) => message(token)));
      expect(results).toMatchObject([
        { status: 'accepted' },
        { status: 'rejected', reason: 'dead_address', isAgain: false },
        { status: 'rejected', reason: 'throttled', isAgain: true },
        { status: 'unknown' },
        { status: 'accepted', updatedAddress: '-2' },
        { status: 'accepted' },
      ]);
      expect(await outbox(cloud)).toHaveLength(tokens.length);
    }));

  it('never repeat a call that was not answered, and say that they do not know (13, 21)', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      for (const kind of ['reset-after-commit', '5xx'] as const) {
        cloud.faults.clear();
        cloud.faults.add({ kind });
        const { push, email, sms } = senders(cloud);
        const calls = [
          push.send([message('t')]),
          email.send([message('a@example.com')]),
          sms.send([message('+821012345678')]),
        ];
        for (const [result] of await Promise.all(calls))
          expect([kind, result?.status]).toEqual([kind, 'unknown']);
      }
      cloud.faults.clear();
      expect(await outbox(cloud)).toHaveLength(3);
    }));

  it('tell "again" from "no"', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const { email, sms } = senders(cloud);
      expect(await email.send([message('no address')])).toEqual([
        { status: 'rejected', reason: 'invalid_message', isAgain: false },
      ]);
      expect(await sms.send([message('010-1234-5678')])).toEqual([
        { status: 'rejected', reason: 'invalid_message', isAgain: false },
      ]);
      cloud.faults.add({ kind: 'throttle' });
      const again = { status: 'rejected', reason: 'throttled', isAgain: true };
      expect(await email.send([message('a@example.com')])).toEqual([again]);
      expect(await sms.send([message('+821012345678')])).toEqual([again]);
    }));
});
