import { DAY_MS } from '#core/kernel/time.ts';
import type { Stage } from '#core/models/predictions.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { FEWEST_SHOWN } from './stores.ts';

/** Days that a journey is looked at: as far back as signals are counted by week. */
export const JOURNEY_DAYS = 35;
const WEEK_MS = 7 * DAY_MS;

/** What a journey may touch; of two at the same instant the one that is named first leads to the other. */
export const journeySteps = ['online', 'store', 'till', 'online_order'] as const;

/** One kind of touch. */
export type JourneyStep = (typeof journeySteps)[number];

/** People of one stage who touched the same things in the same order. */
export interface Journey {
  /** `none`: in none of the four segments, or not scored. */
  readonly stage: Stage | 'none';
  readonly steps: readonly JourneyStep[];
  readonly people: number;
  /** Of the stage's people. */
  readonly share: number;
}

/**
 * What a person touched within the last five weeks, in the order of the first touches. Online is counted by the week:
 * within one week it stands first.
 */
function stepsOf({ profile, signalWeeks = [] }: PersonRow, nowMs: number): readonly JourneyStep[] {
  const sinceMs = nowMs - JOURNEY_DAYS * DAY_MS;
  const firstOf = (instants: readonly number[]): number =>
    Math.min(...instants.filter((atMs) => atMs >= sinceMs));
  const orders = (isOwn: (storeId: string) => boolean): readonly number[] =>
    profile.orders.filter(({ storeId }) => isOwn(storeId)).map(({ at }) => Date.parse(at));
  const oldestWeek = signalWeeks.findLastIndex(({ interest, consideration }) => interest + consideration > 0);
  const firsts: Readonly<Record<JourneyStep, number>> = {
    online: oldestWeek < 0 ? Infinity : nowMs - (oldestWeek + 1) * WEEK_MS,
    store: firstOf(profile.storeVisits.map(({ atSeconds }) => atSeconds * 1000)),
    till: firstOf(orders((storeId) => storeId !== '')),
    online_order: firstOf(orders((storeId) => storeId === '')),
  };
  return journeySteps
    .filter((step) => Number.isFinite(firsts[step]))
    .toSorted((a, b) => firsts[a] - firsts[b]);
}

/** Counts journeys by stage; those of fewer than ten people are hidden, and counted. */
export class JourneyTally {
  readonly #paths = new Map<string, number>();
  readonly #stages = new Map<Stage | 'none', number>();
  readonly #nowMs: number;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  add(row: PersonRow, stage: Stage | undefined): void {
    if (row.profile.isSuspectedBot) return;
    const own = stage ?? 'none';
    const key = `${own}\n${stepsOf(row, this.#nowMs).join('\n')}`;
    this.#paths.set(key, (this.#paths.get(key) ?? 0) + 1);
    this.#stages.set(own, (this.#stages.get(own) ?? 0) + 1);
  }

  report(): { readonly journeys: readonly Journey[]; readonly hiddenCount: number } {
    const all = [...this.#paths].map(([key, people]): Journey => {
      const [stage, ...steps] = key.split('\n');
      const of = this.#stages.get(stage as Stage) ?? people;
      return {
        stage: stage as Stage,
        steps: steps.filter(Boolean) as JourneyStep[],
        people,
        share: people / of,
      };
    });
    const journeys = all
      .filter(({ people }) => people >= FEWEST_SHOWN)
      .sort((a, b) => (a.stage === b.stage ? b.people - a.people : a.stage < b.stage ? -1 : 1));
    return { journeys, hiddenCount: all.length - journeys.length };
  }
}
