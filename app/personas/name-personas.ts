import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { LanguageModel } from '#app/ports/language-model.ts';
import type { NameProblem } from '#core/personas/naming.ts';
import { namesSchema, namingPrompt, readNames } from '#core/personas/naming.ts';
import { loadModel } from './open-personas.ts';
import { loadLive, loadRecords, saveRecord } from './persona-documents.ts';

/** What naming did. */
export interface NamedPersonas {
  readonly named: readonly string[];
  /** Proposals that were not taken, and why; they stay unnamed. */
  readonly refused: readonly { readonly personaId: string; readonly why: NameProblem | 'no_answer' }[];
  readonly inTokens: number;
  readonly outTokens: number;
  /** Who answered; empty if nobody was asked. */
  readonly model: string;
}

const NOTHING: NamedPersonas = { named: [], refused: [], inTokens: 0, outTokens: 0, model: '' };
const TOKENS_PER_PERSONA = 250;

/**
 * Asks a language model to name the personas that have no name yet, in one call. What it proposes waits for a person
 * to accept it. Names that exist are never touched.
 */
export function createNamePersonas(ports: {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly languageModel: LanguageModel;
  /** Model or inference profile. */
  readonly model: string;
  readonly screen: (text: string) => boolean;
}): () => Promise<NamedPersonas> {
  const { documents, languageModel, screen } = ports;

  return async () => {
    const { value: live } = await loadLive(documents);
    if (live === undefined) return NOTHING;
    const { portraits } = await loadModel(ports.artefacts, live.runHash);
    const records = await loadRecords(documents);
    const unnamed = portraits.filter(
      ({ personaId, noise }) => noise.length === 0 && records.get(personaId)?.value.status === 'found',
    );
    if (unnamed.length === 0) return NOTHING;
    const ids = unnamed.map(({ personaId }) => personaId);
    const { system, message } = namingPrompt(unnamed);
    const answer = await languageModel.converse({
      model: ports.model,
      system: [system],
      messages: [{ role: 'user', text: message }],
      schema: { name: 'persona_names', schema: namesSchema },
      maxTokens: TOKENS_PER_PERSONA * ids.length,
      tags: { stage: 'personas', purpose: 'naming' },
    });
    const { inTokens, outTokens } = answer.usage;
    const taken = new Set([...records.values()].flatMap(({ value }) => value.name?.ko ?? []));
    const { names, refused } =
      answer.ending === 'complete'
        ? readNames(answer.text, ids, { taken, screen })
        : { names: [], refused: ids.map((personaId) => ({ personaId, why: 'no_answer' as const })) };
    for (const { personaId, name, portrait } of names) {
      const { value, version } = records.get(personaId)!;
      const namedBy = { kind: 'model', id: answer.model } as const;
      await saveRecord(documents, version, { ...value, status: 'proposed', name, portrait, namedBy });
    }
    return {
      named: names.map(({ personaId }) => personaId),
      refused,
      inTokens,
      outTokens,
      model: answer.model,
    };
  };
}
