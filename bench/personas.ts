/**
 * Personas on online-retail by the protocol of docs/personas.md: 26 groups beside a random split, segments by recency,
 * frequency and spend, and nobody grouped; then names on retraining. `node bench/personas.ts [time|parity|retrain]`, about a
 * minute each.
 */
import { createRng } from '#core/kernel/rng.ts';
import { carryOn, clusterPeople, labelsOf, personaRng, stabilityOf } from '#core/personas/cluster-people.ts';
import { contextVector, learnSpace, spaceSettings } from '#core/personas/context-space.ts';
import { matchPersonas } from '#core/personas/match-personas.ts';
import type { Shopper } from '#core/personas/shopper.ts';
import { nearestCentre } from '#core/personas/spherical-k-means.ts';
import { judgeGrouping } from './personas/judge-grouping.ts';
import { type SplitShopper, splitOnlineRetail } from './personas/online-retail.ts';

const COUNT = 26;
const NO_CATALOGUE = new Map();
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const nats = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(4)}`;

/** Three levels each of recency, frequency and basket size: 27 segments, as marketing departments cut them. */
function threeByThree(people: readonly SplitShopper[]): (shopper: Shopper) => number {
  const cuts = (values: readonly number[]): readonly [number, number] => {
    const sorted = [...values].sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length / 3)]!, sorted[Math.floor((2 * sorted.length) / 3)]!];
  };
  const measures: ((shopper: Shopper) => number)[] = [
    ({ baskets }) => baskets.at(-1)!.day,
    ({ baskets }) => baskets.length,
    ({ baskets }) => baskets.reduce((sum, { products }) => sum + products.length, 0),
  ];
  const bounds = measures.map((measure) => cuts(people.map(({ trained }) => measure(trained))));
  return (shopper) =>
    measures.reduce((code, measure, i) => {
      const [low, high] = bounds[i]!;
      const value = measure(shopper);
      return code * 3 + (value <= low ? 0 : value <= high ? 1 : 2);
    }, 0);
}

/** Share of people of both runs whose persona keeps its number when a tenth of the people are new. */
function retrained(people: readonly Shopper[]): {
  readonly kept: number;
  readonly moved: number;
  readonly wasCarriedOn: boolean;
} {
  const rng = createRng('newcomers');
  const isNew = people.map(() => rng.uniform() < 0.1);
  const known = people.filter((_, i) => !isNew[i]);
  const labelOf = ({ space, centres }: ReturnType<typeof run>, shopper: Shopper): number =>
    nearestCentre(centres, contextVector(space, shopper, NO_CATALOGUE)).index;
  const run = (shoppers: readonly Shopper[]) => {
    const space = learnSpace(shoppers, NO_CATALOGUE, undefined);
    const vectors = shoppers.map((shopper) => contextVector(space, shopper, NO_CATALOGUE));
    const clusters = clusterPeople(vectors, COUNT, { tries: 5, rng: personaRng() });
    return { space, vectors, clusters, centres: clusters.centres };
  };
  const before = run(known);
  const anew = run(people);
  // As a run of personas does: groups that are still as close are carried on.
  const former = people.map((shopper, i) => (isNew[i] ? undefined : String(labelOf(before, shopper))));
  const carried = carryOn(anew.vectors, former, anew.clusters);
  const after = { ...anew, centres: carried?.centres ?? anew.centres };
  const both = known.map((shopper) => ({
    previous: labelOf(before, shopper),
    next: labelOf(after, shopper),
  }));
  const match = matchPersonas(both, { previous: before.centres.rows, next: after.centres.rows });
  const kept = match.continues.filter((each) => each !== undefined).length / after.centres.rows;
  return { kept, moved: match.movedShare, wasCarriedOn: carried !== undefined };
}

function bench(by: 'time' | 'parity'): void {
  const people = splitOnlineRetail(by);
  const shoppers = people.map(({ trained }) => trained);
  const startMs = performance.now();
  const space = learnSpace(shoppers, NO_CATALOGUE, undefined);
  const vectors = shoppers.map((shopper) => contextVector(space, shopper, NO_CATALOGUE));
  const clusters = clusterPeople(vectors, COUNT, { tries: 5, rng: personaRng() });
  const seconds = (performance.now() - startMs) / 1000;
  const stability = stabilityOf(clusters, vectors, { samples: 5, tries: 2, rng: createRng('bootstrap') });
  const labels = labelsOf(clusters.centres, vectors);
  const rng = createRng('random split');
  const random = people.map(() => rng.integer(COUNT));
  const tasteOnly = learnSpace(shoppers, NO_CATALOGUE, undefined, { ...spaceSettings, behaviourWeight: 0 });
  const tastes = shoppers.map((shopper) => contextVector(tasteOnly, shopper, NO_CATALOGUE));
  const byTaste = clusterPeople(tastes, COUNT, { tries: 5, rng: personaRng() });
  const groupings: readonly (readonly [string, (shopper: Shopper, at: number) => number])[] = [
    [
      `${clusters.centres.rows} personas`,
      (shopper) => nearestCentre(clusters.centres, contextVector(space, shopper, NO_CATALOGUE)).index,
    ],
    [
      `${byTaste.centres.rows} of taste alone`,
      (shopper) => nearestCentre(byTaste.centres, contextVector(tasteOnly, shopper, NO_CATALOGUE)).index,
    ],
    ['27 RFM segments', threeByThree(people)],
    ['random split', (_, at) => random[at]!],
    ['everybody', () => 0],
  ];
  print(`\n${by} split: ${people.length} people, learnt in ${seconds.toFixed(1)} s`);
  print('grouping            user split   all people   top-20 recall');
  for (const [name, group] of groupings) {
    const { userSplitNats, allNats, recall } = judgeGrouping(people, group);
    print(
      `${name.padEnd(20)}${nats(userSplitNats).padStart(10)}${nats(allNats).padStart(13)}${recall.toFixed(3).padStart(16)}`,
    );
  }
  const smallest = Math.min(...clusters.counts) / labels.length;
  print(
    `bootstrap adjusted Rand ${stability.adjustedRand.toFixed(3)}, smallest persona ${(smallest * 100).toFixed(1)} %`,
  );
}

function benchRetraining(): void {
  const shoppers = splitOnlineRetail('time').map(({ trained }) => trained);
  const { kept, moved, wasCarriedOn } = retrained(shoppers);
  print(
    `\nretrained with 10 % new people, groups ${wasCarriedOn ? 'carried on' : 'found anew'}: ${(kept * 100).toFixed(0)} % of names kept, ${(moved * 100).toFixed(1)} % of people moved`,
  );
}

for (const by of ['time', 'parity'] as const)
  if (process.argv[2] === undefined || process.argv[2] === by) bench(by);
if (process.argv[2] === undefined || process.argv[2] === 'retrain') benchRetraining();
