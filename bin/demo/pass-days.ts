import type { DueIndex } from '#app/ports/due-index.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Brand, Delivery } from '#demo/index.ts';
import { drain, setClock, untilDispatched } from './gateway-clock.ts';
import type { DemoPeople } from './let-people-answer.ts';
import { recordOf } from './send-days.ts';

/** Within so long everything that happens is told at once: less than the oldest event that a trigger answers to. */
const HOP_MS = 20 * 60_000;

/** What days need to pass. */
export interface PassingDays {
  readonly endpoint: string;
  readonly stream: EventStream;
  readonly due: DueIndex;
  readonly people: DemoPeople;
  readonly signal: AbortSignal;
  /** Names of events for which the clock must be on time. */
  readonly startingNames: ReadonlySet<string>;
}

/**
 * Lets days pass while campaigns run: the clock goes from one thing that matters to the next (a message that is due, an
 * event that may start one), and waits each time until messages are accounted for. People answer in their own time.
 */
export function createPassDays(
  brand: Brand,
  passing: PassingDays,
): { readonly pass: (day: number) => Promise<void>; readonly answerCount: () => number } {
  const { endpoint, stream, due, people, signal } = passing;
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

  /** The next instant at which something is due or may start a message; `endMs` if nothing is before it. */
  const nextMs = async (endMs: number): Promise<number> => {
    const eventMs = waiting.find((delivery) => passing.startingNames.has(nameOf(delivery)))?.receivedMs;
    const untilMs = Math.min(eventMs ?? endMs, endMs);
    const [shard] = await due.open(untilMs);
    return Math.min(shard?.minuteMs ?? endMs, untilMs);
  };

  return {
    answerCount: () => answerCount,
    async pass(day) {
      add(brand.eventsOfDay(day));
      const endMs = brand.startMs + (day + 1) * DAY_MS;
      for (let atMs = await nextMs(endMs); atMs < endMs && !signal.aborted; atMs = await nextMs(endMs))
        await hopTo(Math.min(atMs + HOP_MS, endMs));
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
