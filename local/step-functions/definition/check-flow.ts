import type { Refuse } from './refuse.ts';
import type { Flow, MapState, State, TaskState } from './state-types.ts';

interface Place {
  /** Names of variables that outer flows assign. */
  readonly outer: ReadonlySet<string>;
  readonly isExpress: boolean;
  readonly seen: Set<string>;
  readonly refuse: Refuse;
}

/** Checks that states lead somewhere, that their names are unique and that what they say fits together. */
export function checkFlows(flow: Flow, refuse: Refuse): void {
  checkFlow(flow, { outer: new Set(), isExpress: false, seen: new Set(), refuse });
}

function checkFlow(flow: Flow, place: Place): void {
  const { seen, refuse, outer } = place;
  const names = Object.keys(flow.States);
  if (!names.includes(flow.StartAt)) refuse(`StartAt ${flow.StartAt} is no state`);
  const assigned = new Set(Object.values(flow.States).flatMap(assignedNames));
  for (const name of assigned)
    if (outer.has(name)) refuse(`variable ${name} is assigned outside a branch or map and again within it`);
  const inner = { ...place, outer: new Set([...outer, ...assigned]) };
  for (const [name, state] of Object.entries(flow.States)) {
    if (seen.has(name)) refuse(`two states are called ${name}`);
    seen.add(name);
    for (const next of nextNames(name, state, refuse))
      if (!names.includes(next)) refuse(`state ${name} leads to ${next}, which is no state beside it`);
    checkState(name, state, inner);
  }
}

function checkState(name: string, state: State, place: Place): void {
  const { refuse } = place;
  if (state.Type === 'Parallel') for (const branch of state.Branches) checkFlow(branch, place);
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    refuse(`state ${name}: give either Seconds or Timestamp`);
  if (state.Type === 'Task') checkTask(name, state, place);
  if (state.Type === 'Map') checkMap(name, state, place);
}

function checkTask(name: string, state: TaskState, { isExpress, refuse }: Place): void {
  const isCallback = state.Resource.endsWith('.waitForTaskToken');
  if (isCallback && isExpress) refuse(`state ${name}: Express executions cannot wait for a token`);
  if (!isCallback && state.HeartbeatSeconds !== undefined)
    refuse(`state ${name}: only who was given a token sends heartbeats`);
}

const DISTRIBUTED_ONLY = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailurePercentage',
  'ToleratedFailureCount',
  'Label',
] as const;

function checkMap(name: string, state: MapState, place: Place): void {
  const { refuse } = place;
  const config = state.ItemProcessor.ProcessorConfig ?? {};
  const isDistributed = config.Mode === 'DISTRIBUTED';
  const stray = isDistributed ? undefined : DISTRIBUTED_ONLY.find((field) => state[field] !== undefined);
  if (stray !== undefined) refuse(`state ${name}: ${stray} needs a map of mode DISTRIBUTED`);
  if (isDistributed && config.ExecutionType === undefined)
    refuse(`state ${name}: a distributed map needs an ExecutionType`);
  if (state.Items !== undefined && state.ItemReader !== undefined)
    refuse(`state ${name}: give either Items or ItemReader`);
  // The executions of a distributed map see none of the variables outside.
  const outer = isDistributed ? new Set<string>() : place.outer;
  checkFlow(state.ItemProcessor, {
    ...place,
    outer,
    isExpress: place.isExpress || config.ExecutionType === 'EXPRESS',
  });
}

function nextNames(name: string, state: State, refuse: Refuse): string[] {
  if (state.Type === 'Fail' || state.Type === 'Succeed') return [];
  if (state.Type === 'Choice')
    return [
      ...state.Choices.map(({ Next }) => Next),
      ...(state.Default === undefined ? [] : [state.Default]),
    ];
  if ((state.Next === undefined) === (state.End !== true))
    refuse(`state ${name}: give either Next or End: true`);
  const caught = 'Catch' in state ? (state.Catch ?? []).map(({ Next }) => Next) : [];
  return [...caught, ...(state.Next === undefined ? [] : [state.Next])];
}

function assignedNames(state: State): string[] {
  const leavings = [
    'Assign' in state ? state.Assign : undefined,
    ...('Choices' in state ? state.Choices.map(({ Assign }) => Assign) : []),
    ...('Catch' in state ? (state.Catch ?? []).map(({ Assign }) => Assign) : []),
  ];
  return leavings.flatMap((assign) => Object.keys(assign ?? {}));
}
