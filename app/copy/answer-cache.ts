import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { LanguageModelAnswer } from '#app/ports/language-model.ts';
import { parseVariants, type WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** Where answers that were paid for are found again. */
const CACHE = 'copy_answer';

/** What keeping answers needs. */
export interface AnswerCachePorts {
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly clock: Clock;
}

/** The answer to what was asked before, by the hash of what was asked. */
export async function keptAnswer(
  key: string,
  { documents, artefacts }: AnswerCachePorts,
): Promise<{ readonly variants: readonly WrittenVariant[]; readonly model: string } | undefined> {
  const { value } = await documents.load(CACHE, key);
  const hash = value?.['hash'];
  const model = value?.['model'];
  if (typeof hash !== 'string' || typeof model !== 'string') return undefined;
  const bytes = await artefacts.get('copy', hash);
  if (bytes === undefined) return undefined;
  const variants = parseVariants(new TextDecoder().decode(bytes));
  return variants === undefined ? undefined : { variants, model };
}

/** Keeps a good answer before anything is made of it. @returns its variants; undefined for one that is not good: it is not kept. */
export async function keepAnswer(
  key: string,
  answer: LanguageModelAnswer,
  {
    documents,
    artefacts,
    clock,
    tags,
  }: AnswerCachePorts & { readonly tags: Readonly<Record<string, string>> },
): Promise<readonly WrittenVariant[] | undefined> {
  const variants = answer.ending === 'complete' ? parseVariants(answer.text) : undefined;
  if (variants === undefined) return undefined;
  const hash = await artefacts.put('copy', new TextEncoder().encode(answer.text));
  const { inTokens, outTokens } = answer.usage;
  const document: JsonObject = { hash, model: answer.model, inTokens, outTokens, tags, atMs: clock.nowMs() };
  try {
    await documents.save(CACHE, key, 0, document);
  } catch (error) {
    // Somebody asked the same at the same time: either answer is good.
    if (!(error instanceof ConflictError)) throw error;
  }
  return variants;
}
