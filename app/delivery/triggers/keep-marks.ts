import type { IsOvertaken } from '#app/delivery/delivery-ports.ts';
import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { TriggerMarkStore } from '#app/ports/trigger-mark-store.ts';
import { untilDone } from '#app/profiles/settle-merges.ts';
import type { RunningTrigger, TriggeredPerson } from '#core/delivery/triggers/draw-message.ts';
import { isTriggerKey } from '#core/delivery/triggers/trigger-key.ts';
import {
  type Fired,
  isOvertaken,
  judgeMarks,
  withFired,
  withSeen,
} from '#core/delivery/triggers/trigger-marks.ts';
import type { TriggerSkip } from '#core/delivery/triggers/trigger-skips.ts';

type Marked = Awaited<ReturnType<TriggerMarkStore['load']>>;

/** Keeps what triggers started and what cancels it. */
export interface KeepMarks {
  /** The marks of these keys. */
  readonly load: TriggerMarkStore['load'];
  /** Remembers a cancelling event. */
  see(customerKey: string, name: string, atMs: number): Promise<void>;
  /** Marks a message as started, once; why not, else undefined. Marking the same again succeeds. */
  fire(
    fired: Fired,
    person: TriggeredPerson & {
      /** The marks of all the person's keys as read a moment ago: the first attempt writes over them. */
      readonly marked: Marked;
    },
    trigger: RunningTrigger,
  ): Promise<TriggerSkip | undefined>;
}

/** Keeps marks in this store; the day's count of a campaign is a budget of messages. */
export function createKeepMarks(
  marks: TriggerMarkStore,
  { budgets, nowMs }: { readonly budgets: BudgetStore; readonly nowMs: () => number },
): KeepMarks {
  /** Days whose count is known to be there: a limit is set once. */
  const opened = new Set<string>();
  /** One of the messages that the campaign may send on this day; asking again for the same one takes no second. */
  const takeOne = async ({ budgetId, rule }: RunningTrigger, { occurrence }: Fired, personId: string) => {
    const dayId = `${budgetId}/${new Date(nowMs()).toISOString().slice(0, 10)}`;
    if (!opened.has(dayId)) {
      if ((await budgets.load(dayId)) === undefined) await budgets.setLimit(dayId, rule.mostPerDay);
      opened.add(dayId);
    }
    const runId = `${occurrence}/${personId}`;
    const isTaken = await budgets.draw(dayId, { runId, sequence: 1, micros: 1 });
    return { isTaken, end: (isUsed: boolean) => budgets.settle(dayId, runId, isUsed ? 1 : 0) };
  };

  return {
    load: (customerKeys) => marks.load(customerKeys),
    see: async (customerKey, name, atMs) => {
      await untilDone(async () => {
        const { value, version } = (await marks.load([customerKey])).get(customerKey)!;
        const next = withSeen(value, name, atMs);
        if (next !== value) await marks.save(customerKey, version, next, nowMs());
        return true;
      });
    },
    fire: async (fired, { row: { personId, customerKeys }, marked }, trigger) => {
      let read: Marked | undefined = marked;
      const { skip } = await untilDone(async () => {
        const found = read ?? (await marks.load(customerKeys));
        read = undefined;
        const verdict = judgeMarks(
          [...found.values()].map(({ value }) => value),
          fired,
        );
        if (verdict === 'ours') return { skip: undefined };
        if (verdict !== 'free') return { skip: verdict };
        const { isTaken, end } = await takeOne(trigger, fired, personId);
        if (!isTaken) return { skip: 'most_per_day' as const };
        const { value, version } = found.get(personId)!;
        try {
          await marks.save(personId, version, withFired(value, fired, nowMs()), nowMs());
        } catch (error) {
          await end(false);
          throw error;
        }
        await end(true);
        return { skip: undefined };
      });
      return skip;
    },
  };
}

/** Asks this store; only of messages that a trigger started. */
export function createIsOvertaken(marks: Pick<TriggerMarkStore, 'load'>): IsOvertaken {
  return async ({ occurrence, campaignId, personId }, members) => {
    if (!isTriggerKey(occurrence)) return false;
    const found = [...(await marks.load([...new Set([personId, ...members])])).values()];
    const all = found.map(({ value }) => value);
    const own = all
      .flatMap(({ fired }) => fired)
      .find((fired) => fired.campaignId === campaignId && fired.occurrence === occurrence);
    return own !== undefined && isOvertaken(all, own);
  };
}
