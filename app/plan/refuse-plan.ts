import { InputError } from '#core/kernel/errors.ts';
import type { BothLanguages } from '#core/plan/audience/skip-reasons.ts';
import { type PlanRefusal, planRefusals } from '#core/plan/plan-refusals.ts';

/** The refusal as an error of the caller's, in both languages; `refusal` in its details names it. */
export function refusePlan(refusal: PlanRefusal, about: string | BothLanguages = ''): InputError {
  const { en, ko } = planRefusals[refusal];
  const facts = typeof about === 'string' ? { en: about, ko: about } : about;
  const tail = (fact: string): string => (fact === '' ? '' : ` (${fact})`);
  return new InputError(en + tail(facts.en), { details: { refusal, ko: ko + tail(facts.ko) } });
}
