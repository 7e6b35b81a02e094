import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { TokenSigner } from '#app/ports/token-signer.ts';
import { type TenantKeys, tenantKeysSecret } from '#contracts/tenant-keys.ts';
import type { Secrets } from './secrets.ts';

/** A function that runs for days hears of a rotation within this time and one call. An hour. */
const HEARD_AFTER_MS = 3_600_000;

/** What is made of the tenant's keys. */
export interface OpenedKeys {
  /** As they were at the start. */
  readonly keys: TenantKeys;
  readonly hasher: KeyedHasher;
  readonly signer: TokenSigner;
}

/** The key that names things signs: whoever is asked to believe it has known it for as long as the rotation lasts. */
export function signingSecrets({ keys }: TenantKeys): readonly string[] {
  const inForce = keys.filter(({ retired }) => retired !== true).reverse();
  return [...inForce, ...keys.filter(({ retired }) => retired === true)].map(({ secret }) => secret);
}

/**
 * The tenant's keys in a secret, which is read again every hour while they are used. Nobody waits for that: until the
 * answer is there, what was read last stays in force.
 */
export async function openTenantKeys(secrets: Secrets, secretId: string, clock: Clock): Promise<OpenedKeys> {
  const read = async (): Promise<OpenedKeys> => {
    const keys = tenantKeysSecret.parse(JSON.parse(await secrets.read(secretId)));
    return { keys, hasher: createKeyedHasher(keys), signer: createTokenSigner(...signingSecrets(keys)) };
  };
  let opened = await read();
  let askedAtMs = clock.nowMs();
  const current = (): OpenedKeys => {
    if (clock.nowMs() - askedAtMs > HEARD_AFTER_MS) {
      askedAtMs = clock.nowMs();
      const keep = (fresh: OpenedKeys): void => {
        opened = fresh;
      };
      read().then(keep, () => undefined);
    }
    return opened;
  };
  type Asked = Parameters<KeyedHasher['inForce']>;
  return {
    keys: opened.keys,
    hasher: {
      hash: Object.assign((...asked: Asked) => current().hasher.hash(...asked), {
        also: (...asked: Asked) =>
          current()
            .hasher.inForce(...asked)
            .slice(1),
      }),
      inForce: (...asked) => current().hasher.inForce(...asked),
      hashes: (...asked) => current().hasher.hashes(...asked),
    },
    signer: {
      sign: (...asked) => current().signer.sign(...asked),
      read: (...asked) => current().signer.read(...asked),
    },
  };
}
