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

const textOf = (blocks: readonly { readonly text?: string }[] = [], between = ''): string =>
  blocks.map(({ text = '' }) => text).join(between);

function formatOf(input: ConverseInput): unknown {
  const { schema, name = 'answer' } = input.outputConfig?.textFormat?.structure?.jsonSchema ?? {};
  return schema === undefined
    ? undefined
    : { type: 'json_schema', json_schema: { name, schema: JSON.parse(schema) as unknown } };
}

/** What is undefined does not go into the JSON. */
function requestOf(input: ConverseInput, model: string): unknown {
  const system = textOf(input.system, '\n\n');
  const messages = (input.messages ?? []).map(({ role, content }) => ({ role, content: textOf(content) }));
  return {
    model,
    messages: system === '' ? messages : [{ role: 'system', content: system }, ...messages],
    max_tokens: input.inferenceConfig?.maxTokens,
    response_format: formatOf(input),
  };
}

/** A server's refusal as Bedrock would put it. */
function assertAnswered({ status, ok }: Response): void {
  if (status === 429) throw new AwsError('ThrottlingException', 'The model server is busy', 429);
  if (status >= 500) throw new AwsError('ServiceUnavailableException', 'The model server failed', 503);
  if (!ok) throw new AwsError('ValidationException', `The model server answers ${status}`, 400);
}

/** Asks the server under `<url>/chat/completions`; its errors become those that Bedrock would answer. */
export async function askServer(
  input: ConverseInput,
  { url, model }: { readonly url: string; readonly model: string },
): Promise<Spoken> {
  const response = await post(`${url.replace(/\/$/, '')}/chat/completions`, requestOf(input, model));
  assertAnswered(response);
  const { data } = completion.safeParse(await response.json().catch(() => undefined));
  const choice = data?.choices[0];
  if (data === undefined || choice === undefined)
    throw new AwsError('ModelErrorException', 'The model server answers no chat completion', 424);
  const text = choice.message.content ?? '';
  const usage = data.usage ?? {
    prompt_tokens: tokensIn(promptText(input)),
    completion_tokens: tokensIn(text),
  };
  return {
    text,
    stopReason: STOP[choice.finish_reason ?? ''] ?? 'end_turn',
    inTokens: usage.prompt_tokens,
    outTokens: usage.completion_tokens,
    servedBy: data.model ?? model,
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
