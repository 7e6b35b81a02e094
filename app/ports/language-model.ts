import type { JsonObject } from '#core/kernel/json.ts';

/** What is asked of a language model. Never personal data: many models answer from another Region. */
export interface LanguageModelRequest {
  /** Model or inference profile; configuration, never a constant. */
  readonly model: string;
  /** Instructions. The first stays the same from call to call, so that the service may cache it. */
  readonly system: readonly string[];
  /**
   * What is to be done. Our tasks carry one JSON object between `<brief>` and `</brief>`, whose `task` says what is
   * wanted (`copy_variants`, `copy_repair`, `appeal_points`, `persona_names`): a model reads it, and so does the local
   * composer.
   */
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  /** JSON Schema that the answer's text must follow. Lengths in it are not enforced by the service. */
  readonly schema: { readonly name: string; readonly schema: JsonObject } | undefined;
  readonly maxTokens: number;
  /** Guardrail of the service that reads question and answer as a further layer; a blocked answer is a refusal. */
  readonly guardrail?: { readonly id: string; readonly version: string };
  /** Whom the tokens are for: `campaign`, `persona`, `stage`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Tokens of one call. */
export interface TokenUsage {
  readonly inTokens: number;
  readonly outTokens: number;
  /** Of `inTokens`, those that came from the service's prompt cache. */
  readonly cachedInTokens: number;
  /** Of `inTokens`, those that were written into it, which costs more. @default 0 */
  readonly cacheWriteTokens?: number;
}

/** What a language model said. A refusal or a cut-off answer is an answer, paid for, and no error. */
export interface LanguageModelAnswer {
  readonly text: string;
  readonly ending: 'complete' | 'truncated' | 'refused';
  readonly usage: TokenUsage;
  /** Who answered: the model asked for, or `local-composer`. */
  readonly model: string;
  /** Where a job answered: what it is metered by, once, at the price of a batch. */
  readonly batchId?: string;
}

/** A language model. */
export interface LanguageModel {
  /**
   * One call, never repeated here.
   * @throws UnavailableError when the service throttles, times out or is down: later may work.
   * @throws RefusedError when it says that the call itself is wrong (an unknown model, a missing right).
   */
  converse(request: LanguageModelRequest): Promise<LanguageModelAnswer>;
}
