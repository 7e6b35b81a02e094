import type { DueIndex } from '#app/ports/due-index.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Brand, Delivery } from '#demo/index.ts';
import { drain, setClock, untilDispatched } from './gateway-clock.ts';
import type { DemoPeople } from './let-people-answer.ts';
import { recordsOf } from './send-days.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What is due within an hour of the clock goes out together, in its last minute: each message in the hour that it was given. */
const hourEndMs = (atMs: number): number => (Math.floor(atMs / HOUR_MS) + 1) * HOUR_MS - MINUTE_MS;

/** The window of a plan that was started. */
interface OpenWindow {
  /** No message that is due waits beyond. UTC epoch ms. */
  readonly endMs: number;
  /** Events that start its messages, and how late each may be told, milliseconds; others may wait until the evening. */
  readonly startedBy: ReadonlyMap<string, number>;
}

/** What days need to pass. */
export interface PassingDays {
  readonly endpoint: string;
  readonly stream: EventStream;
  readonly due: DueIndex;
  readonly people: DemoPeople;
  readonly signal: AbortSignal;
  /** Windows of what was started until now. */
  readonly windows: () => readonly OpenWindow[];
}

/** Lets days pass, and counts what people answered. */
export interface PassDays {
  readonly pass: (day: number) => Promise<void>;
  readonly answerCount: () => number;
}

/** Where the clock goes next. */
interface Hop {
  readonly atMs: number;
  /** Is a message due at or before that instant? */
  readonly isDue: boolean;
}

/**
 * Lets days pass while campaigns run: the clock goes from one thing that matters to the next (a message that is due, an
 * event that may start one), and waits each time until messages are accounted for. People answer in their own time.
 */
export function createPassDays(brand: Brand, passing: PassingDays): PassDays {
  const { endpoint, stream, due, people, signal, windows } = passing;
  let waiting: readonly Delivery[] = [];
  let answerCount = 0;

  const tell = async (untilMs: number): Promise<void> => {
    const now = waiting.filter(({ receivedMs }) => receivedMs <= untilMs);
    if (now.length === 0) return;
    waiting = waiting.slice(now.length);
    await stream.put(recordsOf(now));
    await drain(endpoint, signal);
  };

  const add = (deliveries: readonly Delivery[]): void => {
    waiting = [...waiting, ...deliveries].sort((a, b) => a.receivedMs - b.receivedMs);
  };

  const hopTo = async ({ atMs, isDue }: Hop): Promise<void> => {
    await setClock(endpoint, atMs);
    await tell(atMs);
    if (isDue) await untilDispatched(endpoint, due, signal);
    const answers = await people.answer();
    answerCount += answers.length;
    add(answers);
  };

  /** What may start a message while a campaign runs, and until when it must be told. */
  const starting = (): readonly { readonly atMs: number; readonly lateMs: number }[] => {
    const open = windows().filter(({ startedBy }) => startedBy.size > 0);
    return waiting.flatMap((delivery) => {
      const name = nameOf(delivery);
      const { receivedMs: atMs } = delivery;
      const slacksMs = open.flatMap(({ endMs, startedBy }) =>
        atMs < endMs ? (startedBy.get(name) ?? []) : [],
      );
      return slacksMs.length === 0 ? [] : [{ atMs, lateMs: atMs + Math.min(...slacksMs) }];
    });
  };

  /** The last thing that matters before the first of them becomes late; `endMs` if nothing happens before it. */
  const nextHop = async (endMs: number): Promise<Hop> => {
    const events = starting();
    const eventLateMs = Math.min(endMs, ...events.map(({ lateMs }) => lateMs));
    const dueMs = (await due.open(eventLateMs)).map(({ minuteMs }) => minuteMs);
    const [firstDueMs = endMs] = dueMs;
    const windowEndMs = Math.min(
      endMs,
      ...windows()
        .map((window) => window.endMs)
        .filter((atMs) => atMs > firstDueMs),
    );
    const lateMs = Math.min(eventLateMs, hourEndMs(firstDueMs), windowEndMs - 1000);
    const moments = [...dueMs, ...events.map(({ atMs }) => atMs)].filter((atMs) => atMs <= lateMs);
    const atMs = moments.length === 0 ? endMs : Math.max(...moments);
    return { atMs, isDue: firstDueMs <= atMs };
  };

  return {
    answerCount: () => answerCount,
    async pass(day) {
      add(brand.eventsOfDay(day));
      const endMs = brand.startMs + (day + 1) * DAY_MS;
      for (let hop = await nextHop(endMs); hop.atMs < endMs && !signal.aborted; hop = await nextHop(endMs))
        await hopTo(hop);
      await hopTo({ atMs: endMs, isDue: true });
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
