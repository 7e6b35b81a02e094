import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { type BedrockSettings, converseAnswer, converseBody } from '#adapters/aws/converse-form.ts';
import { translateErrors } from '#adapters/aws/translate-error.ts';
import type { LanguageModel } from '#app/ports/language-model.ts';

/** Bedrock's Converse with an answer in JSON. The client's own retries stay on: asking twice changes nothing but the bill. */
export function createBedrockLanguageModel(
  client: BedrockRuntimeClient,
  settings: BedrockSettings,
): LanguageModel {
  return {
    async converse(request) {
      const command = new ConverseCommand({
        modelId: request.model,
        requestMetadata: { ...request.tags },
        ...converseBody(request, settings),
      });
      return converseAnswer(await translateErrors('Converse', () => client.send(command)), request);
    },
  };
}
