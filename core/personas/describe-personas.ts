import { dot, rowOf } from '#core/maths/dense-matrix.ts';
import { type BehaviourValues, behaviourOf } from './behaviour.ts';
import { channelsOf, rhythmOf, stepsOf, traitsOf } from './describe-habits.ts';
import type { LearntPersonas } from './learn-personas.ts';
import type { Favourite, NoiseReason, PersonaPortrait, Phrase } from './portrait.ts';
import type { Catalogue, Shopper } from './shopper.ts';

/** Groups that come back with less overlap than this dissolve from one sample to the next (Hennig 2007). */
const STEADY = 0.5;
/** Of fewer people nothing is said: it could be said of one. */
const LEAST_PEOPLE = 30;
const MOST_FAVOURITES = 5;
const MOST_LOOK_ALIKES = 3;

/** How many people took each thing. */
function takers(people: readonly Shopper[], thingsOf: (shopper: Shopper) => Iterable<string>) {
  const counts = new Map<string, number>();
  for (const shopper of people) {
    for (const thing of new Set(thingsOf(shopper))) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  }
  return counts;
}

function favourites(
  own: ReadonlyMap<string, number>,
  all: ReadonlyMap<string, number>,
  size: { readonly own: number; readonly all: number },
  nameOf: (id: string) => string,
): readonly Favourite[] {
  const found = [...own].map(([id, count]): Favourite => {
    const share = count / size.own;
    // One more taker among the others: what nobody else takes must not look infinitely typical.
    const others = (all.get(id)! - count + 1) / (size.all - size.own + 1);
    return { id, name: nameOf(id), share, lift: share / others };
  });
  // A lift of a thing that hardly anybody takes is luck; weigh it by how many do.
  const weight = ({ share, lift }: Favourite): number => share * Math.log(lift);
  return found
    .filter(({ lift }) => lift > 1)
    .sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_FAVOURITES);
}

const productsOf = ({ baskets }: Shopper): readonly string[] =>
  baskets
    .filter(({ isGift }) => !isGift)
    .flatMap(({ products }) => products.map(({ productId }) => productId));

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const paidBy = (people: readonly Shopper[]): number =>
  people.reduce((sum, { baskets }) => sum + baskets.reduce((own, { paidMinor }) => own + paidMinor, 0), 0);

/** What describing needs beside the groups. */
export interface Described {
  readonly shoppers: readonly Shopper[];
  readonly catalogue: Catalogue;
  /** Persona ids by number. */
  readonly ids: readonly string[];
  /** Phrases for favourite products, best product first. */
  readonly phrasesOf: (productIds: readonly string[]) => readonly Phrase[];
}

/** Facts of each persona against everyone else. O(people · personas). */
export function describePersonas(learnt: LearntPersonas, described: Described): readonly PersonaPortrait[] {
  const { shoppers, catalogue } = described;
  const everybody = {
    values: shoppers.map((shopper) => behaviourOf(shopper, catalogue, learnt.space.usualPrices)),
    products: takers(shoppers, productsOf),
    categories: takers(shoppers, categoriesIn(catalogue)),
    paidMinor: paidBy(shoppers),
  };
  return described.ids.map((_, k) => describeOne(k, learnt, described, everybody));
}

interface Everybody {
  readonly values: readonly BehaviourValues[];
  readonly products: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
  readonly paidMinor: number;
}

const categoriesIn =
  (catalogue: Catalogue) =>
  (shopper: Shopper): readonly string[] =>
    productsOf(shopper).flatMap((id) => catalogue.get(id)?.category || []);

function describeOne(
  k: number,
  { labels, stability, clusters }: LearntPersonas,
  { shoppers, catalogue, ids, phrasesOf }: Described,
  everybody: Everybody,
): PersonaPortrait {
  const own = shoppers.filter((_, i) => labels[i] === k);
  const values = everybody.values.filter((_, i) => labels[i] === k);
  const size = { own: own.length, all: shoppers.length };
  const nameOf = (id: string): string => catalogue.get(id)?.name ?? id;
  const products = favourites(takers(own, productsOf), everybody.products, size, nameOf);
  const level = mean(values.map(({ price_level }) => price_level));
  const overlap = stability.overlaps[k]!;
  const others = everybody.values.filter((_, i) => labels[i] !== k);
  return {
    personaId: ids[k]!,
    peopleCount: size.own,
    share: size.own / size.all,
    revenueShare: everybody.paidMinor > 0 ? paidBy(own) / everybody.paidMinor : undefined,
    traits: traitsOf(values, others),
    categories: favourites(takers(own, categoriesIn(catalogue)), everybody.categories, size, (id) => id),
    products,
    steps: stepsOf(own, catalogue),
    rhythm: rhythmOf(own, values),
    price: {
      discountShare: mean(values.map(({ discount_share }) => discount_share)),
      level: level === undefined ? undefined : Math.exp(level),
    },
    channels: channelsOf(own),
    phrases: phrasesOf(products.map(({ id }) => id)),
    lookAlikes: lookAlikes(k, clusters.centres, ids),
    overlap,
    noise: noiseOf(overlap, size.own),
  };
}

function lookAlikes(
  k: number,
  centres: LearntPersonas['clusters']['centres'],
  ids: readonly string[],
): PersonaPortrait['lookAlikes'] {
  return ids
    .map((personaId, other) => ({ personaId, cosine: dot(rowOf(centres, k), rowOf(centres, other)) }))
    .filter((_, other) => other !== k)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, MOST_LOOK_ALIKES);
}

function noiseOf(overlap: number, peopleCount: number): readonly NoiseReason[] {
  const reasons: NoiseReason[] = [];
  if (overlap < STEADY) reasons.push('unstable');
  if (peopleCount < LEAST_PEOPLE) reasons.push('too_few_people');
  return reasons;
}
