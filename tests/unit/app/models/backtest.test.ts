import { beforeAll, describe, expect, it } from '@jest/globals';
import { reportDocument } from '#app/models/backtest/document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import type { BacktestReport } from '#app/models/backtest/report.ts';
import { type PurchaseLine, ShopHistoryBuilder } from '#app/models/backtest/shop-history.ts';
import { WORDS } from '#app/models/backtest/words.ts';
import { type BacktestRequest, backtest, type NextRow, type ScoreRow } from '#app/models/backtest.ts';
import { createRng } from '#core/kernel/rng.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = 20_000;

/** A shop whose customers come back often or rarely, in turns, and walk through a ring of sixty products. */
function shopLines(customers: number): PurchaseLine[] {
  const rng = createRng('shop');
  return Array.from({ length: customers }, (_, customer) => {
    const gapDays = (customer % 2 === 0 ? 8 : 60) * (1 + rng.uniform());
    const hour = 8 + rng.integer(12);
    const lines: PurchaseLine[] = [];
    let product = rng.integer(60);
    for (let day = 60 * rng.uniform(); day < 300; day += gapDays * (0.5 + rng.uniform())) {
      product = (product + 1) % 60;
      const localAtMs = (FIRST_DAY + Math.floor(day)) * DAY_MS + ((hour + rng.integer(2)) % 24) * 3_600_000;
      const productId = `p${product}`;
      lines.push({
        customerId: `c${customer}`,
        orderId: `${customer}-${lines.length}`,
        localAtMs,
        productId,
        amount: 10,
        isLeftOut: false,
      });
    }
    return lines;
  }).flat();
}

async function* streamed(lines: readonly PurchaseLine[]): AsyncGenerator<PurchaseLine> {
  yield* lines;
}

interface Run {
  readonly report: BacktestReport;
  readonly scores: ScoreRow[];
  readonly next: NextRow[];
}

async function run(lines: readonly PurchaseLine[], wanted: Partial<BacktestRequest> = {}): Promise<Run> {
  const scores: ScoreRow[] = [];
  const next: NextRow[] = [];
  const report = await backtest({
    lines: streamed(lines),
    split: 'cutoff',
    cutoffDay: FIRST_DAY + 240,
    horizonDays: 30,
    attributesOf: new Map(),
    rng: createRng(1),
    malformed: () => 0,
    onProgress: () => undefined,
    onScore: (row) => scores.push(row),
    onNext: (row) => next.push(row),
    ...wanted,
  });
  return { report, scores, next };
}

describe('backtest', () => {
  const lines = shopLines(130);
  let whole: Run;
  beforeAll(async () => {
    whole = await run(lines);
  });

  it('scores every customer of the calibration period with ordered dates and probabilities', () => {
    const known = new Set(
      lines.filter(({ localAtMs }) => localAtMs < (FIRST_DAY + 241) * DAY_MS).map((l) => l.customerId),
    );
    expect(whole.scores).toHaveLength(known.size);
    for (const { purchaseProbability, expectedPurchases, nextPurchaseDays } of whole.scores) {
      expect(purchaseProbability).toBeGreaterThanOrEqual(0);
      expect(purchaseProbability).toBeLessThanOrEqual(1);
      expect(expectedPurchases).toBeGreaterThanOrEqual(0);
      const dates = nextPurchaseDays.filter((day) => day !== null);
      expect(dates).toEqual([...dates].sort((a, b) => a - b));
      for (const day of dates) expect(day).toBeGreaterThan(FIRST_DAY + 240);
    }
  });

  it('sees nothing after the cut-off: another future gives the same files', async () => {
    const altered = lines.map((line) =>
      line.localAtMs < (FIRST_DAY + 241) * DAY_MS
        ? line
        : { ...line, localAtMs: line.localAtMs + 3 * DAY_MS, productId: 'p1' },
    );
    const other = await run(altered);
    expect(other.scores).toEqual(whole.scores);
    expect(other.next).toEqual(whole.next);
  });

  it('finds who buys and what comes next in a shop with habits', () => {
    const { who, what } = whole.report;
    if (who.status !== 'judged' || what.status !== 'judged') throw new Error('nothing was judged');
    expect(who.results[0]!.metrics.auc!.estimate).toBeGreaterThan(0.7);
    // The next product of the ring is certain.
    expect(what.results[0]!.metrics.hitRate10!.low).toBeGreaterThan(0.9);
    expect(what.verdict.isGoodEnough).toBe(true);
  });

  it('holds out the last basket of everybody with split last, and says what else would need', async () => {
    const { report, next } = await run(lines, { split: 'last', cutoffDay: null, horizonDays: null });
    if (report.what.status !== 'judged') throw new Error('nothing was judged');
    expect(report.what.results[0]!.metrics.hitRate10!.estimate).toBeGreaterThan(0.9);
    expect(report.who).toMatchObject({ status: 'not-enough', needs: 'split' });
    expect(Math.max(...next.map(({ rank }) => rank))).toBeLessThanOrEqual(20);
  });

  it('refuses thin data by what it needs, never by a number', async () => {
    const { report, scores } = await run(lines.filter(({ customerId }) => Number(customerId.slice(1)) < 20));
    expect(report.who).toMatchObject({ status: 'not-enough', needs: 'customers', want: 100 });
    expect(report.what).toMatchObject({ status: 'not-enough' });
    expect(scores).toEqual([]);
    const text = renderText(reportDocument(report, WORDS.ko));
    expect(text).toContain('부족');
    expect(text).not.toMatch(/AUC \d/);
  });

  it('fails for a file without a purchase', async () => {
    await expect(run([])).rejects.toThrow('no purchase');
  });

  it('refuses a horizon that the data does not reach', async () => {
    const { report } = await run(lines, { horizonDays: 200 });
    expect(report.who).toMatchObject({ status: 'not-enough', needs: 'horizon', want: 200 });
  });

  it('leaves gifts and cancellations out of every rhythm', () => {
    const builder = new ShopHistoryBuilder();
    builder.add(lines[0]!);
    builder.add({ ...lines[0]!, orderId: 'gift', localAtMs: lines[0]!.localAtMs + DAY_MS, isLeftOut: true });
    const shop = builder.build();
    expect([shop.leftOut, shop.customers[0]!.timeline.days]).toEqual([
      1,
      [Math.floor(lines[0]!.localAtMs / DAY_MS)],
    ]);
  });

  it('leaves holidays out of the hours, not out of the order days', () => {
    const holiday = Math.floor(lines[0]!.localAtMs / DAY_MS);
    const builder = new ShopHistoryBuilder((day) => day === holiday);
    builder.add(lines[0]!);
    builder.add({ ...lines[0]!, orderId: 'after', localAtMs: lines[0]!.localAtMs + DAY_MS });
    const { customers, holidayOrders } = builder.build();
    expect(customers[0]!.hours.map(({ day }) => day)).toEqual([holiday + 1]);
    expect(customers[0]!.timeline.days).toHaveLength(2);
    const data = { ...whole.report.data, holidayOrders };
    expect(renderText(reportDocument({ ...whole.report, data }, WORDS.ko))).toContain(
      '연휴(각 3일)의 주문 1건',
    );
  });

  it('leaves orders of nothing but free things out of rhythm where others have prices, but for the first', () => {
    const at = (day: number, amount: number | null, orderId: string): PurchaseLine => {
      return { ...lines[0]!, localAtMs: day * DAY_MS, amount, orderId };
    };
    const daysOf = (amounts: readonly (number | null)[]) => {
      const builder = new ShopHistoryBuilder();
      for (const [i, amount] of amounts.entries()) builder.add(at(10 + i, amount, `o${i}`));
      return builder.build().customers[0]!.timeline.days;
    };
    expect(daysOf([0, 5, 0, 5, 5])).toEqual([10, 11, 13, 14]);
    expect(daysOf([0, 0, 0])).toEqual([10, 11, 12]);
    expect(daysOf([5, null, 5])).toEqual([10, 11, 12]);
  });

  it('tells dates by number of orders, and nothing where few ordered again', () => {
    const { when } = whole.report;
    if (when.status !== 'judged') throw new Error('nothing was judged');
    const { byOrders } = when.charts;
    const repeaters = byOrders.reduce((sum, group) => sum + group.customers, 0);
    expect(repeaters).toBe(when.customers);
    for (const group of byOrders) {
      if (group.customers < 50) expect(group.medianErrorDays).toBeNull();
    }
    expect(byOrders.some(({ medianErrorDays }) => medianErrorDays !== null)).toBe(true);
    expect(renderText(reportDocument(whole.report, WORDS.ko))).toContain('주문 수별');
  });

  it('draws a page that needs no network, in both languages', () => {
    for (const language of ['ko', 'en'] as const) {
      const html = renderHtml(reportDocument(whole.report, WORDS[language]), language);
      expect(html).not.toMatch(/https?:|<script|<link/);
      expect(html).not.toContain('NaN');
      expect(html.match(/<svg/g)).toHaveLength(5);
      expect(html).toContain(WORDS[language].sections.who);
    }
    expect(renderMarkdown(reportDocument(whole.report, WORDS.en))).toContain('| AUC |');
  });
});
