/**
 * What a group of people (a campaign, an arm, a channel, an hour) did, as whole numbers: they merge by adding, in any
 * order. Money is in minor units of one currency, VAT included as shops state it.
 */
export interface KpiSums {
  /** People assigned, sent to or not. */
  readonly people: number;
  /** Messages that a provider accepted. */
  readonly messages: number;
  /** People to whom one of them went and who can be told apart: not erased or merged since. */
  readonly reached: number;
  /** People with an accepted message who clicked as a person does, visited, ordered or reached the goal within the window. */
  readonly responders: number;
  /** People who clicked, P(human) of at least a half. */
  readonly clickers: number;
  /** Of those, people who ordered within the window after the click. */
  readonly clickersWhoOrdered: number;
  /** People who visited a store within the window. */
  readonly storeVisitors: number;
  /** People who reached the campaign's goal within the window. */
  readonly goalReachers: number;
  /** People with at least one order within the window. */
  readonly buyers: number;
  /** Of those, people with an order that was neither cancelled nor returned whole. */
  readonly netBuyers: number;
  /** People who ordered within the window and had ordered before it. */
  readonly repeatBuyers: number;
  /** Buyers all of whose orders carried a discount or coupon. */
  readonly discountOnlyBuyers: number;
  readonly orders: number;
  readonly netOrders: number;
  /** Paid, after discounts, before refunds; minor units. */
  readonly paidMinor: number;
  /** Given back; minor units. */
  readonly refundedMinor: number;
  /** Discounts and coupons granted; minor units. */
  readonly discountMinor: number;
  /** VAT within paid minus refunded; minor units. */
  readonly vatMinor: number;
  /** Cost of goods of the net orders; minor units. */
  readonly goodsMinor: number;
}

/** Nobody did anything. */
export const noKpis: KpiSums = {
  people: 0,
  messages: 0,
  reached: 0,
  responders: 0,
  clickers: 0,
  clickersWhoOrdered: 0,
  storeVisitors: 0,
  goalReachers: 0,
  buyers: 0,
  netBuyers: 0,
  repeatBuyers: 0,
  discountOnlyBuyers: 0,
  orders: 0,
  netOrders: 0,
  paidMinor: 0,
  refundedMinor: 0,
  discountMinor: 0,
  vatMinor: 0,
  goodsMinor: 0,
};

const fields = Object.keys(noKpis) as (keyof KpiSums)[];

/** Two groups as one. */
export function mergeKpis(a: KpiSums, b: KpiSums): KpiSums {
  return Object.fromEntries(fields.map((field) => [field, a[field] + b[field]])) as unknown as KpiSums;
}

/** Paid minus given back minus VAT minus goods: what is left to pay for messages. Minor units, may be below 0. */
export function marginMinor(sums: KpiSums): number {
  return sums.paidMinor - sums.refundedMinor - sums.vatMinor - sums.goodsMinor;
}
