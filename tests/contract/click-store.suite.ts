import { expect, it } from '@jest/globals';
import type { ClickStore } from '#app/ports/click-store.ts';
import type { MessageClick } from '#core/outcomes/message-click.ts';

const click = (over: Partial<MessageClick> = {}): MessageClick => ({
  messageKey: 'c1/once/a',
  kind: 'tap',
  atMs: 1_763_700_000_000,
  userAgent: '',
  ...over,
});

async function listed(store: ClickStore, campaignId: string): Promise<readonly MessageClick[]> {
  const all: MessageClick[] = [];
  for await (const one of store.list(campaignId)) all.push(one);
  return all;
}

/** What every click store promises. */
export function describeClickStore(createStore: () => Promise<ClickStore>) {
  it('keeps the earliest click of each kind, in whatever order they come', async () => {
    const store = await createStore();
    const early = click({ atMs: click().atMs - 1000 });
    expect(await store.put(click())).toBe(true);
    expect(await store.put(click())).toBe(false);
    expect(await store.put(early)).toBe(true);
    expect(await store.put(click({ atMs: click().atMs + 1 }))).toBe(false);
    expect(await store.put(click({ kind: 'page' }))).toBe(true);
    expect(await listed(store, 'c1')).toEqual([click({ kind: 'page' }), early]);
  });

  it('keeps campaigns apart, and nothing under what is no message key', async () => {
    const store = await createStore();
    await store.put(click({ messageKey: 'c2/once/a' }));
    expect(await store.put(click({ messageKey: 'nonsense' }))).toBe(false);
    expect(await listed(store, 'c1')).toEqual([]);
    expect(await listed(store, 'c2')).toHaveLength(1);
  });
}
