import { describe, expect, it } from '@jest/globals';
import { focusRows } from '#core/cost/focus/focus-rows.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { isBilled } from '#core/cost/ledger/cost-line.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';
import { createCostWorld } from './cost-world.ts';
import { dice } from './dice.ts';

const SEEDS = Number(process.env['KAIROS_SEEDS'] ?? 60);
const PRICE_CHANGE = '2026-10-10';
/** Digits after the point to which everything here has an end: 20 of 2^−20, 6 of prices per million, 3 to spare. */
const DIGITS = 29;

const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(DIGITS, '0')) * (text.startsWith('-') ? -1n : 1n);
};

/**
 * What everything costs, by another road than the ledger's: one sum over what was truly used, in whole numbers of
 * 10^−29 dollars. DynamoDB gets dearer by contract in the middle; a million pushes a month are free.
 */
function expectedTotal(used: readonly CostEntry[]): bigint {
  let total = 0n;
  const pushes = new Map<string, bigint>();
  for (const entry of used) {
    const day = new Date(entry.atMs).toISOString();
    if (entry.type === 'charge') total += scaled(entry.amount);
    else if (entry.unit === 'push')
      pushes.set(day.slice(0, 7), (pushes.get(day.slice(0, 7)) ?? 0n) + BigInt(entry.quantity));
    else if (entry.unit === 'kilobyte-in') total += (BigInt(entry.quantity) * scaled('0.08')) / 2n ** 20n;
    else total += BigInt(entry.quantity) * (scaled(day < PRICE_CHANGE ? '0.625' : '0.7') / 1_000_000n);
  }
  for (const count of pushes.values())
    if (count > 1_000_000n) total += (count - 1_000_000n) * (scaled('1') / 1_000_000n);
  return total;
}

async function live(seed: number) {
  const random = dice(seed);
  const world = createCostWorld(random);
  await world.catalogue.put([
    {
      kind: 'prices',
      id: '1',
      attributes: {
        sku: 'AmazonDynamoDB/write-request-unit',
        unit: '1000000',
        price: 0.7,
        currency: 'USD',
        valid_from: PRICE_CHANGE,
        contract_number: 'K-7',
      },
    },
  ]);
  const closings: string[] = [];
  for (let index = 0; index < 40; index += 5) {
    const work: Promise<unknown>[] = Array.from({ length: 5 }, (_, n) => world.meter(index + n));
    if (index === 15) {
      // Two controllers close the same month while workers still meter into it.
      await Promise.all([...work, world.closeMonth('2026-09'), world.closeMonth('2026-09')]);
      closings.push(JSON.stringify((await world.readLedger()).closed));
    } else await Promise.all(work);
  }
  await world.closeMonth('2026-10');
  return { world, closings, ledger: await world.readLedger() };
}

describe('the ledger, under retries, duplicates, crashes at any await, a price change and a month closed in between', () => {
  it('closes to the last digit: FOCUS rows = ledger = usage × price', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { world, ledger } = await live(seed);
      const lines = [...ledger.closed, ...ledger.open].flatMap((statement) => statement.lines);
      const total = decimalText(add(...lines.filter(isBilled).map((line) => decimal(line.amount))));
      const rows = focusRows(lines, { id: '1', name: 'shop' });
      const billed = decimalText(add(...rows.map((row) => decimal(row.BilledCost ?? '0'))));
      expect([seed, billed]).toEqual([seed, total]);
      expect([seed, scaled(total)]).toEqual([seed, expectedTotal(world.used)]);
    }
  });

  it('never changes a closed month; what comes late is posted to the open one with a reference', async () => {
    let lateCount = 0;
    for (let seed = 1; seed <= SEEDS / 3; seed += 1) {
      const { closings, ledger } = await live(seed);
      expect(JSON.stringify(ledger.closed.slice(0, 1))).toBe(closings[0]);
      const late = [...ledger.closed, ...ledger.open].flatMap(({ lines }) =>
        lines.filter((line) => line.causedIn !== line.month),
      );
      lateCount += late.length;
      expect(late.every((line) => line.reference !== undefined && line.causedIn < line.month)).toBe(true);
    }
    expect(lateCount).toBeGreaterThan(0);
  });
});
