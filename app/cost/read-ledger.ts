import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { AllocationKey } from '#core/cost/ledger/allocate-shared.ts';
import {
  type JournalBatch,
  type OpenStatement,
  openStatements,
  type Statement,
} from '#core/cost/ledger/statement.ts';
import { importedPrice, isRefused, type RefusedPrice } from '#core/cost/prices/imported-price.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook, type PriceBook } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { DomainError } from '#core/kernel/errors.ts';

/** Documents that say which months are closed: one each, never written twice. */
export const CLOSED_MONTHS = 'cost-month';
/** The allocation key in force, document `key` of this collection. */
export const ALLOCATION = 'cost-allocation';

/** A statement that is closed, and who closed it. */
export interface ClosedStatement extends Statement {
  /** SHA-256 of the statement as kept. */
  readonly hash: string;
  /** ISO 8601. */
  readonly closedAt: string;
  readonly closedBy: string;
  /** By which shared cost was allocated when it was closed. */
  readonly allocationKey: AllocationKey | undefined;
}

/** The document that closes a month. */
interface Closing {
  readonly statement: string;
  readonly closedAt: string;
  readonly closedBy: string;
}

/** Everything that cost questions are answered from. */
export interface Ledger {
  readonly book: PriceBook;
  readonly refusedPrices: readonly RefusedPrice[];
  /** By month ascending. */
  readonly closed: readonly ClosedStatement[];
  /** By month ascending; priced by the book as it is now. */
  readonly open: readonly OpenStatement[];
  /** Undefined until somebody approves one. */
  readonly allocationKey: AllocationKey | undefined;
}

/** Stores that the ledger lives in. */
export interface LedgerPorts {
  readonly journal: CostJournal;
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly catalogue: Pick<CatalogueStore, 'list'>;
}

/** Reads the whole ledger: closed months as they were kept, open ones from the journal and the price book. */
export type ReadLedger = () => Promise<Ledger>;

/** @see ReadLedger */
export function createReadLedger(ports: LedgerPorts): ReadLedger {
  return async () => {
    // Closings first: a batch that arrives meanwhile is late at worst, never lost.
    const closed = await readClosed(ports);
    const { book, refusedPrices } = await readPrices(ports.catalogue);
    const batches: JournalBatch[] = [];
    for await (const batch of ports.journal.batches()) batches.push(batch);
    const { value } = await ports.documents.load(ALLOCATION, 'key');
    return {
      book,
      refusedPrices,
      closed,
      open: openStatements(batches, closed, book),
      allocationKey: value as AllocationKey | undefined,
    };
  };
}

/** List prices and the imported ones. */
export async function readPrices(
  catalogue: Pick<CatalogueStore, 'list'>,
): Promise<{ readonly book: PriceBook; readonly refusedPrices: readonly RefusedPrice[] }> {
  const imported: PriceRow[] = [];
  const refusedPrices: RefusedPrice[] = [];
  for await (const { id, attributes } of catalogue.list('prices')) {
    const row = importedPrice(id, attributes);
    if (isRefused(row)) refusedPrices.push(row);
    else imported.push(row);
  }
  return {
    book: createPriceBook([...listPrices, ...imported]),
    refusedPrices,
  };
}

async function readClosed({ documents, artefacts }: LedgerPorts): Promise<ClosedStatement[]> {
  const closed: ClosedStatement[] = [];
  for await (const { id: month, value } of documents.list(CLOSED_MONTHS)) {
    const { statement: hash, closedAt, closedBy } = value as unknown as Closing;
    const body = await artefacts.get('statement', hash);
    if (body === undefined) throw new DomainError(`the statement of ${month}, ${hash}, is gone`);
    closed.push({
      ...(JSON.parse(Buffer.from(body).toString('utf8')) as Statement &
        Pick<ClosedStatement, 'allocationKey'>),
      hash,
      closedAt,
      closedBy,
    });
  }
  return closed;
}
