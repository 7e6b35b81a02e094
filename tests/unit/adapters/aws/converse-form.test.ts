import { describe, expect, it } from '@jest/globals';
import { converseAnswer } from '#adapters/aws/converse-form.ts';

describe('converseAnswer', () => {
  it('counts what went into the prompt cache and came out of it, which the service counts beside the input', () => {
    const usage = {
      ...{ inputTokens: 10, outputTokens: 5, totalTokens: 115 },
      ...{ cacheReadInputTokens: 60, cacheWriteInputTokens: 40 },
    };
    expect(converseAnswer({ stopReason: 'end_turn', usage }, { model: 'm' }).usage).toEqual({
      ...{ inTokens: 110, outTokens: 5, cachedInTokens: 60, cacheWriteTokens: 40 },
    });
  });
});
