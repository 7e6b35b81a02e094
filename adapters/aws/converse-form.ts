import type {
  TokenUsage as BedrockUsage,
  ConverseCommandInput,
  ConverseResponse,
  StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import type { LanguageModelAnswer, LanguageModelRequest } from '#app/ports/language-model.ts';

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

/** What Converse said to a request. */
export function converseAnswer(
  reply: Partial<ConverseResponse>,
  request: Pick<LanguageModelRequest, 'model'>,
): LanguageModelAnswer {
  const content = reply.output?.message?.content ?? [];
  return {
    text: content.map((block) => block.text ?? '').join(''),
    // A model that stops for another reason (a tool, malformed output) has not finished what was asked.
    ending: ENDINGS[reply.stopReason ?? 'end_turn'] ?? 'truncated',
    usage: tokensOf(reply.usage),
    model: servedBy(reply.additionalModelResponseFields) ?? request.model,
  };
}

function tokensOf(usage: Partial<BedrockUsage> = {}): LanguageModelAnswer['usage'] {
  const { inputTokens = 0, outputTokens = 0, cacheReadInputTokens: cached = 0 } = usage;
  const { cacheWriteInputTokens: written = 0 } = usage;
  // The service counts what went through its cache beside the input, not in it.
  const counted = {
    inTokens: inputTokens + cached + written,
    outTokens: outputTokens,
    cachedInTokens: cached,
  };
  return written === 0 ? counted : { ...counted, cacheWriteTokens: written };
}

/** The local cloud says here who answered; Bedrock itself never does. */
function servedBy(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null || !('servedBy' in fields)) return undefined;
  return typeof fields.servedBy === 'string' ? fields.servedBy : undefined;
}

/** What is asked of Converse, but for the model and for whom: a job has one model, and takes no metadata. */
export function converseBody(
  request: LanguageModelRequest,
  { cachesPrefix }: BedrockSettings,
): Omit<ConverseCommandInput, 'modelId'> {
  const { system, messages, schema, maxTokens, guardrail } = request;
  const [prefix = '', ...rest] = system;
  return {
    system: [
      { text: prefix },
      ...(cachesPrefix ? [{ cachePoint: { type: 'default' as const } }] : []),
      ...rest.map((text) => ({ text })),
    ],
    messages: messages.map(({ role, text }) => ({ role, content: [{ text }] })),
    inferenceConfig: { maxTokens },
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
