import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { MachineDefinition } from '../definition/state-types.ts';
import { Halt, type StateError, toStateError } from '../run/state-error.ts';
import { LET_GO } from '../run/stop-if-aborted.ts';
import type { MachineIdentity, Run, World } from '../run/world.ts';
import type { DurableLog } from './durable-log.ts';
import { watchDeadline } from './watch-deadline.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What an execution is begun with; it keeps its definition when the machine's changes. */
export interface ExecutionHead {
  readonly name: string;
  readonly arn: string;
  /** As it came. */
  readonly input: string;
  readonly startedAtMs: number;
  readonly roleArn: string;
  readonly definition: MachineDefinition;
}

export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly atMs: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

const END_EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

/** One execution of a machine, from its start to its end and, when it is redriven, beyond. */
export class Execution {
  readonly head: ExecutionHead;
  readonly machine: MachineIdentity;
  readonly log: DurableLog;
  readonly #world: World;
  #end: ExecutionEnd | undefined;
  #redriveCount = 0;
  #redrivenAtMs: number | undefined;
  #stop = new AbortController();

  constructor(world: World, machine: MachineIdentity, from: { log: DurableLog; head: ExecutionHead }) {
    this.#world = world;
    this.machine = machine;
    this.log = from.log;
    this.head = from.head;
    if (this.log.others.length === 0) this.#begin();
    for (const line of this.log.others as { end?: ExecutionEnd; redrivenAtMs?: number }[]) {
      if (line.end !== undefined) this.#end = line.end;
      if (line.redrivenAtMs !== undefined) this.#redriven(line.redrivenAtMs);
    }
  }

  get status(): ExecutionStatus {
    return this.#end?.status ?? 'RUNNING';
  }

  get end(): ExecutionEnd | undefined {
    return this.#end;
  }

  get redrive(): { readonly count: number; readonly atMs: number | undefined } {
    return { count: this.#redriveCount, atMs: this.#redrivenAtMs };
  }

  /** Carries it on from where it is. Never rejects. */
  async run(): Promise<void> {
    const { definition, input } = this.head;
    const { TimeoutSeconds } = definition;
    const deadline = watchDeadline(this.#world.clock, {
      atMs:
        (this.#redrivenAtMs ?? this.head.startedAtMs) + (TimeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000,
      signal: this.#stop.signal,
    });
    const signal = AbortSignal.any([this.#stop.signal, deadline.passed]);
    try {
      const frame = { path: '', flow: definition, outer: {}, signal };
      const output = await this.#world.runFlow(this.#asRun(), frame, JSON.parse(input) as Json);
      this.#finish({ status: 'SUCCEEDED', atMs: this.#world.clock.nowMs(), output: JSON.stringify(output) });
    } catch (error) {
      if (!(error instanceof Halt)) this.#fail(toStateError(error));
      else if (deadline.passed.aborted)
        this.#finish({ status: 'TIMED_OUT', atMs: this.#world.clock.nowMs(), error: 'States.Timeout' });
    } finally {
      deadline.stop();
    }
  }

  /** Ends it from outside. */
  abort(error: string | undefined, cause: string | undefined): void {
    this.#finish({
      status: 'ABORTED',
      atMs: this.#world.clock.nowMs(),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    this.#stop.abort();
  }

  /** Begins again at the state that failed: what ended well is not done again. */
  takeUpAgain(): void {
    const redrivenAtMs = this.#world.clock.nowMs();
    this.log.other({ redrivenAtMs });
    this.#redriven(redrivenAtMs);
    this.log.event('', { type: 'ExecutionRedriven', details: { redriveCount: this.#redriveCount } });
  }

  /** Lets go without an end: the next start carries on. */
  leave(): void {
    this.#stop.abort(LET_GO);
    this.log.close();
  }

  #begin(): void {
    this.log.other({ head: this.head });
    const { input, roleArn } = this.head;
    this.log.event('', { type: 'ExecutionStarted', details: { input, roleArn } });
  }

  #redriven(atMs: number): void {
    this.#end = undefined;
    this.#redriveCount += 1;
    this.#redrivenAtMs = atMs;
    this.#stop = new AbortController();
  }

  #fail({ error, reason }: StateError): void {
    this.#finish({ status: 'FAILED', atMs: this.#world.clock.nowMs(), error, cause: reason });
  }

  #finish(end: ExecutionEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    const { output, error, cause } = end;
    const details: JsonObject = {
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    this.log.event('', { type: END_EVENTS[end.status], details });
    this.log.other({ end });
  }

  #asRun(): Run {
    const { head, machine } = this;
    return {
      world: this.#world,
      machine,
      log: this.log,
      isExpress: false,
      context: {
        Execution: {
          Id: head.arn,
          Name: head.name,
          Input: JSON.parse(head.input) as Json,
          RoleArn: head.roleArn,
          StartTime: new Date(head.startedAtMs).toISOString(),
          RedriveCount: this.#redriveCount,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
    };
  }
}
