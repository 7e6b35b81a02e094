import { parse } from 'csv-parse/sync';
import { type CustomerHistory, ShopHistoryBuilder } from '#app/models/backtest/shop-history.ts';
import { createBrand, storeStockCsv } from '#demo/index.ts';
import { sharedFile } from '../../shared-file.ts';

/** A customer, and what else a shop may know of one. */
export interface AblationCustomer extends CustomerHistory {
  /** Consented traits, one number each; the first says whether any is known. Empty where the shop has none. */
  readonly traits: readonly number[];
  /** Days and products of the orders, oldest first, and what the home store is out of. Empty where not known. */
  readonly soldOut: ReadonlySet<number>;
}

/** A shop whose past is forecast from its earlier past. Days count from 1970-01-01. */
export interface AblationShop {
  readonly name: string;
  readonly customers: readonly AblationCustomer[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly knows: { readonly hours: boolean; readonly traits: boolean; readonly stock: boolean };
}

const NOTHING = { traits: [], soldOut: new Set<number>() };
const KNOWS_ORDERS = { hours: true, traits: false, stock: false };

type Row = Readonly<Record<string, string>>;
const rowsOf = (name: string): readonly Row[] => parse<Row>(sharedFile(name), { columns: true });

function shopOf(name: string, builder: ShopHistoryBuilder): AblationShop & { products: readonly string[] } {
  const { customers, firstDay, lastDay, products } = builder.build();
  const known = customers.map((customer) => ({ ...customer, ...NOTHING }));
  return { name, customers: known, firstDay, lastDay, products, knows: KNOWS_ORDERS };
}

function purchasesFile(name: string, file: string): AblationShop {
  const builder = new ShopHistoryBuilder();
  for (const row of rowsOf(file)) {
    builder.add({
      customerId: row['customer_id']!,
      orderId: row['order_id']!,
      localAtMs: Date.parse(row['timestamp']!),
      productId: row['product_id'] === '' ? null : row['product_id']!,
      amount: Number(row['amount']),
      isLeftOut: false,
    });
  }
  return shopOf(name, builder);
}

/** Music by post: dates without hours. */
export function cdnow(): AblationShop {
  const shop = purchasesFile('CDNOW', 'cdnow-sample.purchases.csv.gz');
  return { ...shop, knows: { ...KNOWS_ORDERS, hours: false } };
}

/** Gifts, mostly to resellers. */
export function onlineRetail(): AblationShop {
  return purchasesFile('online-retail', 'online-retail.purchases.csv.gz');
}

const TRAITS = ['age', 'income', 'home_ownership', 'marital_status', 'household_size', 'household_comp'];
/** A group that fewer households are in says nothing of anybody. */
const FEWEST_OF_A_GROUP = 40;

/** Groceries of households, a third of whom told age, income and family to a third party. */
export function completejourney(): AblationShop {
  const builder = new ShopHistoryBuilder();
  for (const row of rowsOf('completejourney/transactions_sample.csv.gz')) {
    builder.add({
      customerId: row['household_id']!,
      orderId: row['basket_id']!,
      localAtMs: Date.parse(`${row['transaction_timestamp']!.replace(' ', 'T')}Z`),
      productId: row['product_id']!,
      amount: Number(row['sales_value']),
      isLeftOut: false,
    });
  }
  const told = rowsOf('completejourney/demographics.csv.gz');
  const groups = TRAITS.flatMap((trait) =>
    [...Map.groupBy(told, (row) => row[trait]!)]
      .filter(([, households]) => households.length >= FEWEST_OF_A_GROUP)
      .map(([value]) => ({ trait, value })),
  );
  const traits = new Map(
    told.map((row) => [
      row['household_id']!,
      [1, ...groups.map(({ trait, value }) => (row[trait] === value ? 1 : 0))],
    ]),
  );
  const untold = [0, ...groups.map(() => 0)];
  const shop = shopOf('completejourney', builder);
  const customers = shop.customers.map((one) => ({ ...one, traits: traits.get(one.id) ?? untold }));
  return { ...shop, customers, knows: { ...KNOWS_ORDERS, traits: true } };
}

const SEOUL_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** The made-up shop's true orders of its last eighteen months and the ninety days after them. */
export function madeUpShop(people: number): AblationShop {
  const brand = createBrand(7, { startsOn: '2026-10-01', days: 60, customers: people });
  const builder = new ShopHistoryBuilder();
  const fromMs = brand.startMs - 540 * DAY_MS;
  for (const customer of brand.hidden.customers) {
    for (const { orderId, atMs, gift, outcome, lines } of brand.hidden.purchasesOf(customer)) {
      if (atMs < fromMs) continue;
      for (const { product, priceKrw, quantity } of lines) {
        builder.add({
          customerId: customer.id,
          orderId,
          localAtMs: atMs + SEOUL_MS,
          productId: product.id,
          amount: priceKrw * quantity,
          isLeftOut: gift || outcome !== 'kept',
        });
      }
    }
  }
  const shop = shopOf('the made-up shop', builder);
  const numbers = new Map(shop.products.map((id, number) => [id, number]));
  const stock = parse<Row>(storeStockCsv(brand), { columns: true });
  const soldOut = new Map(
    [...Map.groupBy(stock, (row) => row['store_id']!)].map(([store, items]) => [
      store,
      new Set(items.flatMap((row) => (row['stock'] === '0' ? (numbers.get(row['product_id']!) ?? []) : []))),
    ]),
  );
  const homes = new Map(brand.hidden.customers.map(({ id, homeStoreId }) => [id, homeStoreId]));
  const customers = shop.customers.map((one) => ({
    ...one,
    soldOut: soldOut.get(homes.get(one.id)!) ?? NOTHING.soldOut,
  }));
  return { ...shop, customers, knows: { ...KNOWS_ORDERS, stock: true } };
}
