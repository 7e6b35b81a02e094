import { describe, expect, it } from '@jest/globals';
import type { Message } from '#core/events/message.ts';
import { otherNames, withoutOtherNames } from '#core/events/other-names.ts';
import { privacyGate } from '#core/events/privacy-gate.ts';
import { testHash, testHasher } from '#tests/identifier-hash.ts';

const ANN = 'ann@shop.example';
const message: Message = {
  type: 'identify',
  messageId: 'm',
  userId: ANN,
  traits: { phone: '010-1111-2222', note: 'call 010-3333-4444', token: 'device-token' },
};
const rotating = testHasher(['k2', 'k1']);

describe('a message gated while the hashing key is rotated', () => {
  it('keeps its ids and values under the older key, and says what identifies under the newer one', () => {
    const gated = privacyGate(message, rotating.hash);
    const { context, ...rest } = gated;
    expect(rest).toEqual(privacyGate(message, testHash));
    const [email] = [testHash('email', ANN)];
    const phone = testHash('phone', '+821011112222');
    expect(context).toEqual({
      alsoHashed: {
        [email]: rotating.hash.also?.('email', ANN),
        [phone]: rotating.hash.also?.('phone', '+821011112222'),
      },
    });
    expect(otherNames(context ?? {}, email)).toEqual(rotating.hash.also?.('email', ANN));
  });

  it('is not gated twice', () => {
    const gated = privacyGate(message, rotating.hash);
    expect(privacyGate(gated, rotating.hash)).toBe(gated);
  });

  it('believes no sender about names, and no text that is not a hash', () => {
    const forged = { ...message, context: { alsoHashed: { [ANN]: ['k2.x'] }, locale: 'ko' } };
    expect(withoutOtherNames(forged)).toEqual({ ...message, context: { locale: 'ko' } });
    expect(withoutOtherNames(message)).toBe(message);
    expect(otherNames({ alsoHashed: { a: ['k2.x', 7, ANN] } }, 'a')).toEqual([]);
    expect(otherNames({ alsoHashed: [] }, 'constructor')).toEqual([]);
  });
});
