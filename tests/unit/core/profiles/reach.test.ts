import { describe, expect, it } from '@jest/globals';
import type { ContactChange } from '#core/events/contact-changed.ts';
import { contactChanged } from '#core/events/contact-changed.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { privacyGate } from '#core/events/privacy-gate.ts';
import { toCustomerEvent } from '#core/events/to-customer-event.ts';
import { mergeHotStates } from '#core/profiles/merge-profiles.ts';
import { isReachable, reachOf } from '#core/profiles/reach.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { hotOf, identify, NOON_MS, track, viewOf } from '#tests/support/fold-one.ts';

const token = (name: string): string => testHash('token', name);
const at = (seconds: number): string => new Date(NOON_MS + seconds * 1000).toISOString();
const changed = (change: Partial<ContactChange>, seconds = 0): CustomerEvent => {
  const fixed = { customerKey: 'c-1', channel: 'push', addressHash: token('a'), reason: 'import' } as const;
  const message = contactChanged({ ...fixed, isKnown: true, ...change, atMs: NOON_MS + seconds * 1000 });
  return toCustomerEvent(privacyGate(message, testHash), NOON_MS + seconds * 1000 + 5000);
};
type Kept = readonly [channel: 'push' | 'email' | 'sms', address: string, known?: boolean];
/** As the front door passes it on. */
const kept = (event: CustomerEvent, ...contacts: readonly Kept[]): CustomerEvent => ({
  ...event,
  context: {
    ...event.context,
    contacts: contacts.map(([channel, address, known = true]) => ({ channel, address, known })),
  },
});
const email: Kept = ['email', testHash('email', 'e')];
const phone: Kept = ['sms', testHash('phone', 'p')];
const registered = (name: string, seconds = 0) =>
  kept(track('Device Registered', { token: token(name) }, seconds), ['push', token(name)]);
const removed = (name: string, seconds = 0) =>
  kept(track('Device Removed', { token: token(name) }, seconds), ['push', token(name), false]);

describe('the reach of a profile', () => {
  it('is what the front door says it has kept, and nothing that came straight to the stream', () => {
    const said = identify({ email: email[1], phone: phone[1] }, 1);
    expect(viewOf(kept(said, email, phone)).reach).toEqual({ email: at(1), sms: at(1) });
    expect(viewOf(said, track('Device Registered', { token: token('a') })).reach).toEqual({});
    expect(viewOf(registered('a'), track('Device Removed', { token: token('a') }, 1)).reach).toEqual({
      push: at(0),
    });
  });

  it('ends with the last device, in whatever order that is heard; of the same instant the removal counts', () => {
    const events = [registered('a', 0), registered('b', 1), removed('b', 2)];
    for (const order of [events, events.toReversed()]) {
      expect(viewOf(...order).reach).toEqual({ push: at(0) });
      expect(viewOf(removed('a', 3), ...order).reach).toEqual({});
      expect(viewOf(removed('a', 3), ...order, registered('a', 4)).reach).toEqual({ push: at(4) });
    }
    expect(viewOf(removed('a'), registered('a')).reach).toEqual({});
  });

  it('hears imports and dead tokens, and takes neither for something that the customer did', () => {
    const imported = changed({ channel: 'sms', addressHash: testHash('phone', 'p') });
    expect(hotOf(imported)).toMatchObject({ firstSeenSeconds: undefined, lastSeenSeconds: undefined });
    const view = viewOf(imported, changed({}, 1), changed({ isKnown: false, reason: 'dead_address' }, 2));
    expect(view).toMatchObject({ reach: { sms: at(0) }, eventCounts: {}, activeDayCount: 0 });
  });

  it('ends with a bounce for good until an address is stated anew, and with no other failure', () => {
    const known = kept(identify({}, 1), email, phone);
    const bounced = (reason: string) => track('Email Bounced', { message_key: 'm', reason }, 2);
    const failed = (reason: string) => track('Message Failed', { channel: 'sms', reason }, 2);
    expect(viewOf(known, bounced('Undetermined'), failed('UNREACHABLE')).reach).toEqual({
      ...{ email: at(1), sms: at(1) },
    });
    expect(viewOf(bounced('Permanent'), failed('INVALID'), known).reach).toEqual({});
    const anew = kept(identify({}, 3), ['email', testHash('email', 'new')]);
    expect(viewOf(known, anew, bounced('Permanent')).reach).toEqual({ sms: at(1), email: at(3) });
  });

  it('of a person is the union over the keys, and each has its own again when they part', () => {
    const [card, app] = [hotOf(kept(identify({}), phone)), hotOf(registered('a', 5))];
    const person = mergeHotStates(card, app, 'Asia/Seoul');
    expect(reachOf(person.addresses)).toEqual({ sms: at(0), push: at(5) });
    expect(reachOf(card.addresses)).toEqual({ sms: at(0) });
  });

  it('is not known where one key was folded by a version that did not look, and then bars nobody', () => {
    const old = { ...hotOf(registered('a')), addresses: undefined };
    const person = mergeHotStates(old, hotOf(registered('b')), 'Asia/Seoul');
    expect(reachOf(person.addresses)).toBeUndefined();
    expect(isReachable(undefined, 'sms')).toBe(true);
    expect([isReachable({ push: at(0) }, 'push'), isReachable({ push: at(0) }, 'sms')]).toEqual([
      true,
      false,
    ]);
  });
});
