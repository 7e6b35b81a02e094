import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { CustomerEvent, StreamPosition } from '#core/events/customer-event.ts';
import type { ReadMessage } from '#core/events/read-record.ts';
import { AppError } from '#core/kernel/errors.ts';
import { isConsentStatement } from '#core/profiles/consent.ts';
import type { ApplyConsents } from './apply-consents.ts';

/** What became of a batch of the urgent lane. */
export interface HandledUrgent {
  /** Customer keys whose ledger changed. */
  readonly changedCount: number;
  /** Statements that cannot be read, by property; the main lane reports them as well. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** To be delivered again. */
  readonly failed: readonly StreamPosition[];
}

/**
 * The urgent lane: writes consents to the ledger at once and folds nothing. It sees what the main lane sees too,
 * later; both may write, since a ledger is a set of statements. What it cannot read it leaves to the main lane.
 */
export type HandleUrgent = (records: readonly ArrivedRecord[]) => Promise<HandledUrgent>;

/** Handles with a reader of records and the use case that writes ledgers. */
export function createHandleUrgent(ports: {
  /** What a record holds, in its order; never throws. */
  readonly read: (record: ArrivedRecord) => readonly ReadMessage[];
  readonly applyConsents: ApplyConsents;
  /** Hears of what became of messages; a later station's business. */
  readonly settleDeliveries?: {
    readonly isReport: (event: CustomerEvent) => boolean;
    readonly settle: (events: readonly CustomerEvent[]) => Promise<number>;
  };
}): HandleUrgent {
  const { settleDeliveries } = ports;
  const isOurBusiness = (event: CustomerEvent): boolean =>
    isConsentStatement(event) || settleDeliveries?.isReport(event) === true;

  const statementsIn = (record: ArrivedRecord): CustomerEvent[] =>
    ports.read(record).flatMap((message) => {
      const isOurs = message.kind === 'event' && message.partitionKey === record.partitionKey;
      return isOurs && isOurBusiness(message.event) ? [message.event] : [];
    });

  return async (records) => {
    const failed: StreamPosition[] = [];
    const unreadable = new Map<string, number>();
    let changedCount = 0;
    for (const record of records) {
      const statements = statementsIn(record);
      if (statements.length === 0) continue;
      try {
        const applied = await ports.applyConsents.fromEvents(statements);
        await settleDeliveries?.settle(statements);
        changedCount += applied.changedCount;
        for (const [property, count] of applied.unreadable) {
          unreadable.set(property, (unreadable.get(property) ?? 0) + count);
        }
      } catch (error) {
        if (!(error instanceof AppError && error.retryable)) throw error;
        failed.push({ shardId: record.shardId, sequenceNumber: record.sequenceNumber });
      }
    }
    return { changedCount, unreadable, failed };
  };
}
