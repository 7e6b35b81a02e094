import { describe, expect, it } from '@jest/globals';
import { openTenantKeys, signingSecrets } from '#adapters/aws/open-tenant-keys.ts';
import type { TenantKeys } from '#contracts/tenant-keys.ts';

const secretOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const [k1, k2] = [
  { id: 'k1', secret: secretOf(1) },
  { id: 'k2', secret: secretOf(2) },
];

describe('keys that a function has open', () => {
  it('are read again after an hour, and stay as they were while the secret cannot be read', async () => {
    let nowMs = 0;
    let stored: TenantKeys | undefined = { keys: [k1] };
    const secrets = {
      async read() {
        if (stored === undefined) throw new Error('no answer');
        return JSON.stringify(stored);
      },
    };
    const { hasher, signer } = await openTenantKeys(secrets, 'id', { nowMs: () => nowMs });
    const under = () => hasher.inForce('email', 'a').map((hash) => hash.slice(0, 2));
    const link = signer.sign('unsubscribe', 'ann');
    stored = { keys: [k2, { ...k1, retired: true }] };
    nowMs = 3_600_000;
    expect(under()).toEqual(['k1']);
    nowMs += 1;
    expect(under()).toEqual(['k1']);
    await new Promise(setImmediate);
    expect(under()).toEqual(['k2']);
    expect(hasher.hash('email', 'a')).toMatch(/^k2/);
    expect(signer.read('unsubscribe', link)).toBe('ann');
    stored = undefined;
    nowMs *= 3;
    under();
    await new Promise(setImmediate);
    expect(under()).toEqual(['k2']);
  });

  it('sign with the key that everybody has known longest, and believe every one', () => {
    expect(signingSecrets({ keys: [k2, k1] })).toEqual([k1.secret, k2.secret]);
    expect(signingSecrets({ keys: [k2, { ...k1, retired: true }] })).toEqual([k2.secret, k1.secret]);
  });
});
