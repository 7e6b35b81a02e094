import type { SendRules } from './send-rules.ts';

/** Whether a campaign's messages may leave. Cancelled and finished are final. */
export type CampaignStatus = 'running' | 'paused' | 'cancelled' | 'finished';

/** Who asks: a person by name, or a brake of ours. */
export interface StateChange {
  readonly status: CampaignStatus;
  readonly by: string;
  readonly reason: string;
  /** UTC epoch ms. */
  readonly atMs: number;
}

/** What the dispatcher must know of a campaign: written when its plan is applied, read before every send. */
export interface CampaignState {
  readonly campaignId: string;
  readonly status: CampaignStatus;
  readonly rules: SendRules;
  /** The budget that its grants are drawn from. */
  readonly budgetId: string;
  /** SHA-256 of the plan that was approved; messages of another plan are not sent. */
  readonly planHash: string;
  /** The latest change last. */
  readonly changes: readonly StateChange[];
}

/** Changes that are remembered. */
const CHANGES_KEPT = 50;

/** Why a campaign's state was not changed. */
export type StateRefusal = 'is_final' | 'is_so_already';

/** The campaign with a change made, or why not. A cancelled campaign does not come back. */
export function changeState(state: CampaignState, change: StateChange): CampaignState | StateRefusal {
  if (state.status === change.status) return 'is_so_already';
  if (state.status === 'cancelled' || state.status === 'finished') return 'is_final';
  return { ...state, status: change.status, changes: [...state.changes, change].slice(-CHANGES_KEPT) };
}
