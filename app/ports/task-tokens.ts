import type { JsonObject } from '#core/kernel/json.ts';

/** How a step that waits for people is told to go on. */
export interface TaskTokens {
  /**
   * Answers the waiting step.
   * @returns false if it no longer waits: it was answered before, or its time is over.
   * @throws UnavailableError if the service does not answer; telling it twice does no harm.
   */
  succeed(token: string, output: JsonObject): Promise<boolean>;
}
