import { expect, it } from '@jest/globals';
import type { HealthStore } from '#app/ports/health-store.ts';
import type { HeardNews } from '#core/delivery/brake.ts';

const news = (over: Partial<HeardNews> = {}): HeardNews => ({
  campaignId: 'c1',
  occurrence: 'once',
  personId: 'a',
  messageKey: 'c1/once/a',
  channel: 'email',
  news: 'bounced',
  ...over,
});

/** What every health store promises. */
export function describeHealthStore(createStore: () => Promise<HealthStore>) {
  it('remembers bad news once per message and kind', async () => {
    const store = await createStore();
    expect(await store.note(news(), 1)).toBe(true);
    expect(await store.note(news(), 2)).toBe(false);
    expect(await store.note(news({ news: 'complained' }), 2)).toBe(true);
    expect(await store.note(news({ messageKey: 'c1/once/b' }), 2)).toBe(true);
  });

  it('keeps channels and campaigns apart, by version', async () => {
    const store = await createStore();
    const { value, version } = await store.load('c1', 'email');
    expect([value, version]).toEqual([{ sent: 0, bounced: 0, complained: 0 }, 0]);
    await store.save('c1', 'email', 0, { ...value, sent: 7 });
    expect(await store.load('c1', 'email')).toEqual({ value: { ...value, sent: 7 }, version: 1 });
    expect(await store.load('c1', 'push')).toEqual({ value, version: 0 });
    expect(await store.load('c2', 'email')).toEqual({ value, version: 0 });
    await expect(store.save('c1', 'email', 0, value)).rejects.toMatchObject({ name: 'ConflictError' });
  });
}
