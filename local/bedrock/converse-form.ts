import { AwsError } from '../gateway/aws-error.ts';

/** What we read of a Converse request. */
export interface ConverseInput {
  readonly system?: readonly { readonly text?: string }[];
  readonly messages?: readonly {
    readonly role: 'user' | 'assistant';
    readonly content?: readonly { readonly text?: string }[];
  }[];
  readonly inferenceConfig?: { readonly maxTokens?: number };
  readonly outputConfig?: {
    readonly textFormat?: {
      readonly structure?: { readonly jsonSchema?: { readonly schema?: string; readonly name?: string } };
    };
  };
}

/** What was said, whoever said it. */
export interface Spoken {
  readonly text: string;
  readonly stopReason: 'end_turn' | 'max_tokens' | 'content_filtered';
  readonly inTokens: number;
  readonly outTokens: number;
  readonly servedBy: string;
}

/** The text of a message, of its last one by default. */
export function lastMessage({ messages }: ConverseInput): string {
  const last = messages?.at(-1);
  if (last === undefined) throw new AwsError('ValidationException', 'The conversation has no message', 400);
  return (last.content ?? []).map(({ text }) => text ?? '').join('');
}

/** About how many tokens a text has: a Hangul syllable takes about one, Latin letters four to one. */
export function tokensIn(text: string): number {
  const wide = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
  return Math.ceil(wide + (text.length - wide) / 4);
}

/** Everything that a model would have to read. */
export function promptText({ system, messages }: ConverseInput): string {
  const said = (messages ?? []).flatMap(({ content }) => (content ?? []).map(({ text }) => text ?? ''));
  return [...(system ?? []).map(({ text }) => text ?? ''), ...said].join('\n');
}

/** Converse's answer. */
export function converseOutput({ text, stopReason, inTokens, outTokens, servedBy }: Spoken): unknown {
  return {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason,
    usage: { inputTokens: inTokens, outputTokens: outTokens, totalTokens: inTokens + outTokens },
    metrics: { latencyMs: 0 },
    additionalModelResponseFields: { servedBy },
  };
}
