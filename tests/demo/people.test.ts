import { describe, expect, it } from '@jest/globals';
import { createBrand, groundTruth, noDirt, responseTraitsOf } from '#demo/index.ts';

const DAY_MS = 86_400_000;
const brand = createBrand(11, { startsOn: '2026-11-01', customers: 1200, dirt: noDirt });
const { customers, purchasesOf } = brand.hidden;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function variation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) / centre;
}

describe('the people of the made-up brand', () => {
  it('buy regularly, in bursts or by season, as their hidden rhythm says', () => {
    const gapVariation = (kind: string): number => {
      const variations = customers
        .filter((customer) => customer.latent.rhythm.kind === kind)
        .map((customer) => purchasesOf(customer).map(({ atMs }) => atMs))
        .filter((times) => times.length >= 8)
        .map((times) => variation(times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))));
      expect(variations.length).toBeGreaterThan(20);
      return mean(variations);
    };
    expect(gapVariation('regular')).toBeLessThan(0.4);
    expect(gapVariation('clumpy')).toBeGreaterThan(1.2);
    const seasonal = gapVariation('seasonal');
    expect(seasonal).toBeGreaterThan(0.4);
    expect(seasonal).toBeLessThan(1.2);
  });

  it('shop in their persona’s categories: a bought basket tells personas apart far better than chance', () => {
    // Half of the people give each persona's shares, the other half is assigned by likelihood.
    const shares = new Map<string, Map<string, number>>();
    for (const customer of customers.filter(({ index }) => index % 2 === 0)) {
      for (const category of boughtBy(customer.index)) {
        const counts = shares.get(customer.latent.persona) ?? new Map<string, number>();
        shares.set(customer.latent.persona, counts.set(category, (counts.get(category) ?? 0.1) + 1));
      }
    }
    const judged = customers.filter(({ index }) => index % 2 === 1 && boughtBy(index).length >= 8);
    const right = judged.filter(({ index, latent }) => likeliest(shares, boughtBy(index)) === latent.persona);
    expect(judged.length).toBeGreaterThan(200);
    expect(right.length / judged.length).toBeGreaterThan(0.6);
  });

  it('buy at the hours of their own week', () => {
    const hourShare = (persona: string, hours: readonly number[]): number => {
      const bought = customers
        .filter((customer) => customer.latent.persona === persona && customer.zone === 'Asia/Seoul')
        .flatMap((customer) => purchasesOf(customer))
        .filter(({ channel }) => channel !== 'store')
        .map(({ atMs }) => new Date(atMs + 9 * 3_600_000).getUTCHours());
      return bought.filter((hour) => hours.includes(hour)).length / bought.length;
    };
    expect(hourShare('luxury-mother', [21, 22, 23])).toBeGreaterThan(0.4);
    expect(hourShare('discount-hunter', [21, 22, 23])).toBeLessThan(0.25);
    expect(hourShare('discount-hunter', [11, 12, 13])).toBeGreaterThan(0.4);
  });

  it('show signals before they buy, more than on days that lead to nothing', () => {
    const imminent = new Set(['Stock Checked', 'Price Alert Set', 'Reviews Viewed']);
    const signalsOf = signalsByCustomer(imminent);
    const days = customers
      .filter(({ joinedMs }) => joinedMs < brand.startMs)
      .flatMap((customer) => daysOf(customer, signalsOf.get(customer.id) ?? []));
    const seenShare = (leads: boolean): number =>
      mean(days.filter((day) => day.leads === leads).map((day) => (day.isSeen ? 1 : 0)));
    expect(seenShare(true)).toBeGreaterThan(5 * seenShare(false));
    expect(seenShare(false)).toBeGreaterThan(0);
  });

  it('let only phones with location consent tell where they are', () => {
    const granted = new Map(
      customers.map((customer) => [
        customer.id,
        customer.consents.some(({ purpose, granted }) => purpose === 'location' && granted),
      ]),
    );
    const places =
      /"event":"(Store Entered|Store Exited|Store Nearby|Zone Dwelled|Beacon Seen|In-Store Event Attended)"/;
    let seen = 0;
    for (let day = 0; day <= brand.days; day++) {
      for (const { json, partitionKey } of brand.eventsOfDay(day)) {
        if (!places.test(json)) continue;
        seen += 1;
        expect(granted.get(partitionKey)).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(300);
  });

  it('share phones and browsers at the known small rate', () => {
    const phones = customers.flatMap(({ phone }) => phone ?? []);
    const repeated = (phones.length - new Set(phones).size) / customers.length;
    expect(repeated).toBeGreaterThan(0.01);
    expect(repeated).toBeLessThan(0.04);
    const shared = customers.length - new Set(customers.map(({ web }) => web.id)).size;
    expect(shared / customers.length).toBeGreaterThan(0.008);
    expect(shared / customers.length).toBeLessThan(0.035);
  });
});

describe('the four worlds', () => {
  const worlds = ['effect', 'null', 'reversed', 'drifting'] as const;
  const brands = worlds.map((world) =>
    createBrand(5, { startsOn: '2026-11-01', customers: 60, days: 3, world }),
  );

  it('differ in how people answer and in nothing else', () => {
    const streams = brands.map((each) => [0, 1, 2, 3].flatMap((day) => each.eventsOfDay(day)));
    for (const other of streams.slice(1)) expect(other).toEqual(streams[0]);
    const truths = brands.map((each) => {
      const truth = groundTruth(each);
      const people = truth.customers.map((person) => ({ ...person, response: 'apart' }));
      return { ...truth, world: 'apart', customers: people };
    });
    for (const other of truths.slice(1)) expect(other).toEqual(truths[0]);
  });

  it('have no effect, price before context, or another persona after a quarter', () => {
    const nature = customers.find(({ latent }) => latent.persona === 'skincare-nomad')?.latent.response;
    if (nature === undefined) throw new Error('no nomad');
    const effect = responseTraitsOf(nature, 'effect', 0);
    const reversed = responseTraitsOf(nature, 'reversed', 0);
    const lifts = (traits: typeof effect): number[] => Object.values(traits.appeals);
    expect(effect.appeals.context).toBeGreaterThan(effect.appeals.price);
    expect(reversed.appeals.price).toBeGreaterThan(reversed.appeals.context);
    expect(reversed.authorLifts.model).toBeGreaterThan(reversed.authorLifts.person);
    expect(lifts(responseTraitsOf(nature, 'null', 0)).every((lift) => lift === 0)).toBe(true);
    expect(responseTraitsOf(nature, 'drifting', 0)).toEqual(effect);
    // After a quarter a nomad answers as a make-up lover does: to novelty before context.
    const drifted = responseTraitsOf(nature, 'drifting', 90).appeals;
    expect(drifted.novelty).toBeGreaterThan(drifted.context);
  });
});

/** When each signed-in person gave one of these signals. */
function signalsByCustomer(names: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const signals = new Map<string, number[]>();
  for (let day = 0; day <= brand.days; day++) {
    for (const { json } of brand.eventsOfDay(day)) {
      const message = JSON.parse(json) as { event?: string; userId?: string; timestamp: string };
      if (message.userId === undefined || !names.has(message.event ?? '')) continue;
      signals.set(message.userId, [...(signals.get(message.userId) ?? []), Date.parse(message.timestamp)]);
    }
  }
  return signals;
}

/** Each day of a person: does an order follow within it or the next two, and was there a signal? */
function daysOf(customer: (typeof customers)[number], signals: readonly number[]) {
  const bought = purchasesOf(customer).map(({ atMs }) => atMs);
  return Array.from({ length: brand.days }, (_, day) => {
    const [fromMs, toMs] = [brand.startMs + day * DAY_MS, brand.startMs + (day + 1) * DAY_MS];
    return {
      leads: bought.some((atMs) => atMs >= fromMs && atMs < toMs + 2 * DAY_MS),
      isSeen: signals.some((atMs) => atMs >= fromMs && atMs < toMs),
    };
  });
}

function boughtBy(index: number): readonly string[] {
  const customer = customers[index];
  if (customer === undefined) return [];
  return purchasesOf(customer)
    .filter(({ gift }) => !gift)
    .flatMap(({ lines }) =>
      lines.filter(({ priceKrw }) => priceKrw > 0).map(({ product }) => product.category),
    );
}

function likeliest(
  shares: ReadonlyMap<string, ReadonlyMap<string, number>>,
  bought: readonly string[],
): string {
  const scored = [...shares].map(([persona, counts]) => {
    const total = counts.values().reduce((sum, count) => sum + count, 0);
    const score = bought.reduce(
      (sum, category) => sum + Math.log(((counts.get(category) ?? 0) + 0.5) / (total + 7)),
      0,
    );
    return { persona, score };
  });
  return scored.sort((left, right) => right.score - left.score)[0]?.persona ?? '';
}
