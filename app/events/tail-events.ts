import type { ArrivedRecord, EventReader } from '#app/ports/event-reader.ts';
import type { Rejection } from '#core/events/rejection.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import { type ConsentRules, gateByConsent, needsConsent } from './consent-gate.ts';
import type { DecodeRecord } from './decode-record.ts';
import { type ArrivedEvent, groupRecords, wrongPartitionKey } from './group-records.ts';

/** What ingest does, or will do, with one message. */
export interface TailLine {
  /** UTC epoch milliseconds. */
  readonly arrivedAtMs: number;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly index: number;
  /** Undefined where the message could not be read that far. */
  readonly messageId: string | undefined;
  readonly customerKey: string | undefined;
  readonly name: string | undefined;
  readonly verdict:
    | { readonly kind: 'accepted'; readonly withoutConsent: readonly ('location' | 'third_party')[] }
    | { readonly kind: 'dropped'; readonly withoutConsent: readonly ['location'] }
    | { readonly kind: 'quarantined'; readonly rejection: Rejection };
}

/** Follows the stream. */
export type TailEvents = (fromMs: number | undefined, signal: AbortSignal) => AsyncIterable<TailLine>;

/**
 * Says of each message as it arrives whether it is accepted or quarantined and why, by the same decoding and the same
 * gate as ingest, but beside it: no window delays the answer. What only a profile can know (a repeat, a late order) is
 * not in it.
 */
export function createTailEvents(dependencies: {
  readonly reader: EventReader;
  readonly decode: DecodeRecord;
  readonly consents: ConsentRules;
  readonly loadLedgers: (customerKeys: readonly string[]) => Promise<ReadonlyMap<string, Ledger>>;
}): TailEvents {
  const { reader, decode, consents, loadLedgers } = dependencies;

  const judge = async (arrived: ArrivedEvent): Promise<TailLine> => {
    const { record, index, event, isMisrouted } = arrived;
    const { messageId, customerKey, name } = event;
    const line = { ...placeOf(record), index, messageId, customerKey, name };
    if (isMisrouted) return { ...line, verdict: { kind: 'quarantined', rejection: wrongPartitionKey } };
    const ledger = needsConsent([arrived], consents)
      ? (await loadLedgers([customerKey])).get(customerKey)
      : undefined;
    if (ledger === undefined) return { ...line, verdict: { kind: 'accepted', withoutConsent: [] } };
    const { kept, locationDroppedCount, thirdPartyDroppedCount } = gateByConsent([arrived], ledger, consents);
    if (kept.length === 0) return { ...line, verdict: { kind: 'dropped', withoutConsent: ['location'] } };
    const withoutConsent = [
      ...(locationDroppedCount > 0 ? (['location'] as const) : []),
      ...(thirdPartyDroppedCount > 0 ? (['third_party'] as const) : []),
    ];
    return { ...line, verdict: { kind: 'accepted', withoutConsent } };
  };

  return async function* tail(fromMs, signal) {
    for await (const record of reader.read(fromMs, signal)) {
      const { byCustomer, refused } = groupRecords([record], decode);
      const lines = await Promise.all([...byCustomer.values()].flat().map(judge));
      for (const { entry } of refused) {
        const verdict = { kind: 'quarantined', rejection: entry } as const;
        const unknown = { messageId: undefined, customerKey: undefined, name: undefined };
        lines.push({ ...placeOf(record), ...unknown, index: entry.index, verdict });
      }
      yield* lines.sort((a, b) => a.index - b.index);
    }
  };
}

function placeOf({ arrivedAtMs, shardId, sequenceNumber }: ArrivedRecord) {
  return { arrivedAtMs, shardId, sequenceNumber };
}
