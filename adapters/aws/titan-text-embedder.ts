import { type BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { translateErrors } from '#adapters/aws/translate-error.ts';
import type { TextEmbedder } from '#app/ports/text-embedder.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';

/** How texts are embedded. */
export interface TitanSettings {
  /** Model id, e.g. `amazon.titan-embed-text-v2:0`. */
  readonly model: string;
  /** What the service offers: 256 is a quarter of the bytes of 1024, at nearly its accuracy. */
  readonly dimension: 256 | 512 | 1024;
}

/** The service takes one text a call; its quota counts calls. */
const CALLS_AT_ONCE = 8;
/** The service refuses more than 50,000 characters; whatever comes after is cut off. */
const MOST_CHARACTERS = 50_000;

interface TitanAnswer {
  readonly embedding: readonly number[];
  readonly inputTextTokenCount: number;
}

function readAnswer(body: Uint8Array, dimension: number): TitanAnswer {
  const answer = JSON.parse(new TextDecoder().decode(body)) as Partial<TitanAnswer>;
  if (!Array.isArray(answer.embedding) || answer.embedding.length !== dimension)
    throw new DomainError('the embedding model answered without a vector of the size asked for');
  return { embedding: answer.embedding, inputTextTokenCount: answer.inputTextTokenCount ?? 0 };
}

/** Amazon Titan Text Embeddings V2 by InvokeModel. Empty texts are not sent; tokens are those that the service counted. */
export function createTitanTextEmbedder(client: BedrockRuntimeClient, settings: TitanSettings): TextEmbedder {
  const { model, dimension } = settings;
  return {
    async embed(texts) {
      const vectors = zeroMatrix(texts.length, dimension);
      const sent = texts.flatMap((text, i) => (text.trim() === '' ? [] : [{ text, i }]));
      const tokens = await mapConcurrently(sent, CALLS_AT_ONCE, async ({ text, i }) => {
        const inputText = text.slice(0, MOST_CHARACTERS);
        const command = new InvokeModelCommand({
          modelId: model,
          contentType: 'application/json',
          accept: 'application/json',
          body: JSON.stringify({ inputText, dimensions: dimension, normalize: true }),
        });
        const reply = await translateErrors('InvokeModel', () => client.send(command));
        const { embedding, inputTextTokenCount } = readAnswer(reply.body, dimension);
        rowOf(vectors, i).set(embedding);
        return inputTextTokenCount;
      });
      return { vectors, inTokens: tokens.reduce((sum, count) => sum + count, 0), model };
    },
  };
}
