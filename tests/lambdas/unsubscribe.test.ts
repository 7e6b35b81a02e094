import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from '@jest/globals';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import { createUnsubscribe } from '#app/delivery/unsubscribe.ts';
import { unsubscribeText } from '#core/delivery/unsubscribe-token.ts';
import type { SpokenConsent } from '#core/profiles/ledger.ts';
import { createHandler } from '#lambdas/unsubscribe/handler.ts';

function start() {
  const heard: SpokenConsent[] = [];
  const signer = createTokenSigner('newest', 'older');
  const handler = createHandler({
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: new Metrics({ namespace: 'Kairos', serviceName: 'test' }),
    unsubscribe: createUnsubscribe({
      signer,
      applyConsents: {
        apply: async (spoken) => {
          heard.push(...spoken);
          return 1;
        },
      },
      clock: { nowMs: () => 5 },
    }),
  });
  const call = (method: string, token: string) =>
    handler(
      {
        rawPath: `/u/${token}`,
        headers: {},
        isBase64Encoded: false,
        requestContext: { domainName: 'x', http: { method }, timeEpoch: 5 },
      },
      { functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 1000 },
    );
  return { heard, signer, call };
}

describe('the way out', () => {
  it('shows a page to whoever opens the link, and changes nothing', async () => {
    const { heard, signer, call } = start();
    const answer = await call('GET', signer.sign('unsubscribe', unsubscribeText('hana:1', 'email')));
    expect([answer.statusCode, heard]).toEqual([200, []]);
    expect(answer.body).toContain('<form method="post">');
  });

  it('refuses marketing by day and by night on that channel when it is posted', async () => {
    const { heard, call } = start();
    const old = createTokenSigner('older').sign('unsubscribe', unsubscribeText('hana:1', 'email'));
    expect((await call('POST', old)).statusCode).toBe(200);
    expect(
      heard.map(({ speaker, consent }) => [speaker, consent.purpose, consent.channel, consent.granted]),
    ).toEqual([
      ['hana:1', 'marketing', 'email', false],
      ['hana:1', 'marketing_night', 'email', false],
    ]);
  });

  it('does nothing for a token that we did not make, or made for something else', async () => {
    const { heard, signer, call } = start();
    const good = signer.sign('unsubscribe', unsubscribeText('hana', 'sms'));
    const tokens = [
      signer.sign('link', unsubscribeText('hana', 'sms')),
      createTokenSigner('mine').sign('unsubscribe', unsubscribeText('hana', 'sms')),
      `${good}x`.replace('.', '.A'),
      signer.sign('unsubscribe', 'fax:hana'),
      'nothing',
      '',
    ];
    for (const token of tokens) expect((await call('POST', token)).statusCode).toBe(404);
    expect(heard).toEqual([]);
  });
});
