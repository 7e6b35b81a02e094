import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';

const secretOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = {
  keys: [
    { id: 'k2', secret: secretOf(2) },
    { id: 'k1', secret: secretOf(1) },
  ],
};

describe('createKeyedHasher', () => {
  it('hashes kind and text under the older key while two are in force, in the shape that the gate knows', () => {
    const hash = createKeyedHasher(tenantKeysSecret.parse(keys)).hash('email', 'kim@example.com');
    const expected = createHmac('sha256', Buffer.alloc(32, 1))
      .update('email|kim@example.com')
      .digest('base64url');
    expect(hash).toBe(`k1.${expected}`);
    expect(isIdentifierHash(hash)).toBe(true);
  });

  it('gives the newer hash beside the older one while a rotation lasts, and nothing of a retired key', () => {
    const rotating = createKeyedHasher(keys);
    const [older, newer] = rotating.inForce('email', 'kim@example.com');
    expect(older).toBe(rotating.hash('email', 'kim@example.com'));
    expect(rotating.hash.also?.('email', 'kim@example.com')).toEqual([newer]);
    const [k2, k1] = keys.keys;
    const after = createKeyedHasher(tenantKeysSecret.parse({ keys: [k2, { ...k1, retired: true }] }));
    expect(after.inForce('email', 'kim@example.com')).toEqual([newer]);
    expect(after.hashes('email', 'kim@example.com')).toEqual([newer, older]);
    expect(tenantKeysSecret.safeParse({ keys: [{ ...k1, retired: true }] }).success).toBe(false);
  });

  it('gives the hash under every key, newest first, for look-ups', () => {
    const hashes = createKeyedHasher(keys).hashes('phone', '+821012345678');
    expect(hashes.map((hash) => hash.slice(0, 3))).toEqual(['k2.', 'k1.']);
  });

  it('tells kinds apart', () => {
    const hasher = createKeyedHasher(keys);
    expect(hasher.hash('email', 'x')).not.toBe(hasher.hash('phone', 'x'));
  });

  it('fails without keys, with short ones, and with ids that the gate would not know', () => {
    expect(() => createKeyedHasher({ keys: [] })).toThrow('at least one key');
    expect(tenantKeysSecret.safeParse({ keys: [{ id: 'k1', secret: 'c2hvcnQ=' }] }).success).toBe(false);
    expect(tenantKeysSecret.safeParse({ keys: [{ id: 'main', secret: secretOf(1) }] }).success).toBe(false);
  });
});
