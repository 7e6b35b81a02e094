import { rateUsage } from '#core/cost/ledger/rate-usage.ts';
import { mergeUsageSums } from '#core/cost/meter/usage-sum.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';

const REGION = 'ap-northeast-2';
/** A function of this size has one processor. */
const PROCESSOR_MB = 1769;

/** Runs the stages of a day and says of each how long it took, what it used and what that costs. */
export function createStageClock(tally: UsageTally, atMs: number) {
  let totalUsd = 0;
  return async <Result>(stage: string, work: () => Promise<Result>): Promise<Result> => {
    const wall = performance.now();
    const processor = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(processor);
    const processorMs = Math.round((user + system) / 1000);
    tally.count({ service: 'AWSLambda', unit: 'megabyte-millisecond', quantity: PROCESSOR_MB * processorMs });
    tally.endRun();
    const sums = mergeUsageSums(tally.take().map((sum) => ({ ...sum, tags: {} })));
    const usages = sums.map((sum, index) => ({
      ...sum,
      ...{ id: String(index), atMs, quantity: Number(sum.quantity) },
    }));
    const { lines, unpriced } = rateUsage(usages, createPriceBook(listPrices));
    const stageUsd = lines.reduce((sum, { amount }) => sum + Number(amount.units) / 10 ** amount.scale, 0);
    totalUsd += stageUsd;
    const line = {
      stage,
      wallSeconds: seconds(performance.now() - wall),
      processorSeconds: seconds(processorMs),
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      usd: Number(stageUsd.toFixed(4)),
      totalUsd: Number(totalUsd.toFixed(4)),
      used: Object.fromEntries(usages.map(({ unit, quantity }) => [unit, quantity])),
      ...(unpriced.length > 0 && { unpriced: unpriced.map(({ question }) => question.unit) }),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return result;
  };
}

/** Region of the day. */
export const DAY_REGION = REGION;

const seconds = (ms: number): number => Number((ms / 1000).toFixed(1));
