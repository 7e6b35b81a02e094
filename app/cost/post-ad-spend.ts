import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { Charge, CostEntry } from '#core/cost/ledger/charge.ts';
import { add, decimal, decimalText, isEqual, subtract, ZERO } from '#core/kernel/decimal.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';

/**
 * Brings imported ad spend into the journal. A figure that was changed since is posted as its difference, with a
 * reference to the first: the journal only grows. Posting twice changes nothing.
 * @returns how many charges were posted.
 */
export type PostAdSpend = () => Promise<number>;

/** @see PostAdSpend */
export function createPostAdSpend(ports: {
  readonly journal: CostJournal;
  readonly catalogue: Pick<CatalogueStore, 'list'>;
}): PostAdSpend {
  return async () => {
    const posted = await postedByKey(ports.journal);
    let postedCount = 0;
    for await (const { id, attributes } of ports.catalogue.list('ad_spend')) {
      const charge = chargeFor(id, attributes, posted.get(id) ?? []);
      if (charge === undefined) continue;
      await ports.journal.append(charge.id, [charge]);
      postedCount += 1;
    }
    return postedCount;
  };
}

const ID = /^ad-spend (\d+) (.*)$/s;

async function postedByKey(journal: CostJournal): Promise<Map<string, Charge[]>> {
  const posted = new Map<string, Charge[]>();
  for await (const { entries } of journal.batches()) {
    for (const entry of entries) {
      const key = entry.type === 'charge' ? ID.exec(entry.id)?.[2] : undefined;
      if (key !== undefined) posted.set(key, [...(posted.get(key) ?? []), entry as Charge]);
    }
  }
  return posted;
}

function chargeFor(
  key: string,
  attributes: JsonObject,
  before: readonly Charge[],
): ({ readonly type: 'charge' } & Charge) | undefined {
  const text = (name: string): string => textOf(attributes[name]);
  const total = decimal(text('amount') || '0');
  const known = before.reduce((sum, { amount }) => add(sum, decimal(amount)), ZERO);
  if (isEqual(total, known)) return undefined;
  const charge: CostEntry = {
    type: 'charge',
    id: `ad-spend ${before.length} ${key}`,
    atMs: Date.parse(`${text('date').slice(0, 10)}T00:00:00Z`),
    category: 'ad_spend',
    amount: decimalText(subtract(total, known)),
    currency: text('currency') || 'KRW',
    tags: { campaign: text('campaign_id'), channel: text('channel') },
    description: `ad spend ${text('channel')} ${text('date').slice(0, 10)}`,
    source: 'imported ad_spend',
    ...(before.length === 0 ? {} : { reference: `correction of ad-spend 0 ${key}` }),
  };
  return charge;
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
