import { DAY_MS, utcIso } from './calendar.ts';
import type { Brand } from './create-brand.ts';
import type { Customer, Latent } from './people/customer.ts';
import type { PersonaId } from './people/persona.ts';
import { type ResponseTraits, responseTraitsOf, type World } from './people/response.ts';
import { type Purchase, paidKrw } from './shopping/purchase.ts';
import type { Planted } from './stream/dirt.ts';
import { cardAccountOf, tillAccountOf } from './stream/till.ts';

/** Everything that is true of the shop and that no product code may read. Instants are ISO 8601. */
export interface GroundTruth {
  readonly seed: number;
  readonly world: World;
  readonly from: string;
  readonly to: string;
  readonly customers: readonly TrueCustomer[];
  readonly products: readonly { readonly id: string; readonly strengths: object; readonly quality: number }[];
  /** Orders within the span, by customer and time, whether or not the till knew whose they are. */
  readonly purchases: readonly TruePurchase[];
  readonly planted: readonly Planted[];
}

interface TrueCustomer extends Omit<Latent, 'response' | 'lapsesMs'> {
  readonly customerId: string;
  readonly persona: PersonaId;
  readonly joinedAt: string;
  readonly lapsesAt: string;
  readonly zone: string;
  readonly homeStoreId: string;
  /** Every key under which the stream may know this person, all of one person; browsers may be shared. */
  readonly keys: { readonly app: string | null; readonly web: string; readonly card: string | null };
  readonly clockErrorMs: { readonly app: number; readonly web: number };
  /** The first order after the span if nobody writes to them; null if it is a month off or never. */
  readonly nextPurchaseAt: string | null;
  /** Traits on the first day and, where they drift, a quarter later. */
  readonly response: { readonly first: ResponseTraits; readonly afterQuarter: ResponseTraits };
}

interface TruePurchase {
  readonly orderId: string;
  readonly customerId: string;
  readonly at: string;
  readonly channel: Purchase['channel'];
  readonly paidKrw: number;
  readonly gift: boolean;
  readonly outcome: Purchase['outcome'];
  readonly outcomeAt: string;
  /** The anonymous id under which a till booked it; null online. */
  readonly tillKey: string | null;
}

/** The truth of a brand, for the file that tests and reports of "simulated" results read. Renders every day once. */
export function groundTruth(brand: Brand): GroundTruth {
  const { customers, world } = brand.hidden;
  const days = Array.from({ length: brand.days }, (_, day) => day);
  return {
    seed: brand.seed,
    world,
    from: utcIso(brand.startMs),
    to: utcIso(endMs(brand)),
    customers: customers.map((customer) => trueCustomer(brand, customer)),
    products: brand.products.map(({ id, strengths, quality }) => ({ id, strengths, quality })),
    purchases: customers.flatMap((customer) => truePurchases(brand, customer)),
    planted: days.flatMap((day) => brand.plantedOnDay(day)),
  };
}

function endMs(brand: Brand): number {
  return brand.startMs + brand.days * DAY_MS;
}

function trueCustomer(brand: Brand, customer: Customer): TrueCustomer {
  const { response, lapsesMs, ...latent } = customer.latent;
  const next = brand.hidden.purchasesOf(customer).find(({ atMs }) => atMs >= endMs(brand));
  const traitsOn = (day: number): ResponseTraits => responseTraitsOf(response, brand.hidden.world, day);
  return {
    ...latent,
    customerId: customer.id,
    joinedAt: utcIso(customer.joinedMs),
    lapsesAt: utcIso(lapsesMs),
    zone: customer.zone,
    homeStoreId: customer.homeStoreId,
    keys: {
      app: customer.app?.id ?? null,
      web: customer.web.id,
      card: customer.loyaltyNumber === undefined ? null : cardAccountOf(brand.seed, customer.loyaltyNumber),
    },
    clockErrorMs: { app: customer.app?.clockErrorMs ?? 0, web: customer.web.clockErrorMs },
    nextPurchaseAt: next === undefined ? null : utcIso(next.atMs),
    response: { first: traitsOn(0), afterQuarter: traitsOn(90) },
  };
}

function truePurchases(brand: Brand, customer: Customer): readonly TruePurchase[] {
  const within = brand.hidden
    .purchasesOf(customer)
    .filter(({ atMs }) => atMs >= brand.startMs && atMs < endMs(brand));
  return within.map((purchase) => ({
    orderId: purchase.orderId,
    customerId: customer.id,
    at: utcIso(purchase.atMs),
    channel: purchase.channel,
    paidKrw: paidKrw(purchase),
    gift: purchase.gift,
    outcome: purchase.outcome,
    outcomeAt: utcIso(purchase.outcomeAtMs),
    tillKey: purchase.channel === 'store' ? tillAccountOf(brand.seed, customer, purchase).anonymousId : null,
  }));
}
