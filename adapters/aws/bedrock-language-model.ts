import {
  type BedrockRuntimeClient,
  type TokenUsage as BedrockUsage,
  ConverseCommand,
  type StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import { translateErrors } from '#adapters/aws/translate-error.ts';
import type { LanguageModel, LanguageModelAnswer, LanguageModelRequest } from '#app/ports/language-model.ts';

/** How calls are made. */
export interface BedrockSettings {
  /** Some models refuse a cache point: then the prefix is not cached. */
  readonly cachesPrefix: boolean;
}

const ENDINGS: Readonly<Partial<Record<StopReason, LanguageModelAnswer['ending']>>> = {
  end_turn: 'complete',
  stop_sequence: 'complete',
  max_tokens: 'truncated',
  model_context_window_exceeded: 'truncated',
  content_filtered: 'refused',
  guardrail_intervened: 'refused',
};

/** Bedrock's Converse with an answer in JSON. The client's own retries stay on: asking twice changes nothing but the bill. */
export function createBedrockLanguageModel(
  client: BedrockRuntimeClient,
  settings: BedrockSettings,
): LanguageModel {
  return {
    async converse(request) {
      const command = new ConverseCommand(commandOf(request, settings));
      const reply = await translateErrors('Converse', () => client.send(command));
      const content = reply.output?.message?.content ?? [];
      return {
        text: content.map((block) => block.text ?? '').join(''),
        // A model that stops for another reason (a tool, malformed output) has not finished what was asked.
        ending: ENDINGS[reply.stopReason ?? 'end_turn'] ?? 'truncated',
        usage: tokensOf(reply.usage),
        model: servedBy(reply.additionalModelResponseFields) ?? request.model,
      };
    },
  };
}

function tokensOf(usage: Partial<BedrockUsage> = {}): LanguageModelAnswer['usage'] {
  const { inputTokens = 0, outputTokens = 0, cacheReadInputTokens: cached = 0 } = usage;
  return { inTokens: inputTokens + cached, outTokens: outputTokens, cachedInTokens: cached };
}

/** The local cloud says here who answered; Bedrock itself never does. */
function servedBy(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null || !('servedBy' in fields)) return undefined;
  return typeof fields.servedBy === 'string' ? fields.servedBy : undefined;
}

function commandOf(
  request: LanguageModelRequest,
  { cachesPrefix }: BedrockSettings,
): ConstructorParameters<typeof ConverseCommand>[0] {
  const { model, system, messages, schema, maxTokens, tags, guardrail } = request;
  const [prefix = '', ...rest] = system;
  return {
    modelId: model,
    system: [
      { text: prefix },
      ...(cachesPrefix ? [{ cachePoint: { type: 'default' as const } }] : []),
      ...rest.map((text) => ({ text })),
    ],
    messages: messages.map(({ role, text }) => ({ role, content: [{ text }] })),
    inferenceConfig: { maxTokens },
    requestMetadata: { ...tags },
    ...(guardrail && {
      guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version },
    }),
    ...(schema && {
      outputConfig: {
        textFormat: {
          type: 'json_schema' as const,
          structure: { jsonSchema: { name: schema.name, schema: JSON.stringify(schema.schema) } },
        },
      },
    }),
  };
}
