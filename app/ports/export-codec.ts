import type { HistoryState } from '#core/profiles/history-part.ts';
import type { HotState } from '#core/profiles/hot-part.ts';

/** What a line of an exported table is about. */
export interface ExportedLine {
  readonly kind: 'hot' | 'history' | 'ledger';
  readonly customerKey: string;
}

/** Reads lines of exported tables as the stores wrote them. */
export interface ExportCodec {
  /** Undefined for items that no snapshot is made of, such as predictions. @throws DomainError for a foreign line. */
  describe(line: string): ExportedLine | undefined;
  hot(line: string): HotState;
  history(line: string): HistoryState;
  /** The person who speaks for the ledger's customer key. */
  personOf(line: string): string;
}
