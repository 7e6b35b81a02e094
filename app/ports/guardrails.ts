/** A guardrail as the service has it. */
export interface FoundGuardrail {
  readonly isReady: boolean;
  /** Are its content and topic policies of the Standard tier, the only one that reads Korean? */
  readonly isStandard: boolean;
  /** May it answer from other Regions, without which the Standard tier is not to be had? */
  readonly isCrossRegion: boolean;
}

/** The service's guardrails. */
export interface Guardrails {
  /**
   * @returns undefined if there is none of this id and version.
   * @throws UnavailableError if the service does not answer; RefusedError if the caller may not ask.
   */
  find(id: string, version: string): Promise<FoundGuardrail | undefined>;
}
