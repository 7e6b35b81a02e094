import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '#app/ports/clock.ts';
import { RefusedError } from '#core/kernel/errors.ts';
import { translateErrors } from './translate-error.ts';

/** How long a secret is believed, milliseconds: a new write key works within five minutes. */
const BELIEVED_MS = 300_000;

/** Reads secrets, each at most once in five minutes. */
export interface Secrets {
  /**
   * The secret's text.
   * @throws UnavailableError if the service does not answer and the secret was never read.
   */
  read(secretId: string): Promise<string>;
}

/** Secrets of Secrets Manager; while it does not answer, what was read last stays in force. */
export function createSecrets(client: SecretsManagerClient, clock: Clock): Secrets {
  const known = new Map<string, { readonly text: string; readonly readAtMs: number }>();

  const fetch = async (secretId: string): Promise<string> => {
    const { SecretString } = await translateErrors('GetSecretValue', () =>
      client.send(new GetSecretValueCommand({ SecretId: secretId })),
    );
    if (SecretString === undefined)
      throw new RefusedError('the secret holds no text', { details: { secretId } });
    known.set(secretId, { text: SecretString, readAtMs: clock.nowMs() });
    return SecretString;
  };

  return {
    async read(secretId) {
      const last = known.get(secretId);
      if (last !== undefined && clock.nowMs() - last.readAtMs < BELIEVED_MS) return last.text;
      try {
        return await fetch(secretId);
      } catch (error) {
        if (last === undefined) throw error;
        return last.text;
      }
    },
  };
}
