import { hash48 } from '#core/kernel/hash.ts';
import type { Shopper } from '#core/personas/shopper.ts';

/** Groups hardly change beyond so many people; all others are assigned afterwards, one by one. */
const MOST_PEOPLE = 50_000;

interface Kept {
  readonly hash: number;
  readonly shopper: Shopper;
}

const byHash = (a: Kept, b: Kept): number =>
  a.hash - b.hash || (a.shopper.personId < b.shopper.personId ? -1 : 1);

/**
 * The people with the smallest hashes of their ids: a fair sample that is the same in whatever order, from however
 * many partitions people come. Memory is bounded by twice the sample.
 */
export class PersonSample {
  private kept: Kept[] = [];

  /** Takes somebody into consideration. */
  add(shopper: Shopper): void {
    this.kept.push({ hash: hash48(shopper.personId), shopper });
    if (this.kept.length >= 2 * MOST_PEOPLE) this.kept = this.kept.sort(byHash).slice(0, MOST_PEOPLE);
  }

  /** The sample, by hash. */
  people(): readonly Shopper[] {
    return this.kept
      .sort(byHash)
      .slice(0, MOST_PEOPLE)
      .map(({ shopper }) => shopper);
  }
}
