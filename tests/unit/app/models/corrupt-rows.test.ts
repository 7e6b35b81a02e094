import { beforeAll, describe, expect, it } from '@jest/globals';
import { chooseChampion, type Verdict } from '#app/models/train/choose-champion.ts';
import type { ModelArtefact } from '#app/models/train/model-artefact.ts';
import { trainInProcess } from '#app/models/train/train-in-process.ts';
import type { DataCheck } from '#core/models/training/data-checks.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import {
  dearerAmounts,
  leakedOutcomes,
  ordersFromFuture,
  shiftedHours,
  shuffledOutcomes,
  stoppedFeed,
  truncatedFeed,
} from '#tests/support/corrupt-rows.ts';
import { madeUpPersons, madeUpRequest, SNAPSHOT_DAY } from '#tests/support/made-up-training.ts';

type Rows = readonly TrainingPerson[];

/** Next products take most of a training's time and say nothing of rows. */
const withoutProducts = (person: TrainingPerson): TrainingPerson => ({
  ...person,
  baskets: person.baskets.map(({ day }) => ({ day, products: [] })),
});
const persons = madeUpPersons(160).map(withoutProducts);
const LIMIT_MS = 120_000;
/** A day later, as the nightly run is. */
const atMs = madeUpRequest.atMs + 86_400_000;

const train = (rows: Rows, champion?: ModelArtefact): ModelArtefact =>
  trainInProcess([rows], { ...madeUpRequest, atMs, ...(champion && { champion }) });

const checksOf = (verdict: Verdict): readonly DataCheck[] =>
  !verdict.isPromoted && verdict.reason === 'suspicious_data'
    ? verdict.findings.map(({ check }) => check)
    : [];

let champion: ModelArtefact;
beforeAll(() => {
  champion = trainInProcess([persons], madeUpRequest);
}, LIMIT_MS);

const FAULTS: readonly (readonly [string, DataCheck, (rows: Rows) => Rows])[] = [
  ['outcomes are those of other people', 'skill_lost', (rows) => shuffledOutcomes(rows, SNAPSHOT_DAY - 60)],
  ['half of the people are missing', 'customers_missing', truncatedFeed],
  ['the feed stopped nine days ago', 'feed_stopped', (rows) => stoppedFeed(rows, SNAPSHOT_DAY - 9)],
  ['amounts are a hundred times what they were', 'amounts_changed', (rows) => dearerAmounts(rows, 100)],
  ['hours are those of another zone', 'hours_shifted', (rows) => shiftedHours(rows, 9)],
  ['orders are dated ahead', 'orders_from_future', (rows) => ordersFromFuture(rows, SNAPSHOT_DAY + 30)],
  ['signals know who will buy', 'too_good', (rows) => leakedOutcomes(rows, SNAPSHOT_DAY)],
];

describe('a challenger', () => {
  it.each(FAULTS)(
    'does not go live when %s, until a person accepts it',
    (_, check, spoil) => {
      const challenger = train(spoil(persons), champion);
      const verdict = chooseChampion(challenger, champion, atMs);
      expect(checksOf(verdict)).toContain(check);
      const accepted = chooseChampion(challenger, champion, atMs, checksOf(verdict));
      expect(checksOf(accepted)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'does not go live as the first of its shop when its orders are dated ahead',
    () => {
      const first = train(ordersFromFuture(persons, SNAPSHOT_DAY + 30));
      expect(checksOf(chooseChampion(first, undefined, atMs))).toEqual(['orders_from_future']);
    },
    LIMIT_MS,
  );

  it(
    'goes live when its rows are what they were',
    () => {
      expect(chooseChampion(train(persons, champion), champion, atMs)).toEqual({ isPromoted: true });
    },
    LIMIT_MS,
  );
});
