/** Which persona a person belongs to, and how surely. */
export interface PersonaAssignment {
  /** Stable from one run to the next, e.g. `p-07`. */
  readonly personaId: string;
  /** 0-1. */
  readonly probability: number;
  readonly runnerUp: { readonly personaId: string; readonly probability: number } | undefined;
  /** SHA-256 of the persona artefact. */
  readonly runHash: string;
}
