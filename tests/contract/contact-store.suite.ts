import { beforeEach, expect, it } from '@jest/globals';
import type { Contact, ContactStore } from '#app/ports/contact-store.ts';

const email = (more: Partial<Contact> = {}): Contact => ({
  customerKey: 'u-1',
  channel: 'email',
  addressHash: 'k1.e',
  address: 'kim@example.com',
  atMs: 1000,
  ...more,
});

/** What every ContactStore promises. */
export function describeContactStore(create: () => Promise<ContactStore>): void {
  let store: ContactStore;
  beforeEach(async () => {
    store = await create();
  });

  it('gives back what was put, for its customer only', async () => {
    const push = email({
      channel: 'push',
      addressHash: 'k1.t',
      address: 'token',
      platform: 'APNS',
      timezone: 'Asia/Seoul',
      locale: 'ko-KR',
    });
    await store.put([email(), push, email({ customerKey: 'u-2' })]);
    expect((await store.of('u-1')).toSorted((a, b) => a.channel.localeCompare(b.channel))).toEqual([
      email(),
      push,
    ]);
    expect(await store.of('nobody')).toEqual([]);
  });

  it('lets the newer of two statements count, in either order', async () => {
    const older = email({ atMs: 1000, locale: 'en-US' });
    const newer = email({ atMs: 2000, locale: 'ko-KR' });
    await store.put([older]);
    await store.put([newer]);
    await store.put([older]);
    expect(await store.of('u-1')).toEqual([newer]);
  });

  it('keeps a removal against a statement that comes late', async () => {
    await store.put([email({ atMs: 1000 })]);
    await store.remove([{ customerKey: 'u-1', channel: 'email', addressHash: 'k1.e', atMs: 2000 }]);
    await store.put([email({ atMs: 1500 })]);
    expect(await store.of('u-1')).toEqual([]);
  });

  it('takes an address back that is stated after its removal', async () => {
    await store.remove([{ customerKey: 'u-1', channel: 'email', addressHash: 'k1.e', atMs: 2000 }]);
    await store.put([email({ atMs: 2001 })]);
    expect(await store.of('u-1')).toEqual([email({ atMs: 2001 })]);
  });

  it('ignores a removal that is older than the statement, and lets it win at the same instant', async () => {
    await store.put([email({ atMs: 2000 })]);
    await store.remove([{ customerKey: 'u-1', channel: 'email', addressHash: 'k1.e', atMs: 1999 }]);
    expect(await store.of('u-1')).toHaveLength(1);
    await store.remove([{ customerKey: 'u-1', channel: 'email', addressHash: 'k1.e', atMs: 2000 }]);
    await store.put([email({ atMs: 2000 })]);
    expect(await store.of('u-1')).toEqual([]);
  });

  it('lists everybody, and keeps a contact under another hash without undoing what was said meanwhile', async () => {
    await store.put([email(), email({ customerKey: 'u-2' })]);
    const listed: Contact[] = [];
    for await (const contact of store.all()) listed.push(contact);
    expect(listed.map(({ customerKey }) => customerKey).sort()).toEqual(['u-1', 'u-2']);

    await store.rename(email(), 'k2.e');
    await store.rename(email(), 'k2.e');
    expect(await store.of('u-1')).toEqual([email({ addressHash: 'k2.e' })]);
    // What is newer under the old hash stays to be met again; what was removed under the new one stays removed.
    await store.put([email({ customerKey: 'u-2', atMs: 2000 })]);
    await store.rename(email({ customerKey: 'u-2' }), 'k2.e');
    expect((await store.of('u-2')).map(({ atMs }) => atMs).sort()).toEqual([1000, 2000]);
    await store.remove([{ customerKey: 'u-2', channel: 'email', addressHash: 'k2.e', atMs: 3000 }]);
    await store.rename(email({ customerKey: 'u-2', atMs: 2000 }), 'k2.e');
    expect(await store.of('u-2')).toEqual([]);
  });
}
