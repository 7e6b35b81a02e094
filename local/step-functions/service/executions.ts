import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../gateway/aws-error.ts';
import type { MachineDefinition } from '../definition/state-types.ts';
import type { MachineIdentity, World } from '../run/world.ts';
import { DurableLog } from './durable-log.ts';
import { Execution, type ExecutionHead } from './execution.ts';

/** A state machine of the templates. */
export interface Machine extends MachineIdentity {
  readonly roleArn: string;
  readonly definition: MachineDefinition;
  /** As the template gives it, substitutions filled in. */
  readonly definitionText: string;
  readonly createdAtMs: number;
}

/** All machines and their executions, each a file in its machine's folder. */
export class Executions {
  readonly machines: readonly Machine[];
  readonly #world: World;
  readonly #folder: string;
  readonly #byArn = new Map<string, Execution>();

  constructor(world: World, machines: readonly Machine[], folder: string) {
    this.#world = world;
    this.machines = machines;
    this.#folder = folder;
    for (const machine of machines) this.#load(machine);
  }

  /** Takes up what an earlier life of the process left running. */
  resume(): void {
    for (const execution of this.#byArn.values()) if (execution.status === 'RUNNING') void execution.run();
  }

  /** @throws AwsError `ExecutionAlreadyExists` unless it is the same one, still running. */
  start(machine: Machine, name: string, input: string): Execution {
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.#byArn.get(arn);
    if (known !== undefined) {
      if (known.status === 'RUNNING' && known.head.input === input) return known;
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const { roleArn, definition } = machine;
    const startedAtMs = this.#world.clock.nowMs();
    const execution = this.#open(machine, { name, arn, input, startedAtMs, roleArn, definition });
    void execution.run();
    return execution;
  }

  redrive(execution: Execution): void {
    execution.takeUpAgain();
    void execution.run();
  }

  find(arn: string): Execution {
    const found = this.#byArn.get(arn);
    if (found === undefined)
      throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return found;
  }

  machine(arn: string): Machine {
    const found = this.machines.find((machine) => machine.arn === arn);
    if (found === undefined)
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  /** Newest first. */
  of(machine: Machine): Execution[] {
    return [...this.#byArn.values()]
      .filter((execution) => execution.machine.arn === machine.arn)
      .sort((a, b) => b.head.startedAtMs - a.head.startedAtMs);
  }

  close(): void {
    for (const execution of this.#byArn.values()) execution.leave();
  }

  #load(machine: Machine): void {
    const folder = join(this.#folder, machine.name);
    if (!existsSync(folder)) return;
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
      const log = new DurableLog(join(folder, file), () => this.#world.clock.nowMs());
      const { head } = (log.others[0] ?? {}) as { head?: ExecutionHead };
      if (head !== undefined) this.#byArn.set(head.arn, new Execution(this.#world, machine, { log, head }));
    }
  }

  #open(machine: Machine, head: ExecutionHead): Execution {
    const folder = join(this.#folder, machine.name);
    mkdirSync(folder, { recursive: true });
    const log = new DurableLog(join(folder, `${fileName(head.name)}.jsonl`), () => this.#world.clock.nowMs());
    const execution = new Execution(this.#world, machine, { log, head });
    this.#byArn.set(head.arn, execution);
    return execution;
  }
}

/** A name that a file may have; others go by their hash. */
function fileName(name: string): string {
  return /^[\w-]{1,80}$/.test(name)
    ? name
    : `~${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}
