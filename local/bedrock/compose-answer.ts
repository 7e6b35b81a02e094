import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import type { Rejected } from '#core/copy/brief/copy-prompt.ts';
import { composeAppeals } from './compose-appeals.ts';
import { composePersonaNames } from './compose-persona-names.ts';
import { composeVariants } from './compose-variants.ts';
import { readTask, type Task } from './read-task.ts';

/** Who answers, in every record that comes of it. */
export const LOCAL_COMPOSER = 'local-composer';

/** Repairs start where first attempts ended, so that they do not repeat them. */
const REPAIR_START = 400;

const TASKS: Readonly<Record<string, (task: Task) => unknown>> = {
  copy_variants: (task) => ({ variants: composeVariants(task as unknown as CopyBrief) }),
  copy_repair: (task) => ({
    variants: repaired(task as unknown as CopyBrief & { rejected: readonly Rejected[] }),
  }),
  appeal_points: composeAppeals,
  persona_names: composePersonaNames,
};

function repaired(brief: CopyBrief & { readonly rejected: readonly Rejected[] }): unknown {
  const count = brief.rejected.length;
  return composeVariants({ ...brief, count: REPAIR_START + count }).slice(REPAIR_START);
}

/**
 * Answers a prompt without a model: by rule, the same for the same prompt. What it does not know it says so, in a
 * sentence that no schema takes for an answer.
 */
export function composeAnswer(lastMessage: string): string {
  const task = readTask(lastMessage);
  const compose = task === undefined ? undefined : TASKS[task.task];
  if (task === undefined || compose === undefined)
    return 'The local composer writes copy, appeal points and persona names only. Set KAIROS_LLM_URL to ask a model.';
  return JSON.stringify(compose(task));
}
