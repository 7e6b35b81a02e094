import type { JsonObject } from '#core/kernel/json.ts';
import type { EventDraft } from '../run/execution-log.ts';

/** An event as it is kept. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly atMs: number;
  readonly type: string;
  readonly details?: JsonObject;
}

/** Step Functions ends a Standard execution that has more. */
export const MAX_EVENTS = 25_000;

/** Details' names that are not the event's type with a small first letter. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/StateEntered$/, 'stateEntered'],
  [/StateExited$/, 'stateExited'],
];

const WITH_PAYLOAD = ['input', 'output', 'assignedVariables'];

/** The event as `GetExecutionHistory` gives it. */
export function shownEvent({ id, previousEventId, atMs, type, details }: HistoryEvent): JsonObject {
  const shown = { timestamp: atMs / 1000, type, id, previousEventId };
  if (details === undefined) return shown;
  const group = GROUPS.find(([pattern]) => pattern.test(type))?.[1] ?? type[0]?.toLowerCase() + type.slice(1);
  const marks = WITH_PAYLOAD.filter((name) => name in details).map(
    (name) => [`${name}Details`, { truncated: false }] as const,
  );
  return { ...shown, [`${group}EventDetails`]: { ...details, ...Object.fromEntries(marks) } };
}

/** Numbers events and says which came before each in its own flow. */
export class EventCounter {
  #lastId = 0;
  readonly #lastOfFlow = new Map<string, number>();

  next(path: string, { type, details }: EventDraft, atMs: number): HistoryEvent {
    const previousEventId = this.#lastOfFlow.get(path) ?? this.#lastOfFlow.get(parentOf(path)) ?? 0;
    const id = this.#lastId + 1;
    this.seen(path, id);
    return { id, previousEventId, atMs, type, ...(details === undefined ? {} : { details }) };
  }

  seen(path: string, id: number): void {
    this.#lastId = id;
    this.#lastOfFlow.set(path, id);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
}
