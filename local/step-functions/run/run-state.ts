import type {
  ChoiceState,
  FailState,
  MapState,
  ParallelState,
  TaskState,
  WaitState,
} from '../definition/state-types.ts';
import { textOf } from '../text-of.ts';
import type { Position } from './execution-log.ts';
import { runChoice } from './run-choice.ts';
import { runMap } from './run-map.ts';
import { runParallel } from './run-parallel.ts';
import { runTask } from './run-task.ts';
import { runWait } from './run-wait.ts';
import { Halt, StateError, toStateError } from './state-error.ts';
import { tryOften } from './try-often.ts';
import { type Left, Visit } from './visit.ts';
import type { Frame, Run } from './world.ts';

/** Runs one state, from its entering to its leaving. @throws StateError that nobody caught, or Halt. */
export async function runState(run: Run, frame: Frame, position: Position): Promise<Left> {
  const state = frame.flow.States[position.state];
  if (state === undefined) throw new StateError('States.Runtime', `there is no state ${position.state}`);
  try {
    const visit = new Visit(run, frame, { state, position });
    visit.enter();
    const left = await carryOut(visit);
    visit.exit(left);
    return left;
  } catch (error) {
    if (error instanceof Halt) throw error;
    const failure = toStateError(error);
    if (failure.error === 'States.QueryEvaluationError')
      run.log.event(frame.path, {
        type: 'EvaluationFailed',
        details: { error: failure.error, cause: failure.reason, state: position.state },
      });
    throw failure;
  }
}

/** TypeScript narrows the state, but not the visit around it: each case says what it has found. */
function carryOut(visit: Visit): Promise<Left> {
  const { state } = visit;
  switch (state.Type) {
    case 'Task':
      return tryOften(visit as Visit<TaskState>, runTask);
    case 'Map':
      return tryOften(visit as Visit<MapState>, runMap);
    case 'Parallel':
      return tryOften(visit as Visit<ParallelState>, runParallel);
    case 'Choice':
      return runChoice(visit as Visit<ChoiceState>);
    case 'Wait':
      return runWait(visit as Visit<WaitState>);
    case 'Pass':
      return visit.leave(state, state.Next, { otherwise: visit.input });
    case 'Succeed':
      return visit.leave(state, undefined, { otherwise: visit.input });
    case 'Fail':
      return fail(visit as Visit<FailState>);
  }
}

async function fail(visit: Visit<FailState>): Promise<never> {
  const { Error: error = '', Cause: cause = '' } = visit.state;
  const [name, reason] = await Promise.all([visit.fill(error, 'Error'), visit.fill(cause, 'Cause')]);
  throw new StateError(textOf(name), textOf(reason));
}
