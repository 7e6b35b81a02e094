import { readConsent } from '#core/profiles/consent.ts';
import type { SpokenConsent } from '#core/profiles/ledger.ts';
import type { ApplyConsents } from './apply-consents.ts';

/** One parsed row of a consents file; the customer id as the front door keys it. */
export interface ConsentRow {
  /** Counted from 1, the header being row 0. */
  readonly row: number;
  readonly customerKey: string;
  readonly purpose: string;
  readonly channel: string;
  readonly granted: boolean;
  /** UTC epoch ms. */
  readonly atMs: number;
  readonly basis: string;
  readonly textVersion: string;
}

/** A row that cannot be taken, and the column that is to be mended. */
export interface RefusedConsentRow {
  readonly row: number;
  readonly column: 'purpose' | 'channel';
}

/** What importing did. */
export interface ImportedConsents {
  readonly acceptedCount: number;
  /** Customer keys whose ledger changed; 0 when the same file comes again. */
  readonly changedCount: number;
  readonly refused: readonly RefusedConsentRow[];
}

/** Applies parsed rows; the same rows again change nothing, since a ledger is a set of statements. */
export type ImportConsents = (
  rows: AsyncIterable<ConsentRow> | Iterable<ConsentRow>,
) => Promise<ImportedConsents>;

/** Rows gathered before ledgers are written: a customer's rows mostly stand together and cost one write. */
const ROWS_AT_ONCE = 1000;

/** Imports through the use case that writes ledgers. */
export function createImportConsents(ports: { readonly applyConsents: ApplyConsents }): ImportConsents {
  return async (rows) => {
    const refused: RefusedConsentRow[] = [];
    let acceptedCount = 0;
    let changedCount = 0;
    let waiting: SpokenConsent[] = [];
    const flush = async () => {
      changedCount += await ports.applyConsents.apply(waiting);
      waiting = [];
    };
    for await (const { row, customerKey, ...claim } of rows) {
      const { consents, unreadable } = readConsent(claim);
      if (unreadable !== undefined) {
        refused.push({ row, column: unreadable === 'purpose' ? 'purpose' : 'channel' });
      } else acceptedCount += 1;
      for (const consent of consents) waiting.push({ speaker: customerKey, consent });
      if (waiting.length >= ROWS_AT_ONCE) await flush();
    }
    await flush();
    return { acceptedCount, changedCount, refused };
  };
}
