import type { TextEmbedder } from '#app/ports/text-embedder.ts';
import { embedTexts, trainText } from '#core/models/embeddings/text-embedding.ts';

/** Embeds texts by which terms they share among themselves: no network, no downloaded model, the same every time. */
export function createLocalTextEmbedder(): TextEmbedder {
  return {
    embed: async (texts) => ({ vectors: embedTexts(trainText(texts), texts), inTokens: 0, model: 'local' }),
  };
}
