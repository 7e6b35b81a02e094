import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { createSecretWriteKeys } from '#adapters/aws/secret-write-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';

const KEYS = JSON.stringify([{ id: 'web', writeKey: 'wk', source: 'web' }]);

function world(answers: readonly (string | Error)[]) {
  let calls = 0;
  let nowMs = 0;
  const send = async () => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    if (answer instanceof Error) throw answer;
    return { SecretString: answer };
  };
  const secrets = createSecrets({ send } as unknown as SecretsManagerClient, { nowMs: () => nowMs });
  return { secrets, calls: () => calls, pass: (ms: number) => (nowMs += ms) };
}

describe('createSecrets', () => {
  it('reads a secret once in five minutes', async () => {
    const { secrets, calls, pass } = world(['first', 'second']);
    expect([await secrets.read('s'), await secrets.read('s'), calls()]).toEqual(['first', 'first', 1]);
    pass(300_000);
    expect(await secrets.read('s')).toBe('second');
  });

  it('goes on with what it read last while the service is away', async () => {
    const { secrets, pass } = world(['first', new Error('away')]);
    await secrets.read('s');
    pass(300_000);
    expect(await secrets.read('s')).toBe('first');
  });

  it('fails by name when it never read it', async () => {
    await expect(world([new Error('away')]).secrets.read('s')).rejects.toMatchObject({
      name: 'UnavailableError',
    });
  });
});

describe('createSecretWriteKeys', () => {
  it('finds a key and no other', async () => {
    const writeKeys = createSecretWriteKeys(world([KEYS]).secrets, 's');
    expect(await writeKeys.find('wk')).toMatchObject({ id: 'web', source: 'web' });
    expect(await writeKeys.find('other')).toBeUndefined();
  });
});
