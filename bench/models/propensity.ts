import { createRng } from '#core/kernel/rng.ts';
import { labelledRows, stackedCutoffs } from '#core/models/propensity/labelled-rows.ts';
import {
  type PropensityModel,
  propensityLogOdds,
  writeContributions,
} from '#core/models/propensity/logistic-regression.ts';
import type { OrderTimeline } from '#core/models/propensity/order-timeline.ts';
import { PROPENSITY_FEATURES, writePropensityFeatures } from '#core/models/propensity/propensity-features.ts';
import { trainPropensity } from '#core/models/propensity/train-propensity.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import { growth, line, timed } from './bench-line.ts';

const LAST_DAY = 365;
const HORIZON_DAYS = 30;
/** Customers whose twelve cut-offs train the model: some fifty weights need no more. */
const TRAINING_CUSTOMERS = 20_000;

/** Customers who order at a pace of their own until some day. */
function simulatedTimelines(customers: number): readonly OrderTimeline[] {
  const rng = createRng('propensity bench');
  return Array.from({ length: customers }, () => {
    const gapDays = 5 + 120 * rng.uniform();
    const endDay = 60 + 600 * rng.uniform();
    const days: number[] = [];
    for (let day = rng.integer(300); day <= Math.min(endDay, LAST_DAY); ) {
      days.push(day);
      day += 1 + Math.floor(-gapDays * Math.log(rng.uniform()));
    }
    if (days.length === 0) days.push(rng.integer(LAST_DAY));
    return { days: Float64Array.from(days), spend: new Float64Array(days.length).fill(20) };
  });
}

const timing = probabilityWithin(
  {
    kind: 'beta-geometric',
    r: 0.5,
    alphaDays: 30,
    dropout: { a: 0.8, b: 2.4 },
    canLeaveAtOnce: true,
    stages: 1,
  },
  HORIZON_DAYS,
);

function scoreAll(model: PropensityModel, timelines: readonly OrderTimeline[]): number {
  const inputs = new Float64Array(PROPENSITY_FEATURES.length);
  const contributions = new Float64Array(PROPENSITY_FEATURES.length);
  let added = 0;
  for (const timeline of timelines) {
    if (!writePropensityFeatures({ timeline, cutoffDay: LAST_DAY }, timing, inputs, 0)) continue;
    writeContributions(model, inputs, contributions);
    added += propensityLogOdds(model, inputs) + contributions[0]!;
  }
  return added;
}

/** Propensity: trained on twelve cut-offs, a million customers scored and explained. */
export function benchPropensity(): void {
  process.stdout.write('Propensity (logistic regression, 13 inputs, one core)\n');
  const timelines = simulatedTimelines(1_000_000);
  const training = timelines.slice(0, TRAINING_CUSTOMERS);
  const cutoffs = stackedCutoffs(LAST_DAY, HORIZON_DAYS);
  const rows = timed(() => labelledRows(training, cutoffs, HORIZON_DAYS, timing));
  const count = rows.result.labels.length.toLocaleString('en');
  line(`rows: ${TRAINING_CUSTOMERS.toLocaleString('en')} customers at 12 cut-offs, ${count} rows`, rows.ms);
  const straight = timed(() => trainPropensity([rows.result]));
  line('train straight lines', straight.ms);
  const bent = timed(() => trainPropensity([rows.result], 'splines'));
  line('train splines', bent.ms);
  const points = [1e4, 1e5, 1e6].map((size) => {
    return { size, ms: timed(() => scoreAll(bent.result, timelines.slice(0, size))).ms };
  });
  const total = rows.ms + straight.ms + bent.ms + points.at(-1)!.ms;
  line('score and explain 1,000,000 customers by splines, the dearer form', points.at(-1)!.ms);
  line('all of it', total, 'goal <= 60 s');
  process.stdout.write(growth(points));
}
