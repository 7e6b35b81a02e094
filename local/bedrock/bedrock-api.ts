import { AwsError } from '../gateway/aws-error.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { askServer } from './ask-server.ts';
import { composeAnswer, LOCAL_COMPOSER } from './compose-answer.ts';
import {
  type ConverseInput,
  converseOutput,
  lastMessage,
  promptText,
  type Spoken,
  tokensIn,
} from './converse-form.ts';
import { createInvocationJobs } from './invocation-jobs.ts';

const PATH = /^\/model\/([^/]+)\/(converse|invoke)$/;
const JOBS = '/model-invocation-job';
const JOB = /^\/model-invocation-job\/([^/]+)$/;

/** Bedrock's operation name for a request. */
export function bedrockOperation({ method, path }: Call): string {
  if (method === 'POST' && path === JOBS) return 'CreateModelInvocationJob';
  if (method === 'GET' && JOB.test(path)) return 'GetModelInvocationJob';
  const operation = method === 'POST' ? PATH.exec(path)?.[2] : undefined;
  if (operation === undefined) return `${method} ${path}`;
  return operation === 'converse' ? 'Converse' : 'InvokeModel';
}

/** The body of InvokeModel, in the form that Claude models take. */
interface InvokeInput {
  readonly system?: string | readonly { readonly text?: string }[];
  readonly messages?: readonly { readonly role: 'user' | 'assistant'; readonly content: unknown }[];
  readonly max_tokens?: number;
}

const blocks = (content: unknown): readonly { readonly text?: string }[] =>
  typeof content === 'string'
    ? [{ text: content }]
    : Array.isArray(content)
      ? (content as { text?: string }[])
      : [];

const asConverse = ({ system, messages, max_tokens }: InvokeInput): ConverseInput => ({
  system: blocks(system),
  messages: (messages ?? []).map(({ role, content }) => ({ role, content: blocks(content) })),
  ...(max_tokens !== undefined && { inferenceConfig: { maxTokens: max_tokens } }),
});

const invokeOutput = ({ text, stopReason, inTokens, outTokens, servedBy }: Spoken): unknown => ({
  type: 'message',
  role: 'assistant',
  model: servedBy,
  content: [{ type: 'text', text }],
  stop_reason: stopReason === 'content_filtered' ? 'refusal' : stopReason,
  usage: { input_tokens: inTokens, output_tokens: outTokens },
});

/** The composer's answer, cut where the caller's limit cuts a model's. */
function composed(input: ConverseInput): Spoken {
  const whole = composeAnswer(lastMessage(input));
  const most = input.inferenceConfig?.maxTokens ?? Number.POSITIVE_INFINITY;
  const isCut = tokensIn(whole) > most;
  const text = isCut ? whole.slice(0, Math.floor((whole.length * most) / tokensIn(whole))) : whole;
  return {
    text,
    stopReason: isCut ? 'max_tokens' : 'end_turn',
    inTokens: tokensIn(promptText(input)),
    outTokens: tokensIn(text),
    servedBy: LOCAL_COMPOSER,
  };
}

/**
 * Converse, InvokeModel and jobs of batch inference. A local composer answers, and says so in every answer; or, if an
 * address is given, the OpenAI-compatible server that is there.
 */
export function createBedrockApi(options: {
  readonly serverUrl: string | undefined;
  readonly serverModel: string | undefined;
  readonly store: ObjectStore;
  readonly nowMs: () => number;
}) {
  const speak = async (input: ConverseInput, model: string): Promise<Spoken> =>
    options.serverUrl === undefined
      ? composed(input)
      : askServer(input, { url: options.serverUrl, model: options.serverModel ?? model });
  const jobs = createInvocationJobs(options.store, speak, options.nowMs);
  return async (call: Call): Promise<Answer> => {
    const operation = bedrockOperation(call);
    if (operation === 'CreateModelInvocationJob') return json(jobs.create(parse(call.body) as object));
    if (operation === 'GetModelInvocationJob')
      return json(await jobs.look(decodeURIComponent(JOB.exec(call.path)?.[1] ?? '')));
    const found = PATH.exec(call.path);
    if (found === null || call.method !== 'POST')
      throw new AwsError(
        'UnknownOperationException',
        `The local Bedrock does not know ${call.method} ${call.path}`,
        404,
      );
    const model = decodeURIComponent(found[1] ?? '');
    const isConverse = found[2] === 'converse';
    const body = parse(call.body);
    const input = isConverse ? (body as ConverseInput) : asConverse(body as InvokeInput);
    const spoken = await speak(input, model);
    return json(isConverse ? converseOutput(spoken) : invokeOutput(spoken));
  };
}

const json = (output: unknown): Answer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(output),
});

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('ValidationException', 'The request is not JSON', 400);
  }
}
