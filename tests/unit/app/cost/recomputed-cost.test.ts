import { describe, expect, it } from '@jest/globals';
import { totalsByCurrency } from '#core/cost/ledger/cost-line.ts';
import { openStatements } from '#core/cost/ledger/statement.ts';
import { meterCall, type RecordedCall } from '#core/cost/meter/meter-call.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import { dice, pick } from '../../../simulation/dice.ts';

/** A campaign's calls, as the gateway records them. */
function recordedCalls(count: number): RecordedCall[] {
  const random = dice(7);
  return Array.from({ length: count }, (_, index) => {
    const [service, operation] = pick(random, [
      ['dynamodb', 'UpdateItem'],
      ['dynamodb', 'GetItem'],
      ['kinesis', 'PutRecords'],
      ['s3', 'PutObject'],
      ['s3', 'GetObject'],
      ['s3', 'DeleteObject'],
      ['lambda', 'Invoke'],
      ['secretsmanager', 'GetSecretValue'],
    ] as const);
    return {
      id: `run-${index}`,
      at: new Date(Date.parse('2026-11-05T00:00:00Z') + index * 1000).toISOString(),
      service,
      operation,
      caller: 'DispatchDue4F',
      statusCode: random() < 0.1 ? 500 : 200,
      bytesIn: Math.floor(random() * 5000),
      capacityUnits: service === 'dynamodb' ? Math.ceil(random() * 6) / 2 : undefined,
    };
  });
}

/**
 * The same bill by another program: list prices of Virginia as people print them, per million, thousand and GB, in
 * whole 10^−30 dollars; it shares no code with the ledger.
 */
function recompute(calls: readonly RecordedCall[]): string {
  const DIGITS = 30n;
  const dollar = 10n ** DIGITS;
  let sum = 0n;
  for (const call of calls) {
    if (call.statusCode === 500) continue;
    const capacity = call.capacityUnits ?? 0;
    if (call.operation === 'UpdateItem')
      sum += (BigInt(Math.ceil(capacity)) * 625n * dollar) / 1_000_000_000n;
    if (call.operation === 'GetItem') sum += (BigInt(capacity * 10) * 125n * dollar) / 10_000_000_000n;
    if (call.operation === 'PutRecords')
      sum += (BigInt(Math.ceil(call.bytesIn / 1024)) * 8n * dollar) / (100n * 1024n * 1024n);
    if (call.operation === 'PutObject') sum += (5n * dollar) / 1_000_000n;
    if (call.operation === 'GetObject') sum += (4n * dollar) / 10_000_000n;
    if (call.operation === 'Invoke') sum += (2n * dollar) / 10_000_000n;
  }
  const fraction = (sum % dollar).toString().padStart(30, '0').replace(/0+$/, '');
  return `${sum / dollar}.${fraction}`;
}

describe("a campaign's cost", () => {
  it('is what another program makes of the call record and the prices alone', () => {
    const calls = recordedCalls(5000);
    const entries = [...calls, ...calls.slice(0, 50)].flatMap((call) => {
      const usage = meterCall(call, 'us-east-1', { campaign: 'autumn' });
      return usage === undefined ? [] : [{ type: 'usage' as const, ...usage }];
    });
    const [statement] = openStatements(
      [{ key: 'k', month: '2026-11', entries }],
      [],
      createPriceBook(listPrices),
    );
    expect(
      statement?.lines.every(({ tags }) => tags.stage === 'delivery' && tags.campaign === 'autumn'),
    ).toBe(true);
    const total = totalsByCurrency(statement?.lines ?? []).get('USD');
    expect(total && decimalText(total)).toBe(recompute(calls));
  });
});
