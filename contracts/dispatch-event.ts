/** What the schedule hands to `dispatch-messages`: which worker of how many it is. */
export interface DispatchEvent {
  /** 0 … `workers` − 1. */
  readonly worker: number;
  readonly workers: number;
}
