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
  it('hashes kind and text under the newest key, in the shape that the gate knows', () => {
    const hash = createKeyedHasher(tenantKeysSecret.parse(keys)).hash('email', 'kim@example.com');
    const expected = createHmac('sha256', Buffer.alloc(32, 2))
      .update('email|kim@example.com')
      .digest('base64url');
    expect(hash).toBe(`k2.${expected}`);
    expect(isIdentifierHash(hash)).toBe(true);
  });

  it('gives the hash under every key in force, newest first, for look-ups during a rotation', () => {
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
