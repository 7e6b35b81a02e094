import { expect, it } from '@jest/globals';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';

const product = (id: string, name = `Cream ${id}`): CatalogueItem => ({
  kind: 'products',
  id,
  attributes: { product_id: id, name, price: 12900, extra: { 용량: '50ml' } },
});

async function listed(store: CatalogueStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.list('products')) ids.push(id);
  return ids;
}

/** What every catalogue store promises. */
export function describeCatalogueStore(create: () => Promise<CatalogueStore>): void {
  it('gives back what was put, and nothing for what was not', async () => {
    const store = await create();
    await store.put([product('1'), { kind: 'stores', id: '1', attributes: { name: '강남' } }]);
    const found = await store.get('products', ['1', '2']);
    expect([...found.entries()]).toEqual([['1', product('1')]]);
    expect((await store.get('stores', ['1'])).get('1')?.attributes).toEqual({ name: '강남' });
  });

  it('lists one kind by id ascending, across more items than one call takes', async () => {
    const store = await create();
    const ids = Array.from({ length: 60 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    await store.put([...ids].reverse().map((id) => product(id)));
    await store.put([{ kind: 'stores', id: 'p00', attributes: {} }]);
    expect(await listed(store)).toEqual(ids);
  });

  it('replaces an item, and keeps the later of one id given twice', async () => {
    const store = await create();
    await store.put([product('1', 'old'), product('1', 'new')]);
    expect((await store.get('products', ['1'])).get('1')?.attributes['name']).toBe('new');
    await store.put([product('1', 'newest')]);
    expect((await store.get('products', ['1'])).get('1')?.attributes['name']).toBe('newest');
    expect(await listed(store)).toEqual(['1']);
  });
}
