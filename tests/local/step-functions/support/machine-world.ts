import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { ObjectStore } from '#local/s3/object-store.ts';
import { readDefinition } from '#local/step-functions/definition/read-definition.ts';
import { MapRuns } from '#local/step-functions/map/map-runs.ts';
import { Expressions } from '#local/step-functions/run/expressions.ts';
import { runFlow } from '#local/step-functions/run/run-flow.ts';
import { StateError } from '#local/step-functions/run/state-error.ts';
import type { MachineClock, RunTask, World } from '#local/step-functions/run/world.ts';
import { createCallbackOperations } from '#local/step-functions/service/callback-operations.ts';
import { type Execution } from '#local/step-functions/service/execution.ts';
import { Executions } from '#local/step-functions/service/executions.ts';
import { resourceFault } from '#local/step-functions/tasks/known-resources.ts';
import { TaskTokens } from '#local/step-functions/tasks/task-tokens.ts';
import { textOf } from '#local/step-functions/text-of.ts';
import { TestClock } from './test-clock.ts';

/** What a made-up function answers, call by call; the last answer is repeated. */
export type Answers = readonly Answer[];

type Answer =
  | { readonly returns: Json }
  | { readonly throws: { readonly errorType: string; readonly errorMessage: string } }
  | ({ readonly beatsAfterSeconds?: readonly number[] } & TokenAnswer)
  | { readonly never: true };

/** What becomes of a payload's token. */
type TokenAnswer =
  | { readonly sendsBack: Json }
  | { readonly sendsFailure: { readonly error: string; readonly cause: string } }
  | { readonly forgetsToken: true };

export interface MachineWorld {
  readonly world: World;
  readonly folder: string;
  readonly transitions: string[];
  /** What functions were given. */
  readonly calls: { readonly functionName: string; readonly payload: Json }[];
  remove(): void;
}

export function createMachineWorld(
  functions: Readonly<Record<string, Answers>>,
  options: { readonly clock?: MachineClock; readonly folder?: string } = {},
): MachineWorld {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'machines-'));
  const clock = options.clock ?? new TestClock();
  const tokens = new TaskTokens();
  const calls: { functionName: string; payload: Json }[] = [];
  const transitions: string[] = [];
  const callbacks = createCallbackOperations(tokens, clock) as Record<string, (input: object) => unknown>;
  const workOn = async (
    taskToken: string,
    { beatsAfterSeconds = [], ...answer }: Extract<Answer, { beatsAfterSeconds?: unknown }>,
  ): Promise<void> => {
    const givenAtMs = clock.nowMs();
    await new Promise((resolve) => setImmediate(resolve));
    for (const seconds of beatsAfterSeconds) {
      await clock.sleepUntil(givenAtMs + seconds * 1000);
      callbacks['SendTaskHeartbeat']?.({ taskToken });
    }
    if ('sendsBack' in answer)
      callbacks['SendTaskSuccess']?.({ taskToken, output: JSON.stringify(answer.sendsBack) });
    if ('sendsFailure' in answer) callbacks['SendTaskFailure']?.({ taskToken, ...answer.sendsFailure });
  };
  const runTask: RunTask = async (_resource, input) => {
    const { FunctionName, Payload = null } = input as JsonObject;
    const functionName = textOf(FunctionName);
    const answers = functions[functionName] ?? [];
    const count = calls.filter((call) => call.functionName === functionName).length;
    calls.push({ functionName, payload: Payload });
    const answer = answers[Math.min(count, answers.length - 1)];
    await new Promise((resolve) => setImmediate(resolve));
    if (answer === undefined || 'never' in answer) return new Promise<Json>(() => undefined);
    if ('throws' in answer) throw new StateError(answer.throws.errorType, JSON.stringify(answer.throws));
    if (!('returns' in answer)) void workOn(textOf((Payload as JsonObject)['token']), answer);
    return { StatusCode: 200, Payload: 'returns' in answer ? answer.returns : null };
  };
  const random = (): number => 0.5;
  const store = new ObjectStore(join(folder, 's3'));
  store.createBucket('lake');
  const world: World = {
    expressions: new Expressions({ nowMs: () => clock.nowMs(), random }),
    clock,
    random,
    runTask,
    tokens,
    store,
    mapRuns: new MapRuns(join(folder, 'map-runs')),
    region: 'ap-northeast-2',
    runFlow,
    countTransition: (machine) => transitions.push(machine),
  };
  return {
    world,
    folder,
    transitions,
    calls,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function openExecutions({ world, folder }: MachineWorld, definition: unknown): Executions {
  const text = JSON.stringify(definition);
  const machine = {
    name: 'Test',
    arn: 'arn:aws:states:ap-northeast-2:000000000000:stateMachine:Test',
    logicalId: 'Test',
    roleArn: 'arn:aws:iam::000000000000:role/test',
    definition: readDefinition(text, {
      machine: 'Test',
      resourceFault: (resource, given) => resourceFault(resource, given, () => true),
    }),
    definitionText: text,
    createdAtMs: 0,
  };
  return new Executions(world, [machine], join(folder, 'executions'));
}

async function untilEnded(execution: Execution, limitMs = 20_000): Promise<Execution> {
  const endMs = performance.now() + limitMs;
  while (execution.status === 'RUNNING') {
    if (performance.now() > endMs) throw new Error('the execution did not end');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return execution;
}

/** Starts the only machine there is and waits for its end; redrives it so often, each time at its end. */
export async function runMachine(
  machines: MachineWorld,
  definition: unknown,
  { input, redriveCount = 0 }: { readonly input: Json; readonly redriveCount?: number | undefined },
): Promise<Execution> {
  const executions = openExecutions(machines, definition);
  const [machine] = executions.machines;
  if (machine === undefined) throw new Error('there is no machine');
  const execution = await untilEnded(executions.start(machine, 'run', JSON.stringify(input)));
  for (let redrive = 0; redrive < redriveCount; redrive += 1) {
    executions.redrive(execution);
    await untilEnded(execution);
  }
  return execution;
}
