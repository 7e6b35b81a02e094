import { decimal, multiply, ZERO } from '../../kernel/decimal.ts';
import type { PriceRow, PriceTier } from './price-row.ts';

/** The two Regions whose lists were read. */
const REGIONS = ['us-east-1', 'ap-northeast-2'] as const;

/** 2^20: a GB of AWS in kilobytes. */
const GB_IN_KB = 1_048_576;
/** A GB-second in megabytes × milliseconds. */
const GB_SECOND = 1_024_000;
const MILLION = 1_000_000;

/** What is known of one unit: price in Virginia, price in Seoul (null = not found), per how many units, source, read on. */
type Known = readonly [
  service: string,
  unit: string,
  per: number,
  prices: readonly [string | null, string | null],
  source: string,
  readOn: string,
  freeQuantity?: number,
];

/** USD, before tax. Where a unit is missing in a Region nobody knows its price: it is refused, never zero. */
const KNOWN: readonly Known[] = [
  ['AmazonKinesis', 'stream-hour', 1, ['0.04', null], 'third party', '2026-05'],
  ['AmazonKinesis', 'kilobyte-in', GB_IN_KB, ['0.08', null], 'third party', '2026-05'],
  ['AmazonKinesis', 'kilobyte-out', GB_IN_KB, ['0.04', null], 'third party', '2026-05'],
  ['AmazonKinesis', 'shard-hour', 1, ['0.015', null], 'third party', '2026-05'],
  ['AmazonKinesis', 'put-unit', MILLION, ['0.014', null], 'third party', '2026-05'],
  ['AmazonKinesisFirehose', 'kilobyte-in', GB_IN_KB, [null, null], 'not found', '2026-11-21'],
  [
    'AWSLambda',
    'megabyte-millisecond',
    GB_SECOND,
    ['0.0000133334', '0.0000133334'],
    'AWS price list',
    '2026-10-01',
  ],
  ['AWSLambda', 'request', MILLION, ['0.20', '0.20'], 'AWS price list', '2026-10-01'],
  [
    'AmazonDynamoDB',
    'write-request-unit',
    MILLION,
    ['0.625', '0.68'],
    'AWS tool, AWS price list',
    '2026-06-12',
  ],
  [
    'AmazonDynamoDB',
    'read-request-half-unit',
    2 * MILLION,
    ['0.125', '0.1355'],
    'AWS tool, AWS price list',
    '2026-06-12',
  ],
  ['AmazonDynamoDB', 'kilobyte-month', GB_IN_KB, ['0.25', null], 'AWS tool', '2026-08'],
  [
    'AWSStepFunctions',
    'standard-transition',
    1000,
    ['0.025', '0.0271'],
    'third party, AWS price page',
    '2026-05',
  ],
  ['AWSStepFunctions', 'express-request', MILLION, ['1.00', null], 'third party', '2026-03-14'],
  [
    'AWSStepFunctions',
    'express-megabyte-millisecond',
    GB_SECOND,
    ['0.00001667', null],
    'third party',
    '2026-03-14',
  ],
  [
    'AmazonEventBridgeScheduler',
    'invocation',
    MILLION,
    ['1.00', null],
    'third party',
    '2026-03-13',
    14 * MILLION,
  ],
  ['AmazonS3', 'kilobyte-month', GB_IN_KB, ['0.023', '0.025'], 'AWS tool, AWS price list', '2026-10-01'],
  ['AmazonS3', 'put-request', 1000, ['0.005', '0.0045'], 'third party, AWS price list', '2026-10-01'],
  ['AmazonS3', 'get-request', 1000, ['0.0004', '0.00035'], 'third party, AWS price list', '2026-10-01'],
  [
    'AmazonCloudWatch',
    'log-kilobyte',
    GB_IN_KB,
    ['0.50', '0.76'],
    'third party, AWS price list',
    '2026-10-01',
  ],
  ['AmazonSES', 'email', 1000, ['0.16', null], 'AWS price list, Essentials plan', '2026-07-22'],
  ['AmazonSES', 'email-a-la-carte', 1000, ['0.10', null], 'AWS price list, older accounts', '2026-07-22'],
  ['AWSEndUserMessaging', 'push', MILLION, ['1.00', '1.00'], 'AWS price list', '2026-08-13', MILLION],
  ['AWSEndUserMessaging', 'sms-part-KR', 1, [null, null], 'not found', '2026-11-21'],
  ['AWSEndUserMessaging', 'sms-part-US', 1, [null, null], 'not found', '2026-11-21'],
  ['AmazonBedrock', 'token/titan-embed-text-v2', MILLION, ['0.02', null], 'third party', '2026-01'],
  ...model('nova-micro', ['0.035', null], ['0.14', null]),
  ...model('nova-lite', ['0.06', null], ['0.24', null]),
  ...model('claude-haiku-4-5', ['1.00', '1.00'], ['5.00', '5.00']),
  ...promptCache('claude-haiku-4-5', ['1.00', '1.00']),
  ...model('claude-sonnet-5', ['2.00', '2.00'], ['10.00', '10.00']),
  ...promptCache('claude-sonnet-5', ['2.00', '2.00']),
];

type RegionPrices = readonly [string | null, string | null];

/** A model's tokens, each also in batch at half the price. */
function model(name: string, input: RegionPrices, output: RegionPrices): Known[] {
  const half = (prices: RegionPrices): RegionPrices => shareOf(prices, '0.5');
  const row = (unit: string, prices: RegionPrices, source: string): Known => [
    'AmazonBedrock',
    `${unit}/${name}`,
    MILLION,
    prices,
    source,
    '2026-09',
  ];
  return [
    row('input-token', input, 'data package'),
    row('output-token', output, 'data package'),
    row('batch-input-token', half(input), 'data package, half by a third party'),
    row('batch-output-token', half(output), 'data package, half by a third party'),
  ];
}

/** What goes through a Claude model's prompt cache: writing costs a quarter more than reading afresh, reading a tenth. */
function promptCache(name: string, input: RegionPrices): Known[] {
  const row = (unit: string, share: string): Known => [
    'AmazonBedrock',
    `${unit}/${name}`,
    MILLION,
    shareOf(input, share),
    'share of the input price by third parties',
    '2026-11-22',
  ];
  return [row('cached-input-token', '0.1'), row('cache-write-token', '1.25')];
}

function shareOf(prices: RegionPrices, share: string): RegionPrices {
  const of = (price: string | null): string | null => {
    if (price === null) return null;
    const { units, scale } = multiply(decimal(price), decimal(share));
    return `${units}e-${scale}`;
  };
  return [of(prices[0]), of(prices[1])];
}

/** A list price holds whenever nothing newer is known: it began before anything that we meter. */
const ALWAYS_MS = 0;

/** List prices of AWS in USD, as read for this project until 2026-11-21. */
export const listPrices: readonly PriceRow[] = KNOWN.flatMap(
  ([service, unit, per, prices, source, readOn, freeQuantity]) =>
    REGIONS.flatMap((region, index) => {
      const price = prices[index];
      if (price === null || price === undefined) return [];
      const paid: PriceTier = { fromQuantity: BigInt(freeQuantity ?? 0), price: decimal(price) };
      const tiers = freeQuantity === undefined ? [paid] : [{ fromQuantity: 0n, price: ZERO }, paid];
      return [
        {
          service,
          unit,
          region,
          currency: 'USD',
          per: BigInt(per),
          tiers,
          validFromMs: ALWAYS_MS,
          validToMs: undefined,
          basis: 'list' as const,
          source,
          readOn,
          taxPercent: ZERO,
        },
      ];
    }),
);

/** Every service and unit that the meter may name, priced or not. */
export const meteredUnits: ReadonlySet<string> = new Set(
  KNOWN.map(([service, unit]) => `${service} ${unit}`),
);
