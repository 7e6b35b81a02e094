import * as z from 'zod';
import { AwsError } from '../gateway/aws-error.ts';
import { type ConverseInput, promptText, type Spoken, tokensIn } from './converse-form.ts';

/** What OpenAI-compatible servers (Ollama, vLLM, llama.cpp) answer, as far as we read it. */
const completion = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({ message: z.object({ content: z.string().nullish() }), finish_reason: z.string().nullish() }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

const STOP: Readonly<Record<string, Spoken['stopReason']>> = {
  length: 'max_tokens',
  content_filter: 'content_filtered',
};
/** A small machine may think for a long time. */
const ANSWER_MS = 300_000;

function requestOf(input: ConverseInput, model: string): unknown {
  const system = (input.system ?? []).map(({ text }) => text ?? '').join('\n\n');
  const format = input.outputConfig?.textFormat?.structure?.jsonSchema;
  const messages = (input.messages ?? []).map(({ role, content }) => ({
    role,
    content: (content ?? []).map(({ text }) => text ?? '').join(''),
  }));
  return {
    model,
    messages: system === '' ? messages : [{ role: 'system', content: system }, ...messages],
    ...(input.inferenceConfig?.maxTokens !== undefined && { max_tokens: input.inferenceConfig.maxTokens }),
    ...(format?.schema !== undefined && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: format.name ?? 'answer', schema: JSON.parse(format.schema) as unknown },
      },
    }),
  };
}

/** Asks the server under `<url>/chat/completions`; its errors become those that Bedrock would answer. */
export async function askServer(
  input: ConverseInput,
  { url, model }: { readonly url: string; readonly model: string },
): Promise<Spoken> {
  const response = await post(`${url.replace(/\/$/, '')}/chat/completions`, requestOf(input, model));
  if (response.status === 429) throw new AwsError('ThrottlingException', 'The model server is busy', 429);
  if (response.status >= 500)
    throw new AwsError('ServiceUnavailableException', 'The model server failed', 503);
  if (!response.ok)
    throw new AwsError('ValidationException', `The model server answers ${response.status}`, 400);
  const read = completion.safeParse(await response.json().catch(() => undefined));
  const choice = read.data?.choices[0];
  if (!read.success || choice === undefined)
    throw new AwsError('ModelErrorException', 'The model server answers no chat completion', 424);
  const text = choice.message.content ?? '';
  return {
    text,
    stopReason: STOP[choice.finish_reason ?? ''] ?? 'end_turn',
    inTokens: read.data.usage?.prompt_tokens ?? tokensIn(promptText(input)),
    outTokens: read.data.usage?.completion_tokens ?? tokensIn(text),
    servedBy: read.data.model ?? model,
  };
}

async function post(url: string, body: unknown): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch {
    throw new AwsError(
      'ServiceUnavailableException',
      `No model server answers at ${new URL(url).origin}`,
      503,
    );
  }
}
