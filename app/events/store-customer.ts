import type { Clock } from '#app/ports/clock.ts';
import type { LakeWriter } from '#app/ports/lake.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { Quarantine } from '#app/ports/quarantine.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { CustomerBatch, FoldRules } from './customer-batch.ts';

/** Where a folded batch goes, and how long to wait before a lost race is run again. */
export interface StorePorts {
  readonly profiles: ProfileStore;
  readonly lake: LakeWriter;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Times that one customer key is read and folded again after another writer was first. */
const RACES_AT_MOST = 8;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 500;

/**
 * Puts into the lake and into quarantine what must be there before any profile says that it has seen it. Repeats
 * are harmless: lake lines are distinct by message id on reading, quarantine entries by position.
 */
export async function archive(batches: readonly CustomerBatch[], ports: StorePorts): Promise<void> {
  const appliedAtMs = ports.clock.nowMs();
  const lines = batches
    .map((batch) => ({
      batch,
      line: { customerKey: batch.customerKey, appliedAtMs, events: batch.unarchived },
    }))
    .filter(({ line }) => line.events.length > 0);
  if (lines.length > 0) await ports.lake.append(lines.map(({ line }) => line));
  for (const { batch, line } of lines) batch.markArchived(line.events);
  const entries = batches.flatMap((batch) => batch.quarantined);
  if (entries.length > 0) await ports.quarantine.put(entries);
}

/**
 * Saves one folded and archived customer key: the history first, then the hot part. Where another writer was first,
 * it is read, folded and archived again, eight times at most.
 * @throws ConflictError if it loses every race; whatever a port throws.
 */
export async function storeCustomer(
  batch: CustomerBatch,
  rules: FoldRules,
  ports: StorePorts,
): Promise<void> {
  for (let race = 0; ; race += 1) {
    try {
      await save(batch, ports.profiles);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError) || race === RACES_AT_MOST) throw error;
    }
    batch.markConflict();
    await ports.sleep(ports.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** race));
    await load([batch], rules, ports.profiles);
    await archive([batch], ports);
  }
}

/** Loads what is stored of these customer keys, the history only where it is needed, and folds their records into it. */
export async function load(
  batches: readonly CustomerBatch[],
  rules: FoldRules,
  profiles: ProfileStore,
): Promise<void> {
  const folding = batches.filter((batch) => batch.records.length > 0);
  const withHistory = folding.filter((batch) => rules.needsHistory(batch.records, rules.settings));
  const [hot, history] = await Promise.all([
    folding.length > 0 ? profiles.loadHot(folding.map(keyOf)) : undefined,
    withHistory.length > 0 ? profiles.loadHistory(withHistory.map(keyOf)) : undefined,
  ]);
  for (const batch of folding) {
    const stored = hot?.get(batch.customerKey);
    if (stored !== undefined) batch.fold({ hot: stored, history: history?.get(batch.customerKey) }, rules);
  }
}

async function save(batch: CustomerBatch, profiles: ProfileStore): Promise<void> {
  const { customerKey, changedHistory, changedHot } = batch;
  if (changedHistory !== undefined) {
    await profiles.saveHistory(customerKey, changedHistory.version, changedHistory.next);
  }
  if (changedHot !== undefined) await profiles.saveHot(customerKey, changedHot.version, changedHot.next);
}

const keyOf = (batch: CustomerBatch) => batch.customerKey;
