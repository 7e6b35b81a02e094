import { DAY_MS } from '../calendar.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import { categories } from '../catalogue/categories.ts';
import { type Random, randomOf } from '../random.ts';
import type { Latent, Rhythm } from './customer.ts';
import { type HourBump, weeks } from './hours.ts';
import type { Persona, RhythmKind } from './persona.ts';
import { personas } from './personas.ts';

const rhythmKinds: readonly RhythmKind[] = ['regular', 'clumpy', 'seasonal'];
/** Weight of a category that a persona doesn't shop in, beside 1 to 6 for those it does. */
const STRAY_WEIGHT = 0.05;

/** Draws what is hidden in a person: a persona, and how far this one differs from it. */
export function drawLatent(seed: number, index: number, joinedMs: number): Latent {
  const random = randomOf(seed, 'latent', index);
  const persona = random.weighted(personas, (each) => each.share);
  const useRate = random.logNormal(1, 0.22);
  const [app, web, store] = shares(persona.channels, random);
  const [interest, consideration, imminent] = persona.signals.map(
    (each) => each * (0.7 + 0.6 * random.unit()),
  );
  return {
    persona: persona.id,
    rhythm: drawRhythm(persona, useRate, random),
    hours: drawHours(persona, random),
    likes: jitter(persona.likes, 0.2, random),
    shops: drawShops(persona, random),
    useRate,
    priceSensitivity: persona.priceSensitivity * random.logNormal(1, 0.35),
    habit: persona.habit * random.logNormal(1, 0.25),
    variety: persona.variety * random.logNormal(1, 0.25),
    basket: 1 + (persona.basket - 1) * random.logNormal(1, 0.3),
    channelShares: { app, web, store },
    signals: { interest: interest ?? 0, consideration: consideration ?? 0, imminent: imminent ?? 0 },
    browsesPerMonth: persona.browsesPerMonth * random.logNormal(1, 0.5),
    giftShare: Math.min(0.9, persona.giftShare * random.logNormal(1, 0.3)),
    reviewShare: Math.min(0.8, persona.reviews * random.logNormal(1, 0.5)),
    lapsesMs: joinedMs + random.weibull(1400, 0.8) * DAY_MS,
    response: {
      persona: persona.id,
      strength: random.logNormal(1, 0.3),
      ownHourLift: 0.6 * random.logNormal(1, 0.3),
      fatiguePerMessage: 0.25 * random.logNormal(1, 0.4),
      channelLifts: {
        push: random.normal(0.2 + 0.4 * app, 0.15),
        email: random.normal(0.1 + 0.3 * web, 0.15),
        sms: random.normal(0.1 + 0.4 * store, 0.15),
      },
    },
    household: random.weighted(['alone', 'family-phone', 'shared-device'] as const, (kind) =>
      kind === 'alone' ? 0.955 : kind === 'family-phone' ? 0.025 : 0.02,
    ),
  };
}

function drawRhythm(persona: Persona, useRate: number, random: Random): Rhythm {
  const kind = random.weighted(rhythmKinds, (each) => persona.rhythm[each]);
  const orderDays = (persona.orderDays / useRate) * random.logNormal(1, 0.15);
  switch (kind) {
    case 'regular':
      return { kind, meanDays: orderDays, shape: 4 + 3 * random.unit() };
    case 'clumpy': {
      const offspring = 0.5 + 0.15 * random.unit();
      // Each background order brings 1 / (1 - offspring) orders in all, so the mean gap stays the persona's.
      return {
        kind,
        offspring,
        backgroundDays: orderDays / (1 - offspring),
        medianDelayDays: 1.5 + 2 * random.unit(),
      };
    }
    case 'seasonal':
      return {
        kind,
        medianDays: orderDays * 0.9,
        sigma: 0.45,
        peakDayOfYear: peakOf(persona) + random.normal(0, 20),
        amplitude: 0.6 + 0.3 * random.unit(),
      };
  }
}

/** The year's top of the category that the persona shops most, else the end of the year. */
function peakOf(persona: Persona): number {
  const favourite = [...categories].sort(
    (a, b) => (persona.shops[b.id] ?? 0) - (persona.shops[a.id] ?? 0),
  )[0];
  return favourite?.peakDayOfYear ?? 345;
}

function drawHours(persona: Persona, random: Random): readonly HourBump[] {
  const shift = random.normal(0, 0.7);
  const other = weeks[random.pick(['commuter', 'lunch', 'nightOwl', 'weekender'] as const)];
  const own = weeks[persona.week].map((bump) => ({
    ...bump,
    hour: bump.hour + shift,
    weight: bump.weight * random.logNormal(1, 0.4),
  }));
  return [...own, ...other.map((bump) => ({ ...bump, weight: bump.weight * 0.15 }))];
}

function drawShops(persona: Persona, random: Random): Readonly<Partial<Record<CategoryId, number>>> {
  const weights = categories.map(({ id }) => {
    const weight = persona.shops[id];
    return [id, weight === undefined ? STRAY_WEIGHT : weight * random.logNormal(1, 0.5)] as const;
  });
  return Object.fromEntries(weights);
}

function jitter<T extends Readonly<Record<string, number>>>(values: T, spread: number, random: Random): T {
  const moved = Object.entries(values).map(([name, value]) => [
    name,
    Math.max(0, random.normal(value, spread)),
  ]);
  return Object.fromEntries(moved) as T;
}

function shares(of: readonly [number, number, number], random: Random): readonly [number, number, number] {
  const [app, web, store] = of.map((share) => share * random.logNormal(1, 0.5)) as [number, number, number];
  const total = app + web + store;
  return [app / total, web / total, store / total];
}
