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
/** As the front door passes it on. */
const kept = (event: CustomerEvent, ...contacts: readonly string[]): CustomerEvent => ({
  ...event,
  context: { ...event.context, contacts },
});
const registered = (name: string, seconds = 0) =>
  kept(track('Device Registered', { token: token(name), platform: 'ios' }, seconds), 'push');
const removed = (name: string, seconds = 0) =>
  kept(track('Device Removed', { token: token(name) }, seconds), 'push');

describe('the reach of a profile', () => {
  it('is what the front door makes contacts of: traits of an identify, traits and device of a context', () => {
    const said = identify({ email: testHash('email', 'e'), phone: testHash('phone', 'p') }, 1);
    expect(viewOf(kept(said, 'email', 'sms')).reach).toEqual({ email: at(1), sms: at(1) });
    const context = { traits: { email: testHash('email', 'e') }, device: { token: token('a') } };
    const screen = kept({ ...track('screen', {}, 2), context }, 'push', 'email');
    expect(viewOf(screen).reach).toEqual({ push: at(2), email: at(2) });
    // A gift's receiver is somebody else, a number that is none was not kept, nor what came straight to the stream.
    const gift = track('Order Completed', { order_id: 'o', email: testHash('email', 'other') });
    expect(viewOf(kept(gift, 'push'), kept(said, 'push')).reach).toEqual({});
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
    const both = identify({ email: testHash('email', 'e'), phone: testHash('phone', 'p') }, 1);
    const known = kept(both, 'email', 'sms');
    const bounced = (reason: string) => track('Email Bounced', { message_key: 'm', reason }, 2);
    const failed = (reason: string) => track('Message Failed', { channel: 'sms', reason }, 2);
    expect(viewOf(known, bounced('Undetermined'), failed('UNREACHABLE')).reach).toEqual({
      ...{ email: at(1), sms: at(1) },
    });
    expect(viewOf(bounced('Permanent'), failed('INVALID'), known).reach).toEqual({});
    const anew = kept(identify({ email: testHash('email', 'new') }, 3), 'email');
    expect(viewOf(known, anew, bounced('Permanent')).reach).toEqual({ sms: at(1), email: at(3) });
  });

  it('of a person is the union over the keys, and each has its own again when they part', () => {
    const said = kept(identify({ phone: testHash('phone', 'p') }), 'sms');
    const [phone, app] = [hotOf(said), hotOf(registered('a', 5))];
    const person = mergeHotStates(phone, app, 'Asia/Seoul');
    expect(reachOf(person.addresses)).toEqual({ sms: at(0), push: at(5) });
    expect(reachOf(phone.addresses)).toEqual({ sms: at(0) });
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
