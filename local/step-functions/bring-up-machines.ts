import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#core/kernel/errors.ts';
import type { MovedClock } from '../clock/moved-clock.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { CallRecorder } from '../gateway/call-recorder.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { textProperty } from '../template/property.ts';
import type { Cloud, CloudResource } from '../template/read-cloud.ts';
import { readDefinition } from './definition/read-definition.ts';
import { MapRuns } from './map/map-runs.ts';
import { Expressions } from './run/expressions.ts';
import { runFlow } from './run/run-flow.ts';
import type { World } from './run/world.ts';
import { Executions, type Machine } from './service/executions.ts';
import { createStepFunctionsApi } from './service/step-functions-api.ts';
import type { Desk } from './tasks/desk.ts';
import { resourceFault } from './tasks/known-resources.ts';
import { createRunTask } from './tasks/run-resource.ts';
import { TaskTokens } from './tasks/task-tokens.ts';

export interface MachineSurroundings {
  /** For histories and map runs. */
  readonly folder: string;
  readonly clock: MovedClock;
  readonly invoker: Invoker;
  readonly store: ObjectStore;
  readonly recorder: CallRecorder;
  /** Bound late: the desk hands calls to the machines as well. */
  readonly desk: Desk;
}

export interface StepFunctions {
  readonly executions: Executions;
  readonly operations: Record<string, (input: never) => unknown>;
}

/** Brings up the state machines of the templates. @throws InputError naming what one says that is not known. */
export function bringUpMachines(cloud: Cloud, around: MachineSurroundings): StepFunctions {
  const { folder, clock, invoker, store, recorder, desk } = around;
  const random = (): number => Math.random();
  const world: World = {
    expressions: new Expressions({ nowMs: () => clock.nowMs(), random }),
    clock,
    random,
    runTask: createRunTask({ invoker, desk }),
    tokens: new TaskTokens(),
    store,
    mapRuns: new MapRuns(join(folder, 'map-runs')),
    region: cloud.region,
    runFlow,
    countTransition: (caller) =>
      recorder.record({
        at: new Date(clock.nowMs()).toISOString(),
        service: 'states',
        operation: 'StateTransition',
        caller,
        statusCode: 200,
        latencyMs: 0,
        bytesIn: 0,
        bytesOut: 0,
      }),
  };
  const isFunction = (name: string): boolean =>
    cloud.ofType('AWS::Lambda::Function').some(({ ref, arn }) => name === ref || name === arn);
  const machines = cloud
    .ofType('AWS::StepFunctions::StateMachine')
    .map((resource) => readMachine(resource, isFunction, clock.nowMs()));
  const executions = new Executions(world, machines, join(folder, 'executions'));
  return { executions, operations: createStepFunctionsApi(executions, world) };
}

function readMachine(
  resource: CloudResource,
  isFunction: (name: string) => boolean,
  createdAtMs: number,
): Machine {
  const { logicalId, arn, properties } = resource;
  const type = textProperty(properties, 'StateMachineType') ?? 'STANDARD';
  if (type !== 'STANDARD')
    throw new InputError(`${logicalId}: machines of type ${type} are not known to the local cloud`);
  const definitionText = definitionOf(resource);
  const definition = readDefinition(definitionText, {
    machine: logicalId,
    resourceFault: (task, given) => resourceFault(task, given, isFunction),
  });
  return {
    name: arn.slice(arn.lastIndexOf(':') + 1),
    arn,
    logicalId,
    roleArn: textProperty(properties, 'RoleArn') ?? '',
    definition,
    definitionText,
    createdAtMs,
  };
}

/** The definition's text, from the template or from a file beside it, its substitutions filled in. */
function definitionOf({ logicalId, stack, properties }: CloudResource): string {
  const { Key } = (properties['DefinitionS3Location'] ?? {}) as { Key?: string };
  const file = Key === undefined ? undefined : stack.assetFolders.get(Key);
  const text = file === undefined ? textProperty(properties, 'DefinitionString') : readFileSync(file, 'utf8');
  if (text === undefined) throw new InputError(`${logicalId}: its definition is not in the assembly`);
  const values = (properties['DefinitionSubstitutions'] ?? {}) as Record<string, unknown>;
  return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (whole, name: string) =>
    name in values ? JSON.stringify(String(values[name])).slice(1, -1) : whole,
  );
}
