import type { Clock } from '#app/ports/clock.ts';
import type { AllocationKey } from '#core/cost/ledger/allocate-shared.ts';
import { totalsByCurrency } from '#core/cost/ledger/cost-line.ts';
import { type Month, monthEndMs } from '#core/cost/ledger/month.ts';
import type { OpenStatement, Statement } from '#core/cost/ledger/statement.ts';
import { unknownPrice } from '#core/cost/prices/price-book.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import { ConflictError, InputError } from '#core/kernel/errors.ts';
import {
  CLOSED_MONTHS,
  type ClosedStatement,
  createReadLedger,
  type Ledger,
  type LedgerPorts,
} from './read-ledger.ts';

/**
 * Closes a month: keeps its statement as it is now and points to it, once. Closing it again gives what was closed.
 * What arrives later is posted to the next open month.
 * @throws InputError if the month is not over, an earlier one is open, a later one is closed, or a price is unknown.
 */
export type CloseMonth = (month: Month, by: string) => Promise<ClosedStatement>;

/** @see CloseMonth */
export function createCloseMonth(ports: LedgerPorts & { readonly clock: Clock }): CloseMonth {
  const readLedger = createReadLedger(ports);
  const closedAs = async (month: Month): Promise<ClosedStatement | undefined> =>
    (await readLedger()).closed.find((statement) => statement.month === month);
  return async (month, by) => {
    const ledger = await readLedger();
    const known = ledger.closed.find((statement) => statement.month === month);
    if (known !== undefined) return known;
    assertCanClose(month, ledger, ports.clock.nowMs());
    const statement = ledger.open.find((open) => open.month === month) ?? emptyStatement(month);
    assertPriced(statement);
    const hash = await ports.artefacts.put('statement', bytesOf(statement, ledger.allocationKey));
    const closing = {
      statement: hash,
      closedAt: new Date(ports.clock.nowMs()).toISOString(),
      closedBy: by,
      totals: Object.fromEntries(
        [...totalsByCurrency(statement.lines)].map(([currency, total]) => [currency, decimalText(total)]),
      ),
    };
    try {
      await ports.documents.save(CLOSED_MONTHS, month, 0, closing);
    } catch (error) {
      // Somebody else closed it meanwhile: theirs stands.
      const other = error instanceof ConflictError ? await closedAs(month) : undefined;
      if (other === undefined) throw error;
      return other;
    }
    return {
      ...statement,
      allocationKey: ledger.allocationKey,
      hash,
      closedAt: closing.closedAt,
      closedBy: by,
    };
  };
}

const emptyStatement = (month: Month): OpenStatement => ({ month, lines: [], unpriced: [], batches: [] });

/** The key by which shared cost was allocated closes with the month. */
function bytesOf({ month, lines, batches }: Statement, allocationKey: AllocationKey | undefined): Uint8Array {
  return Buffer.from(JSON.stringify({ month, lines, batches, allocationKey }));
}

function assertCanClose(month: Month, { closed, open }: Ledger, nowMs: number): void {
  if (nowMs < monthEndMs(month))
    throw refusal(
      `${month} is not over yet (months are UTC)`,
      `${month} 은(는) 아직 끝나지 않았습니다 (UTC 기준)`,
    );
  const later = closed.find((statement) => statement.month > month);
  if (later !== undefined)
    throw refusal(
      `${later.month} is closed already: what belongs to ${month} is posted to the open month`,
      `${later.month} 이(가) 이미 마감되었습니다. ${month} 분은 열린 달에 올라갑니다`,
    );
  const earlier = open.find((statement) => statement.month < month);
  if (earlier !== undefined)
    throw refusal(`close ${earlier.month} first`, `${earlier.month} 을(를) 먼저 마감하십시오`);
}

function assertPriced({ month, unpriced }: OpenStatement): void {
  if (unpriced.length === 0) return;
  const missing = unpriced.map(({ question }) => unknownPrice(question));
  throw refusal(
    [`${month} cannot be closed:`, ...missing.map(({ en }) => en)].join('\n'),
    [`${month} 을(를) 마감할 수 없습니다:`, ...missing.map(({ ko }) => ko)].join('\n'),
  );
}

const refusal = (en: string, ko: string): InputError => new InputError(en, { details: { ko } });
