import type { DueIndex } from '#app/ports/due-index.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Brand, Delivery } from '#demo/index.ts';
import { drain, setClock, untilDispatched } from './gateway-clock.ts';
import type { DemoPeople } from './let-people-answer.ts';
import { recordOf } from './send-days.ts';

/** A message that is due waits at most so long: what is due within that time goes out together. */
const DUE_SLACK_MS = 20 * 60_000;

/** What days need to pass. */
export interface PassingDays {
  readonly endpoint: string;
  readonly stream: EventStream;
  readonly due: DueIndex;
  readonly people: DemoPeople;
  readonly signal: AbortSignal;
  /** How late an event of this name may be told, milliseconds; events of other names may wait until the evening. */
  readonly slackMs: ReadonlyMap<string, number>;
  /** When windows end: no message that is due waits beyond. */
  readonly windowEndsMs: readonly number[];
}

/**
 * Lets days pass while campaigns run: the clock goes from one thing that matters to the next (a message that is due, an
 * event that may start one), and waits each time until messages are accounted for. People answer in their own time.
 */
export function createPassDays(
  brand: Brand,
  passing: PassingDays,
): { readonly pass: (day: number) => Promise<void>; readonly answerCount: () => number } {
  const { endpoint, stream, due, people, signal, windowEndsMs } = passing;
  const lastEndMs = Math.max(...windowEndsMs);
  let waiting: readonly Delivery[] = [];
  let answerCount = 0;

  const tell = async (untilMs: number): Promise<void> => {
    const now = waiting.filter(({ receivedMs }) => receivedMs <= untilMs);
    waiting = waiting.slice(now.length);
    await stream.put(now.map(recordOf));
    await drain(endpoint, signal);
  };

  const add = (deliveries: readonly Delivery[]): void => {
    waiting = [...waiting, ...deliveries].sort((a, b) => a.receivedMs - b.receivedMs);
  };

  const hopTo = async (atMs: number): Promise<void> => {
    await setClock(endpoint, atMs);
    await tell(atMs);
    await untilDispatched(endpoint, due, signal);
    const answers = await people.answer();
    answerCount += answers.length;
    add(answers);
  };

  /** What may start a message while a campaign runs, and until when it must be told. */
  const starting = (): readonly { readonly atMs: number; readonly lateMs: number }[] =>
    waiting.flatMap((delivery) => {
      const slackMs = delivery.receivedMs < lastEndMs ? passing.slackMs.get(nameOf(delivery)) : undefined;
      return slackMs === undefined
        ? []
        : [{ atMs: delivery.receivedMs, lateMs: delivery.receivedMs + slackMs }];
    });

  /** The last thing that matters before the first of them becomes late; `endMs` if nothing happens before it. */
  const nextMs = async (endMs: number): Promise<number> => {
    const events = starting();
    const eventLateMs = Math.min(endMs, ...events.map(({ lateMs }) => lateMs));
    const dueMs = (await due.open(eventLateMs)).map(({ minuteMs }) => minuteMs);
    const [firstDueMs = endMs] = dueMs;
    const windowEndMs = Math.min(endMs, ...windowEndsMs.filter((atMs) => atMs > firstDueMs));
    const lateMs = Math.min(eventLateMs, firstDueMs + DUE_SLACK_MS, windowEndMs - 1000);
    const moments = [...dueMs, ...events.map(({ atMs }) => atMs)].filter((atMs) => atMs <= lateMs);
    return moments.length === 0 ? endMs : Math.max(...moments);
  };

  return {
    answerCount: () => answerCount,
    async pass(day) {
      add(brand.eventsOfDay(day));
      const endMs = brand.startMs + (day + 1) * DAY_MS;
      for (let atMs = await nextMs(endMs); atMs < endMs && !signal.aborted; atMs = await nextMs(endMs))
        await hopTo(atMs);
      await hopTo(endMs);
    },
  };
}

function nameOf({ json }: Delivery): string {
  try {
    const { event } = (JSON.parse(json) ?? {}) as { readonly event?: unknown };
    return typeof event === 'string' ? event : '';
  } catch {
    return '';
  }
}
