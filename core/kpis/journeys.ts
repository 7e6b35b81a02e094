import { DAY_MS } from '#core/kernel/time.ts';
import type { Stage } from '#core/models/predictions.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { FEWEST_SHOWN } from './stores.ts';

/** Days that a journey is looked at: as far back as signals are counted by week. */
export const JOURNEY_DAYS = 35;

/** What a journey touched, in the order in which it leads to an order. */
export const journeySteps = ['online', 'store', 'till', 'online_order'] as const;

/** One kind of touch. */
export type JourneyStep = (typeof journeySteps)[number];

/** People of one stage who touched the same things. */
export interface Journey {
  /** `none`: in none of the four segments, or not scored. */
  readonly stage: Stage | 'none';
  readonly steps: readonly JourneyStep[];
  readonly people: number;
  /** Of the stage's people. */
  readonly share: number;
}

/** What a person touched within the last five weeks. */
function stepsOf({ profile, signalWeeks = [] }: PersonRow, nowMs: number): readonly JourneyStep[] {
  const sinceMs = nowMs - JOURNEY_DAYS * DAY_MS;
  const orders = profile.orders.filter(({ at }) => Date.parse(at) >= sinceMs);
  const touched: Readonly<Record<JourneyStep, boolean>> = {
    online: signalWeeks.some(({ interest, consideration }) => interest + consideration > 0),
    store: profile.storeVisits.some(({ atSeconds }) => atSeconds * 1000 >= sinceMs),
    till: orders.some(({ storeId }) => storeId !== ''),
    online_order: orders.some(({ storeId }) => storeId === ''),
  };
  return journeySteps.filter((step) => touched[step]);
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
