import { DAY_MS } from '../calendar.ts';
import { type Random, randomOf, uuidOf } from '../random.ts';
import type { Store } from '../stores.ts';
import { drawConsents } from './consents.ts';
import type { Customer, Device } from './customer.ts';
import { drawLatent } from './latent.ts';

/** Share of the first month's customers who join within it. */
const NEWCOMER_SHARE = 0.08;
/** Newcomers per customer and day after the first month. */
const ARRIVALS_PER_DAY = 0.002;
const FIRST_MONTH_DAYS = 30;

export interface Population {
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  /** Customers of the first month; later months bring more. */
  readonly customers: number;
  readonly historyDays: number;
  /** Share of devices whose clock is days off. */
  readonly wrongClockShare: number;
}

/** All customers of the span. One person's draws hang on their number alone, so a longer span changes nobody. */
export function createCustomers(population: Population, stores: readonly Store[]): readonly Customer[] {
  const laterDays = Math.max(0, population.days - FIRST_MONTH_DAYS);
  const later = Math.floor(population.customers * ARRIVALS_PER_DAY * laterDays);
  const all = Array.from({ length: population.customers + later }, (_, index) =>
    createCustomer(population, stores, index),
  );
  return all.map((customer, index) => shareHousehold(customer, all[index - 1]));
}

function createCustomer(population: Population, stores: readonly Store[], index: number): Customer {
  const random = randomOf(population.seed, 'customer', index);
  const joinedMs = joinedAt(population, index, random);
  const latent = drawLatent(population.seed, index, joinedMs);
  const id = `C${String(index + 1).padStart(6, '0')}`;
  const abroad = random.chance(0.03);
  const hasPhone = random.chance(0.92);
  const usesApp = latent.channelShares.app > 0.12 || random.chance(0.4);
  const device = (kind: Device['kind']): Device => createDevice(kind, population.wrongClockShare, random);
  return {
    index,
    id,
    nameKo: nameOf(random),
    email: random.chance(0.95) ? `user${id.slice(1)}@example.com` : undefined,
    phone: hasPhone ? phoneOf(index) : undefined,
    loyaltyNumber: random.chance(0.85) ? `07${String(10_000_000 + index * 37).padStart(10, '0')}` : undefined,
    language: random.chance(abroad ? 0.8 : 0.03) ? 'en' : 'ko',
    zone: abroad
      ? random.pick(['Asia/Tokyo', 'Asia/Singapore', 'America/Los_Angeles', 'Europe/Berlin'])
      : 'Asia/Seoul',
    joinedMs,
    homeStoreId: random.weighted(stores, (store) => store.share).id,
    app: usesApp ? device(random.chance(0.55) ? 'android' : 'ios') : undefined,
    web: device('web'),
    consents: drawConsents({ seed: population.seed, index, joinedMs, usesApp, latent }),
    latent,
  };
}

function joinedAt(population: Population, index: number, random: Random): number {
  const { startMs, customers, historyDays } = population;
  const draw = random.unit();
  if (index >= customers) {
    const arrivalDay = (index - customers + draw) / (customers * ARRIVALS_PER_DAY);
    return startMs + (FIRST_MONTH_DAYS + arrivalDay) * DAY_MS;
  }
  if (draw < NEWCOMER_SHARE) return startMs + (draw / NEWCOMER_SHARE) * FIRST_MONTH_DAYS * DAY_MS;
  return startMs - (1 - (draw - NEWCOMER_SHARE) / (1 - NEWCOMER_SHARE)) * historyDays * DAY_MS;
}

function createDevice(kind: Device['kind'], wrongClockShare: number, random: Random): Device {
  const id = uuidOf(random);
  const isWrong = random.chance(wrongClockShare);
  const errorDays = random.pick([-1, 1]) * (1 + 5 * random.unit());
  return {
    id,
    kind,
    clockErrorMs: isWrong ? Math.round(errorDays * DAY_MS) : 0,
    pushToken: kind === 'web' ? undefined : `demo-token-${uuidOf(random)}`,
  };
}

/** Numbers under 010-0000 and 010-0001… are not given to anybody. */
function phoneOf(index: number): string {
  return `010-${String(Math.floor(index / 10_000)).padStart(4, '0')}-${String(index % 10_000).padStart(4, '0')}`;
}

const families = '김이박최정강조윤장임한오서신권황안송전홍';
const givenFirst = '서지민하은수예도유현재채태다가나소';
const givenLast = '연우진아윤준영원린빈희율호경';

function nameOf(random: Random): string {
  return [families, givenFirst, givenLast].map((syllables) => random.pick([...syllables])).join('');
}

/** Families share a phone number or a browser with the person before them. */
function shareHousehold(customer: Customer, before: Customer | undefined): Customer {
  if (before === undefined) return customer;
  switch (customer.latent.household) {
    case 'alone':
      return customer;
    case 'family-phone':
      return { ...customer, phone: before.phone };
    case 'shared-device':
      return { ...customer, web: before.web, homeStoreId: before.homeStoreId };
  }
}
