import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { CustomerEvent, StreamPosition } from '#core/events/customer-event.ts';
import { compareSequenceNumbers } from '#core/events/stream-position.ts';
import { chunksOf, mapConcurrently } from '#core/kernel/concurrency.ts';
import { AppError, DomainError } from '#core/kernel/errors.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import { type ConsentRules, gateByConsent, needsConsent, statementsOf } from './consent-gate.ts';
import { type Counts, Tally } from './counts.ts';
import { CustomerBatch, type FoldRules } from './customer-batch.ts';
import type { DecodeRecord } from './decode-record.ts';
import { type ArrivedEvent, type GroupedRecords, groupRecords } from './group-records.ts';
import { archive, load, type StorePorts, storeCustomer } from './store-customer.ts';

/** What consents and links are to ingest: use cases of profiles, given as arguments. */
export interface IngestSteps {
  /** Writes what a customer key states to its ledger, in order, idempotently; gives the ledger that then decides. */
  readonly applyConsents: (customerKey: string, statements: readonly CustomerEvent[]) => Promise<Ledger>;
  /** The ledgers that decide for these customer keys; a key without one has an empty one. */
  readonly loadLedgers: (customerKeys: readonly string[]) => Promise<ReadonlyMap<string, Ledger>>;
  /** Links customer keys that these events show to be one person. Idempotent: it is given redelivered events too. */
  readonly linkIdentities: (events: readonly CustomerEvent[]) => Promise<void>;
}

/** Everything that ingest needs. */
export interface IngestDependencies {
  readonly ports: StorePorts;
  readonly decode: DecodeRecord;
  readonly consents: ConsentRules;
  readonly folding: FoldRules;
  readonly steps: IngestSteps;
}

/** What became of a batch. */
export interface IngestResult {
  /** Records to be delivered again, by shard and sequence number ascending; empty when all is stored. */
  readonly failed: readonly StreamPosition[];
  /** Why customer keys failed: names of errors with how many keys met them. */
  readonly failures: ReadonlyMap<string, number>;
  readonly counts: Counts;
  /** Events that counted for the first time, and those seen before: what the quality rules watch. */
  readonly accepted: readonly CustomerEvent[];
  readonly duplicates: readonly CustomerEvent[];
}

/** Folds a batch of records. `hasTime` is asked now and then; once it says no, the rest fails and comes again. */
export type IngestBatch = (
  records: readonly ArrivedRecord[],
  hasTime?: () => boolean,
) => Promise<IngestResult>;

/** Partition keys decoded, loaded, archived and saved together: five batch reads, one call to the lake. */
const KEYS_AT_ONCE = 500;
/** Calls to one store under way at once. */
const CALLS_AT_ONCE = 32;

/**
 * The use case of the stream's main lane, per 500 partition keys: decode, group by customer key, gate by consent,
 * load, fold, archive, save and link. A customer key fails alone; bad messages never fail anything.
 *
 * Order of writing: quarantine and lake, then history, then hot part, whose marks are what says "seen". Whatever
 * is cut off in between is done again on redelivery and changes nothing.
 */
export function createIngestBatch(dependencies: IngestDependencies): IngestBatch {
  return async (records, hasTime = () => true) => {
    const run = new IngestRun(dependencies);
    const byPartitionKey = [...Map.groupBy(records, (record) => record.partitionKey).values()];
    for (const chunk of chunksOf(byPartitionKey, KEYS_AT_ONCE)) {
      if (hasTime()) await run.ingest(chunk.flat());
      else run.failAll(chunk.flat(), 'OutOfTime');
    }
    return run.result();
  };
}

type Group = readonly [customerKey: string, arrived: readonly ArrivedEvent[]];

class IngestRun {
  private readonly dependencies: IngestDependencies;
  private readonly tally = new Tally();
  private readonly accepted: CustomerEvent[] = [];
  private readonly duplicates: CustomerEvent[] = [];
  private readonly failedRecords = new Set<ArrivedRecord>();
  private readonly failures = new Map<string, number>();

  constructor(dependencies: IngestDependencies) {
    this.dependencies = dependencies;
  }

  async ingest(records: readonly ArrivedRecord[]): Promise<void> {
    const { decode, folding, ports } = this.dependencies;
    const { byCustomer, refused } = groupRecords(records, decode);
    await this.quarantineRefused(refused);
    const gated = await this.gate([...byCustomer]);
    const loaded = await this.each(gated, (some) => load(some.map(batchOf), folding, ports.profiles));
    const archived = await this.each(loaded, (some) => archive(some.map(batchOf), ports));
    const stored = await mapConcurrently(archived, CALLS_AT_ONCE, (work) =>
      this.attempt([work], () => this.finish(work)),
    );
    // Of all events, not of those accepted now: a redelivery finishes what was cut off here.
    await this.each(
      archived.filter((_, index) => stored[index]),
      (some) => this.dependencies.steps.linkIdentities(some.flatMap(({ batch }) => batch.events)),
    );
  }

  failAll(records: readonly ArrivedRecord[], why: string): void {
    for (const record of records) this.failedRecords.add(record);
    this.failures.set(why, (this.failures.get(why) ?? 0) + 1);
  }

  result(): IngestResult {
    const failed = [...this.failedRecords]
      .map(({ shardId, sequenceNumber }) => ({ shardId, sequenceNumber }))
      .sort(byPosition);
    this.tally.add('RecordsFailed', failed.length);
    const { failures, tally: counts, accepted, duplicates } = this;
    return { failed, failures, counts, accepted, duplicates };
  }

  private async quarantineRefused(refused: GroupedRecords['refused']): Promise<void> {
    if (refused.length === 0) return;
    try {
      await this.dependencies.ports.quarantine.put(refused.map(({ entry }) => entry));
      for (const { entry } of refused) this.tally.addQuarantined(entry.reason);
    } catch (error) {
      this.fail(refused, nameOf(error));
    }
  }

  private fail(arrived: readonly { readonly record: ArrivedRecord }[], why: string): void {
    this.failAll(
      arrived.map(({ record }) => record),
      why,
    );
  }

  private async finish({ batch, gatedCounts }: Work): Promise<void> {
    const { folding, ports } = this.dependencies;
    await storeCustomer(batch, folding, ports);
    batch.countInto(this.tally);
    this.tally.add('LocationDropped', gatedCounts.locationDroppedCount);
    this.tally.add('ThirdPartyDropped', gatedCounts.thirdPartyDroppedCount);
    for (const event of batch.accepted) this.accepted.push(event);
    for (const event of batch.duplicates) this.duplicates.push(event);
  }

  /** Reads a ledger only for what needs one; statements are in it before anything is judged by it. */
  private async gate(groups: readonly Group[]): Promise<Work[]> {
    const { consents, steps } = this.dependencies;
    const ledgers = new Map<string, Ledger>();
    const works = groups.map(([key, arrived]) => ({
      key,
      arrived,
      statements: statementsOf(arrived, consents),
    }));
    const speaking = works.filter(({ statements }) => statements.length > 0);
    const asking = works.filter(
      ({ arrived, statements }) => statements.length === 0 && needsConsent(arrived, consents),
    );
    const ask = async (some: typeof works) => {
      const found = await steps.loadLedgers(some.map(({ key }) => key));
      for (const { key } of some) {
        const ledger = found.get(key);
        if (ledger === undefined) throw new DomainError('a customer key came back without a ledger');
        ledgers.set(key, ledger);
      }
    };
    await Promise.all([
      mapConcurrently(speaking, CALLS_AT_ONCE, (work) =>
        this.attempt([work], async () => {
          ledgers.set(work.key, await steps.applyConsents(work.key, work.statements));
        }),
      ),
      this.each(asking, ask),
    ]);

    const isJudged = new Set([...speaking, ...asking]);
    return works.flatMap((work) => {
      const { key, arrived } = work;
      const ledger = ledgers.get(key);
      // No ledger where one is needed: the key has failed above.
      if (ledger === undefined) return isJudged.has(work) ? [] : [workOf(key, arrived, untouched(arrived))];
      return [workOf(key, arrived, gateByConsent(arrived, ledger, consents))];
    });
  }

  /**
   * Runs a step for many at once; if it fails for good, for each alone, so that one broken item fails only itself.
   * A store that is merely down is not asked again.
   * @returns those for which it succeeded.
   */
  private async each<Some extends { readonly arrived: readonly ArrivedEvent[] }>(
    all: Some[],
    step: (some: Some[]) => Promise<void>,
  ): Promise<Some[]> {
    if (all.length === 0) return [];
    try {
      await step(all);
      return all;
    } catch (error) {
      if (all.length === 1 || (error instanceof AppError && error.retryable)) {
        for (const { arrived } of all) this.fail(arrived, nameOf(error));
        return [];
      }
    }
    const alone = await mapConcurrently(all, CALLS_AT_ONCE, (one) => this.attempt([one], () => step([one])));
    return all.filter((_, index) => alone[index]);
  }

  private async attempt(
    works: readonly { readonly arrived: readonly ArrivedEvent[] }[],
    step: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await step();
      return true;
    } catch (error) {
      for (const { arrived } of works) this.fail(arrived, nameOf(error));
      return false;
    }
  }
}

type GatedCounts = Omit<ReturnType<typeof gateByConsent>, 'kept'>;

/** One customer key on its way through the steps. */
interface Work {
  readonly arrived: readonly ArrivedEvent[];
  readonly batch: CustomerBatch;
  readonly gatedCounts: GatedCounts;
}

function workOf(
  customerKey: string,
  arrived: readonly ArrivedEvent[],
  gated: ReturnType<typeof gateByConsent>,
): Work {
  const { kept, ...gatedCounts } = gated;
  return { arrived, batch: new CustomerBatch(customerKey, kept), gatedCounts };
}

const untouched = (kept: readonly ArrivedEvent[]) => ({
  kept,
  locationDroppedCount: 0,
  thirdPartyDroppedCount: 0,
});
const batchOf = (work: Work) => work.batch;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

function byPosition(a: StreamPosition, b: StreamPosition): number {
  if (a.shardId !== b.shardId) return a.shardId < b.shardId ? -1 : 1;
  return compareSequenceNumbers(a.sequenceNumber, b.sequenceNumber);
}
