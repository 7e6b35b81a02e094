import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DomainError } from '#core/kernel/errors.ts';
import { logistic } from '#core/maths/logistic.ts';
import {
  type Contribution,
  type NextPurchase,
  type Predictions,
  type Stage,
  stages,
} from '#core/models/predictions.ts';
import { PERSON_FEATURES } from '#core/models/propensity/person-features.ts';

/** Steps of the hours' relative rates; 255 is some 16 times the mean. */
const RATE_STEPS = 16;
const HASH_BYTES = 32;

/** Rounded to so many digits after the point: nobody acts on more. */
const rounded = (value: number | undefined, digits: number): number | null =>
  value === undefined ? null : Number(value.toFixed(digits));

const orUndefined = <Value>(value: Value | null): Value | undefined => value ?? undefined;

/** Position of a feature, or its name if another version of the code trained it. */
const codeOf = (feature: string): number | string => {
  const place = PERSON_FEATURES.findIndex((known) => known === feature);
  return place < 0 ? feature : place;
};

const stageCode = (stage: Stage | undefined): number => (stage === undefined ? -1 : stages.indexOf(stage));

type Packed = readonly [
  format: 1,
  atMs: number,
  alive: number | null,
  buy7: number | null,
  because: readonly [base: number, ...(readonly [number | string, number])[]] | null,
  expectedOrders: number | null,
  nextPurchase: readonly number[] | null,
  orderMinor: number | null,
  stage: number,
  since: readonly [number, number] | null,
  products: readonly (readonly [string, number])[],
  cycles: readonly (readonly [string, number, number])[],
  ownShare: number | null,
];

/**
 * Predictions as bytes: the model's hash (32), the hours (168, one each, or none), and the rest as JSON, deflated. Four
 * digits of what is a share, whole days, and log-odds as they were given; `days30` is not stored, it is what the
 * contributions add up to.
 */
export function encodePredictions(predictions: Predictions): Uint8Array {
  const { because, buyWithin, nextPurchase, rhythm, stageSince } = predictions;
  const packed: Packed = [
    1,
    predictions.atMs,
    rounded(predictions.alive, 4),
    rounded(buyWithin?.days7, 4),
    because === undefined
      ? null
      : [because.base, ...because.contributions.map((one) => [codeOf(one.feature), one.logOdds] as const)],
    rounded(predictions.expectedOrders30, 3),
    nextPurchase === undefined
      ? null
      : [nextPurchase.p10, nextPurchase.p25, nextPurchase.p50, nextPurchase.p75, nextPurchase.p90],
    predictions.expectedOrderMinor ?? null,
    stageCode(predictions.stage),
    stageSince === undefined ? null : [stageSince.atMs, stageCode(stageSince.before)],
    predictions.nextProducts.map(({ productId, score }) => [productId, Number(score.toFixed(2))] as const),
    predictions.cycles.map(({ category, days, count }) => [category, days, count] as const),
    rounded(rhythm?.ownShare, 3),
  ];
  const hours = Uint8Array.from(rhythm?.hours ?? [], (rate) => Math.min(255, Math.round(rate * RATE_STEPS)));
  const text = deflateRawSync(Buffer.concat([hours, Buffer.from(JSON.stringify(packed))]));
  return Buffer.concat([Buffer.from(predictions.modelHash, 'hex'), Buffer.of(hours.length), text]);
}

/** The predictions of these bytes again. @throws DomainError if they are of a newer format. */
export function decodePredictions(bytes: Uint8Array): Predictions {
  const hourCount = bytes[HASH_BYTES] ?? 0;
  const content = inflateRawSync(bytes.subarray(HASH_BYTES + 1));
  const packed = JSON.parse(content.subarray(hourCount).toString()) as Packed;
  if ((packed[0] as number) !== 1) throw new DomainError('stored predictions are of a newer format');
  const [
    ,
    atMs,
    alive,
    buy7,
    reasons,
    expected,
    dates,
    orderMinor,
    stage,
    since,
    products,
    cycles,
    ownShare,
  ] = packed;
  const because = reasons === null ? undefined : becauseOf(reasons);
  const hours = Array.from(content.subarray(0, hourCount), (step) => step / RATE_STEPS);
  return {
    atMs,
    modelHash: Buffer.from(bytes.subarray(0, HASH_BYTES)).toString('hex'),
    alive: orUndefined(alive),
    buyWithin: buyWithinOf(buy7, because),
    because,
    expectedOrders30: orUndefined(expected),
    nextPurchase: dates === null ? undefined : nextPurchaseOf(dates),
    expectedOrderMinor: orUndefined(orderMinor),
    stage: stages[stage],
    ...(since !== null && { stageSince: { atMs: since[0], before: stages[since[1]] } }),
    nextProducts: products.map(([productId, score]) => ({ productId, score })),
    cycles: cycles.map(([category, days, count]) => ({ category, days, count })),
    rhythm: ownShare === null ? undefined : { hours, ownShare },
  };
}

function nextPurchaseOf([p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0]: readonly number[]): NextPurchase {
  return { p10, p25, p50, p75, p90 };
}

function buyWithinOf(days7: number | null, because: Predictions['because']): Predictions['buyWithin'] {
  if (days7 === null || because === undefined) return undefined;
  const { base, contributions } = because;
  return { days7, days30: logistic(contributions.reduce((sum, { logOdds }) => sum + logOdds, base)) };
}

function becauseOf([base, ...reasons]: NonNullable<Packed[4]>): NonNullable<Predictions['because']> {
  const contributions = reasons.map(
    ([code, logOdds]): Contribution => ({
      feature: typeof code === 'number' ? (PERSON_FEATURES[code] ?? String(code)) : code,
      logOdds,
    }),
  );
  return { base, contributions };
}
