import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { expectedOrderValue, solveSpend, summariseSpend } from '#core/models/timing/gamma-gamma.ts';
import { purchaseHistory } from '#core/models/timing/purchase-history.ts';
import { solveTiming, type TimingFamily, timingLogLikelihood } from '#core/models/timing/solve-timing.ts';
import { forecastTiming, type TimingModel } from '#core/models/timing/timing-model.ts';
import { regularity, summariseTiming, type TimingRow } from '#core/models/timing/timing-statistics.ts';
import { timingTable } from '#core/models/timing/timing-table.ts';
import {
  describeWithSharedData,
  orderDaysByCustomer,
  sharedDataPath,
  sharedRows,
} from '#tests/shared-data.ts';

const WEEK = 7;

const beta = (weeks: readonly number[], canLeaveAtOnce: boolean, stages = 1): TimingModel => ({
  kind: 'beta-geometric',
  r: weeks[0]!,
  alphaDays: weeks[1]! * WEEK,
  dropout: { a: weeks[2]!, b: weeks[3]! },
  canLeaveAtOnce,
  stages,
});

const pareto = ([r, alpha, s, betaWeeks]: readonly number[]): TimingModel => ({
  kind: 'pareto-nbd',
  r: r!,
  alphaDays: alpha! * WEEK,
  s: s!,
  betaDays: betaWeeks! * WEEK,
});

describeWithSharedData('timing models, golden values of another implementation', 'golden-btyd.json', () => {
  interface Golden {
    readonly fixed: Record<'bg' | 'mbg' | 'pareto', number[]>;
    readonly customers: readonly Record<string, number>[];
  }
  const golden = JSON.parse(readFileSync(sharedDataPath('golden-btyd.json'), 'utf8')) as Golden;
  // Its own 2F1 and ours differ in the last digits.
  const DIGITS = 9;

  it.each([
    ['bg', beta(golden.fixed.bg, false)],
    ['mbg', beta(golden.fixed.mbg, true)],
    ['pareto', pareto(golden.fixed.pareto)],
  ] as const)('give P(alive) and expected orders of 29 customers under %s', (name, model) => {
    for (const customer of golden.customers) {
      const history = {
        repeatPurchases: customer['x']!,
        recencyDays: customer['tx']! * WEEK,
        ageDays: customer['T']! * WEEK,
      };
      const forecast = forecastTiming(model, history);
      expect(forecast.probabilityAlive).toBeCloseTo(customer[`${name}_palive`]!, DIGITS);
      expect(forecast.expectedOrders(39 * WEEK)).toBeCloseTo(customer[`${name}_cet39`]!, DIGITS);
      if (name !== 'bg') continue;
      for (const days of [7, 30, 273]) {
        expect(forecast.probabilityOfOrder(days)).toBeCloseTo(customer[`bg_p_buy_${days}d`]!, DIGITS);
      }
    }
  });

  // Parity vector of R's BTYDplus, at parameters printed to four decimals.
  it('give P(alive) of the regular model', () => {
    const model = beta([1.3292, 2.8126, 0.4247, 0.79], true, 2);
    const alive = [1, 2, 3, 4, 5].map(
      (repeatPurchases) =>
        forecastTiming(model, { repeatPurchases, recencyDays: 12 * WEEK, ageDays: 52 * WEEK })
          .probabilityAlive,
    );
    const expected = [0.156425, 0.0292111, 0.00386127, 0.000439831, 0.0000461024];
    alive.forEach((value, i) => expect(value / expected[i]!).toBeCloseTo(1, 4));
  });
});

describeWithSharedData('timing models, fitted to CDNOW weeks 1-39', 'cdnow-sample.purchases.csv.gz', () => {
  const END = 272;
  const customers = [...orderDaysByCustomer('cdnow-sample.purchases.csv.gz', '1997-01-01').values()];
  const rows: TimingRow[] = customers.map((days) => {
    const seen = days.filter((day) => day <= END);
    const [before, middle, last] = seen.slice(-3);
    const history = purchaseHistory(seen, END);
    return last === undefined
      ? history
      : { ...history, lastTwoGapsDays: [middle! - before!, last - middle!] };
  });
  const statistics = summariseTiming(rows);
  const repeats = rows.reduce((sum, row) => sum + row.repeatPurchases, 0);

  it('see the sample of the paper', () => {
    expect(repeats).toBe(2457);
    expect(rows.filter((row) => row.repeatPurchases > 0)).toHaveLength(946);
  });

  it.each([
    ['bg-nbd', [0.2426, 4.4136, 0.7929, 2.4259], -9582.429],
    ['mbg-nbd', [0.5248, 6.1831, 0.8914, 1.614], -9582.136],
    ['pareto-nbd', [0.5533, 10.5777, 0.6062, 11.6687], -9594.976],
  ] as const)('reach the published maximum of %s', (family: TimingFamily, parameters, logLikelihood) => {
    const fit = solveTiming(statistics, family);
    const inWeeks = fit.logParameters.map(Math.exp);
    inWeeks[1]! /= WEEK;
    if (family === 'pareto-nbd') inWeeks[3]! /= WEEK;
    expect(fit.fallback).toBeNull();
    // Densities per week instead of per day: one factor 7 for each repeat.
    expect(fit.logLikelihood + repeats * Math.log(WEEK)).toBeCloseTo(logLikelihood, 2.7);
    inWeeks.forEach((value, i) =>
      expect(Math.abs(value - parameters[i]!)).toBeLessThan(Math.max(1.5e-4, 5e-5 * value)),
    );
  });

  it('give the paper’s likelihood at the paper’s parameters', () => {
    const table = timingTable(statistics);
    const atPaper = timingLogLikelihood(beta([0.243, 4.414, 0.793, 2.426], false), table);
    expect(atPaper + repeats * Math.log(WEEK)).toBeCloseTo(-9582.43, 2);
  });

  it('find no rhythm in CDs: k is 1', () => {
    expect(Math.round(regularity(statistics))).toBe(1);
  });
});

describeWithSharedData('Gamma-Gamma, fitted to CDNOW', 'cdnow_summary_with_zbar.csv', () => {
  it('reaches the published parameters on 946 repeat buyers', () => {
    const spend = sharedRows('cdnow_summary_with_zbar.csv').map((row) => ({
      orders: +row[1]!,
      meanValue: +row[4]!,
    }));
    const statistics = summariseSpend(spend);
    expect(statistics.reduce((sum, group) => sum + group.customers, 0)).toBe(946);
    const model = solveSpend(statistics);
    expect(model.p).toBeCloseTo(6.25, 2);
    expect(model.q).toBeCloseTo(3.74, 2);
    expect(model.v).toBeCloseTo(15.44, 1.5);
    expect(expectedOrderValue(model, 0, 0)).toBeCloseTo(35.2, 0);
    expect(expectedOrderValue(model, 2, 22.35)).toBeGreaterThan(22.35);
    expect(expectedOrderValue(model, 200, 22.35)).toBeCloseTo(22.35, 0);
  });
});

describeWithSharedData('timing models on a shop without dropout', 'online-retail.purchases.csv.gz', () => {
  it('fall back to NBD and say so', () => {
    const END = 281;
    const rows = [...orderDaysByCustomer('online-retail.purchases.csv.gz', '2010-12-01').values()]
      .map((days) => days.filter((day) => day <= END))
      .filter((days) => days.length > 0)
      .map((days) => purchaseHistory(days, END));
    expect(rows).toHaveLength(3362);
    const fit = solveTiming(summariseTiming(rows), 'mbg-nbd');
    expect(fit.fallback).toBe('no-dropout');
    expect(Math.exp(fit.logParameters[0]!)).toBeCloseTo(0.724, 3);
    expect(Math.exp(fit.logParameters[1]!) / WEEK).toBeCloseTo(9.387, 2);
  });
});
