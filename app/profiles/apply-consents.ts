import type { CustomerEvent } from '#core/events/customer-event.ts';
import { consentsOf } from '#core/profiles/consent.ts';
import { hearConsents, type Ledger, type SpokenConsent } from '#core/profiles/ledger.ts';
import { createSettleMerges, type MergePorts, untilDone } from './settle-merges.ts';

/** What became of the consents in a batch. */
export interface AppliedConsents {
  /** Customer keys whose ledger changed. */
  readonly changedCount: number;
  /** Statements that cannot be read, by property; they changed nothing. */
  readonly unreadable: ReadonlyMap<string, number>;
}

/** Writes statements to the ledgers of their speakers, in any order and any number of times. */
export interface ApplyConsents {
  /** `Consent Changed` and `Unsubscribed` among these events; the others are passed over. */
  fromEvents(events: readonly CustomerEvent[]): Promise<AppliedConsents>;
  /** The same for one customer key; gives the ledger that then decides for it. */
  fromCustomer(customerKey: string, events: readonly CustomerEvent[]): Promise<Ledger>;
  /** Statements as such; returns the number of customer keys whose ledger changed. */
  apply(spoken: readonly SpokenConsent[]): Promise<number>;
}

/** Applies over these stores. A ledger amid a merge is settled first. */
export function createApplyConsents(ports: MergePorts): ApplyConsents {
  const moves = createSettleMerges(ports);

  const applyTo = (
    speaker: string,
    spoken: readonly SpokenConsent[],
  ): Promise<{ readonly ledger: Ledger; readonly isChanged: boolean }> =>
    untilDone(async () => {
      const { value, version, erasedUntilMs = Number.NEGATIVE_INFINITY } = await moves.settledLedger(speaker);
      const next = hearConsents(
        value,
        spoken.filter(({ consent }) => consent.atMs >= erasedUntilMs),
      );
      if (next === value) return { ledger: value, isChanged: false };
      await ports.ledgers.save(value.personId, version, next);
      return { ledger: next, isChanged: true };
    });

  const apply = async (spoken: readonly SpokenConsent[]): Promise<number> => {
    let changedCount = 0;
    for (const [speaker, own] of Map.groupBy(spoken, (each) => each.speaker)) {
      if ((await applyTo(speaker, own)).isChanged) changedCount += 1;
    }
    return changedCount;
  };

  return {
    apply,
    async fromCustomer(customerKey, events) {
      const said = events.flatMap((event) => consentsOf(event).consents);
      return (
        await applyTo(
          customerKey,
          said.map((consent) => ({ speaker: customerKey, consent })),
        )
      ).ledger;
    },
    async fromEvents(events) {
      const unreadable = new Map<string, number>();
      const spoken = events.flatMap((event): SpokenConsent[] => {
        const reading = consentsOf(event);
        if (reading.unreadable !== undefined) {
          unreadable.set(reading.unreadable, (unreadable.get(reading.unreadable) ?? 0) + 1);
        }
        return reading.consents.map((consent) => ({ speaker: event.customerKey, consent }));
      });
      return { changedCount: await apply(spoken), unreadable };
    },
  };
}
