import type { Said } from '../said.ts';

/** `ok`; `note` needs nothing; `fail` has to be mended. */
export type Verdict = 'ok' | 'note' | 'fail';

/** One thing that the doctor looked at. */
export interface Check {
  readonly name: Said;
  readonly verdict: Verdict;
  readonly detail: Said;
}
