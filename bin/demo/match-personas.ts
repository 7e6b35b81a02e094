import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { tables } from '#contracts/tables.ts';
import { adjustedRand } from '#core/maths/adjusted-rand.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import type { Brand } from '#demo/index.ts';
import type { Connection } from '../connection.ts';
import { openCloudStores } from '../wiring/cloud-stores.ts';

/** How near groups come to the hidden personas: adjusted Rand, 1 for the same groups, 0 for chance. */
export interface PersonaMatch {
  readonly people: number;
  readonly groups: number;
  readonly found: number;
  /** By the category that each bought most. */
  readonly topCategory: number;
  /** By three levels each of recency, frequency and money. */
  readonly segments: number;
}

/** A buyer, the persona that the product found, and the one that the shop's maker gave. */
export interface JudgedBuyer {
  readonly orders: PersonRow['profile']['orders'];
  readonly found: string;
  readonly truth: string;
}

/** Compares the groups with the truth, and with the two groupings that everybody has. */
export function matchBuyers(
  buyers: readonly JudgedBuyer[],
  categoryOf: (productId: string) => string,
): PersonaMatch {
  const truth = numbered(buyers.map((buyer) => buyer.truth));
  const found = buyers.map((buyer) => buyer.found);
  const near = (groups: readonly string[]): number => adjustedRand(truth, numbered(groups));
  return {
    people: buyers.length,
    groups: new Set(found).size,
    found: near(found),
    topCategory: near(buyers.map(({ orders }) => mostBought(orders, categoryOf))),
    segments: near(segmentsOf(buyers)),
  };
}

/** Reads what the product found, and judges it by what only the made-up shop knows. */
export async function matchPersonas(connection: Connection, brand: Brand): Promise<PersonaMatch> {
  const stores = await openCloudStores(connection);
  const profiles = createDynamoTable(new DynamoDBClient(connection.clientConfig), {
    tableName: connection.nameOf('ProfileTableName'),
    schema: tables.profile,
  });
  const assignments = createTableAssignmentStore(profiles);
  const truthOf = new Map(brand.hidden.customers.map(({ id, latent }) => [id, latent.persona]));
  const rows: PersonRow[] = [];
  for await (const row of createReadPersons(stores)(stores.clock.nowMs())) rows.push(row);
  const known = await assignments.load(rows.map(({ personId }) => personId));
  const buyers = rows.flatMap(({ personId, customerKeys, profile: { orders } }): JudgedBuyer[] => {
    const found = known.get(personId)?.personaId;
    const truth = [personId, ...customerKeys].map((key) => truthOf.get(key)).find((id) => id !== undefined);
    return found === undefined || truth === undefined || orders.length === 0
      ? []
      : [{ orders, found, truth }];
  });
  const categories = new Map(brand.products.map(({ id, category }) => [id, category as string]));
  return matchBuyers(buyers, (productId) => categories.get(productId) ?? '');
}

function numbered(groups: readonly string[]): readonly number[] {
  const distinct = new Map([...new Set(groups)].map((group, index) => [group, index]));
  return groups.map((group) => distinct.get(group)!);
}

function mostBought(orders: JudgedBuyer['orders'], categoryOf: (productId: string) => string): string {
  const counts = new Map<string, number>();
  for (const { lines } of orders)
    for (const { productId } of lines) {
      const category = categoryOf(productId);
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

function segmentsOf(buyers: readonly JudgedBuyer[]): readonly string[] {
  const measures = [
    ({ orders }: JudgedBuyer) => Math.max(...orders.map(({ at }) => Date.parse(at))),
    ({ orders }: JudgedBuyer) => orders.length,
    ({ orders }: JudgedBuyer) => orders.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0),
  ];
  const levels = measures.map((measure) => {
    const sorted = buyers.map(measure).sort((a, b) => a - b);
    const [low, high] = [1, 2].map((third) => sorted[Math.floor((third * sorted.length) / 3)] ?? 0);
    return (buyer: JudgedBuyer): number => Number(measure(buyer) > low!) + Number(measure(buyer) > high!);
  });
  return buyers.map((buyer) => levels.map((level) => level(buyer)).join(''));
}
