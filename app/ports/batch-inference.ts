import type { LanguageModelAnswer, LanguageModelRequest } from '#app/ports/language-model.ts';

/** A question in a job, by an id that its answer carries too: answers come in any order. */
export interface BatchQuestion {
  /** Letters and digits. */
  readonly id: string;
  readonly request: LanguageModelRequest;
}

/** An answer of a job. */
export interface BatchAnswer {
  readonly id: string;
  readonly answer: LanguageModelAnswer;
}

/** A job as it was started. */
export interface StartedJob {
  readonly name: string;
  readonly job: string;
  /** Model that was asked. */
  readonly model: string;
}

/** A language model that answers many questions within hours, at about half the price. */
export interface BatchInference {
  /**
   * Starts a job; all questions are to one model. The same name again is the same job: no second bill.
   * @returns the job.
   * @throws UnavailableError when the service throttles or is down.
   * @throws RefusedError when it refuses the job: too few questions, a model that it does not run in batch.
   */
  start(name: string, questions: readonly BatchQuestion[]): Promise<string>;
  /** Has the job come to an end, whatever end? @throws UnavailableError; RefusedError if there is no such job. */
  hasEnded(job: string): Promise<boolean>;
  /** What an ended job has answered; questions that failed are missing. @throws UnavailableError. */
  answers(job: StartedJob): AsyncIterable<BatchAnswer>;
}
