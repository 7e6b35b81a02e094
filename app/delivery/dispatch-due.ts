import type { DueShard } from '#app/ports/due-index.ts';
import { chunksOf } from '#core/kernel/concurrency.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { createDeliveryRun, type DeliveryRun } from './delivery-run.ts';

/** One worker's share of the due shards, and how long it may take. */
export interface DispatchTask {
  /** Unique for ever: claims and grants carry it. */
  readonly runId: string;
  /** This worker takes the shards whose number leaves `worker` when divided by `workers`. */
  readonly worker: number;
  readonly workers: number;
  /** Time to work, milliseconds: what is not begun by then stays open for the next run. */
  readonly durationMs: number;
}

/** What a run did. */
export interface Dispatched {
  readonly shardCount: number;
  /** Messages looked at. */
  readonly messageCount: number;
  /** Messages that come again. */
  readonly pendingCount: number;
  /** Times a provider was left alone for failing. */
  readonly breakerOpenedCount: number;
}

/** Sends what is due and what an earlier run left open. */
export type DispatchDue = (task: DispatchTask) => Promise<Dispatched>;

/** A shard is another's for that long: as long as a run may last, and a little more. */
const LEASE_MARGIN_MS = 30_000;
const MINUTE_MS = 60_000;
/** Screened together; a call carries fewer. */
const CHUNK = 100;

/** Dispatches over these stores and providers. */
export function createDispatchDue(ports: DeliveryPorts): DispatchDue {
  const { due, clock, elapsedMs } = ports;

  /** What waits for a later minute is put there; what comes again at the next look stays in its shard. */
  const postpone = async (message: PlannedMessage, againAtMs: number): Promise<void> => {
    const dueAtMs = Math.ceil(againAtMs / MINUTE_MS) * MINUTE_MS;
    await due.put([{ ...message, dueAtMs: Math.min(dueAtMs, message.expiresAtMs) }]);
  };

  const sendShard = async (shard: DueShard, run: DeliveryRun, isLate: () => boolean) => {
    const messages: PlannedMessage[] = [];
    for await (const message of due.read(shard)) messages.push(message);
    let pendingCount = 0;
    for (const chunk of chunksOf(messages, CHUNK)) {
      if (isLate()) {
        pendingCount += chunk.length;
        continue;
      }
      for (const { message, againAtMs } of await run.send(chunk)) {
        if (againAtMs !== undefined && againAtMs >= clock.nowMs() + MINUTE_MS) {
          await postpone(message, againAtMs);
        } else pendingCount += 1;
      }
    }
    if (pendingCount === 0) await due.close(shard);
    else await due.release(shard);
    return { messageCount: messages.length, pendingCount };
  };

  return async ({ runId, worker, workers, durationMs }) => {
    const startedMs = elapsedMs();
    const isLate = (): boolean => elapsedMs() - startedMs > durationMs;
    const run = createDeliveryRun(ports, { runId, isLate });
    const open = await due.open(clock.nowMs());
    const totals = { shardCount: 0, messageCount: 0, pendingCount: 0 };
    try {
      for (const shard of open.filter(({ shard }) => shard % workers === worker)) {
        if (isLate()) break;
        if (!(await due.lease(shard, clock.nowMs() + durationMs + LEASE_MARGIN_MS))) continue;
        const sent = await sendShard(shard, run, isLate);
        totals.shardCount += 1;
        totals.messageCount += sent.messageCount;
        totals.pendingCount += sent.pendingCount;
      }
    } finally {
      await settleQuietly(run);
    }
    return { ...totals, breakerOpenedCount: run.breakerOpenedCount() };
  };
}

/** Grants that cannot be given back stay spent: that is safe, and no reason to fail a run that has sent. */
async function settleQuietly(run: DeliveryRun): Promise<void> {
  try {
    await run.settle();
  } catch (error) {
    if (!(error instanceof AppError && error.retryable)) throw error;
  }
}
