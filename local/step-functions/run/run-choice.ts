import type { ChoiceRule, ChoiceState } from '../definition/state-types.ts';
import { StateError } from './state-error.ts';
import type { Left, Visit } from './visit.ts';

/** The first rule whose condition holds; a rule leaves by its own `Output` and `Assign`, the default by the state's. */
export async function runChoice(visit: Visit<ChoiceState>): Promise<Left> {
  const { state, input } = visit;
  for (const rule of state.Choices)
    if (await holds(visit, rule)) return visit.leave(rule, rule.Next, { otherwise: input });
  if (state.Default !== undefined) return visit.leave(state, state.Default, { otherwise: input });
  throw new StateError('States.NoChoiceMatched', `no choice of ${visit.name} matched, and it has no Default`);
}

async function holds(visit: Visit<ChoiceState>, { Condition }: ChoiceRule): Promise<boolean> {
  const value = await visit.fill(Condition, 'Condition');
  if (typeof value === 'boolean') return value;
  throw new StateError(
    'States.QueryEvaluationError',
    `a Condition must be true or false, not ${JSON.stringify(value)}`,
  );
}
