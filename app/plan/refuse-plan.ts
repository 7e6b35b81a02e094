import { InputError } from '#core/kernel/errors.ts';
import { type PlanRefusal, planRefusals } from '#core/plan/plan-refusals.ts';

/** The refusal as an error of the caller's, in both languages; `refusal` in its details names it. */
export function refusePlan(refusal: PlanRefusal, about = ''): InputError {
  const { en, ko } = planRefusals[refusal];
  const tail = about === '' ? '' : ` (${about})`;
  return new InputError(en + tail, { details: { refusal, ko: ko + tail } });
}
