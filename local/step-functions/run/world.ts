import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Flow } from '../definition/state-types.ts';
import type { MapRuns } from '../map/map-runs.ts';
import type { TaskTokens } from '../tasks/task-tokens.ts';
import type { ExecutionLog } from './execution-log.ts';
import type { Expressions } from './expressions.ts';

/** The part of the moved clock that machines live by. */
export interface MachineClock {
  nowMs(): number;
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<void>;
}

/** Carries out what a task asks of another service. @throws StateError by the service's own name for it. */
export type RunTask = (resource: string, input: Json, caller: string) => Promise<Json>;

/** What machines run in. */
export interface World {
  readonly expressions: Expressions;
  readonly clock: MachineClock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly runTask: RunTask;
  readonly tokens: TaskTokens;
  readonly store: ObjectStore;
  readonly mapRuns: MapRuns;
  readonly region: string;
  /** Carries a flow to its end; here, so that states can run the flows within them. */
  readonly runFlow: (run: Run, frame: Frame, input: Json) => Promise<Json>;
  /** Counts what AWS bills: a state entered or tried again, by machine. */
  readonly countTransition: (machine: string) => void;
}

export interface MachineIdentity {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
}

/** One execution under way, or one child of a distributed map. */
export interface Run {
  readonly world: World;
  readonly machine: MachineIdentity;
  readonly log: ExecutionLog;
  /** `Execution` and `StateMachine` of the context object. */
  readonly context: JsonObject;
  readonly isExpress: boolean;
}

/** One flow of a run: the machine's, a branch's, an iteration's. */
export interface Frame {
  readonly path: string;
  readonly flow: Flow;
  /** Variables of the flows around it: to be read, not assigned. */
  readonly outer: Readonly<Record<string, Json>>;
  /** `Map.Item` of the context object. */
  readonly item?: JsonObject;
  /** Aborted when the run is stopped or a flow beside it has failed. */
  readonly signal: AbortSignal;
}
