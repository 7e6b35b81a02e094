import type { LanguageModel } from '#app/ports/language-model.ts';

/** One quantity that will be on a bill. */
export interface MeteredUse {
  readonly service: 'bedrock';
  /** The model that answered, by which the price book knows the price. */
  readonly resource: string;
  readonly unit: 'input-token' | 'cached-input-token' | 'output-token';
  /** A whole number. */
  readonly quantity: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where uses are counted. */
export type Meter = (use: MeteredUse) => void;

/** The same model, with every answer's tokens metered under the call's tags, refusals and cut-off answers included. */
export function meterLanguageModel(model: LanguageModel, meter: Meter): LanguageModel {
  return {
    async converse(request) {
      const answer = await model.converse(request);
      const { inTokens, cachedInTokens, outTokens } = answer.usage;
      const quantities = {
        'input-token': inTokens - cachedInTokens,
        'cached-input-token': cachedInTokens,
        'output-token': outTokens,
      } as const;
      for (const [unit, quantity] of Object.entries(quantities) as [MeteredUse['unit'], number][]) {
        if (quantity > 0)
          meter({ service: 'bedrock', resource: answer.model, unit, quantity, tags: request.tags });
      }
      return answer;
    },
  };
}
