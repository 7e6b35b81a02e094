import { versionIs } from '#app/ports/condition.ts';
import type { OfferStore } from '#app/ports/offer-store.ts';
import type { Table } from '#app/ports/table.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import type { OfferCode } from '#core/delivery/offers/judge-redemption.ts';
import { noOfferOrder, type OfferOrder } from '#core/delivery/offers/offer-order.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** As long as somebody may ask about a code after it ended, and about an order that used one. */
const KEPT_MS = 400 * DAY_MS;

/** Offers' codes as items `code#…`, their orders as `order#…`: a partition each, so that none is hot. */
export function createTableOfferStore(table: Table): OfferStore {
  const load = async <Value>(entry: string): Promise<Versioned<Value | undefined>> => {
    const [item] = await table.get([{ entry }]);
    if (item === undefined) return { value: undefined, version: 0 };
    return { value: JSON.parse(String(item['value'])) as Value, version: Number(item['version']) };
  };
  const save = (
    entry: string,
    version: number,
    value: OfferCode | OfferOrder,
    endsMs: number,
  ): Promise<void> =>
    table.put(
      {
        entry,
        version: version + 1,
        value: JSON.stringify(value),
        expiresAt: Math.ceil((endsMs + KEPT_MS) / 1000),
      },
      versionIs(version),
    );
  return {
    loadCode: (code) => load<OfferCode>(`code#${code}`),
    saveCode: (code, version, next) => save(`code#${code}`, version, next, next.untilMs),
    async loadOrder(name) {
      const { value = noOfferOrder, version } = await load<OfferOrder>(`order#${name}`);
      return { value, version };
    },
    saveOrder: (name, version, next) => save(`order#${name}`, version, next, next.heardAtMs),
  };
}
