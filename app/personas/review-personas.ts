import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { PersonaModel } from '#core/personas/persona-model.ts';
import { decide, type PersonaAction, type PersonaRecord } from '#core/personas/persona-record.ts';
import type { PersonaPortrait } from '#core/personas/portrait.ts';
import { loadModel } from './open-personas.ts';
import { loadLive, loadRecord, loadRecords, saveRecord } from './persona-documents.ts';

/** A persona as people see it: its record, and what the live run says of it. */
export interface PersonaPage {
  readonly record: PersonaRecord;
  /** Undefined if the live run does not have it. */
  readonly portrait: PersonaPortrait | undefined;
}

/** All personas, largest first; with the evidence of the live run. */
export interface PersonaList {
  readonly pages: readonly PersonaPage[];
  readonly evidence: PersonaModel['evidence'] | undefined;
}

/** What people do with personas. */
export interface ReviewPersonas {
  list(): Promise<PersonaList>;
  /** @throws InputError if there is no such persona. */
  show(personaId: string): Promise<PersonaPage>;
  /**
   * @throws InputError if there is no such persona, or it cannot be decided so.
   * @throws ConflictError if somebody decided at the same moment.
   */
  decide(
    personaId: string,
    action: PersonaAction,
    who: { readonly by: string; readonly spentSeconds: number | undefined },
  ): Promise<PersonaRecord>;
}

const unknown = (personaId: string): InputError =>
  new InputError(`there is no persona ${personaId}: see "kairos review personas list"`, {
    details: { ko: `${personaId} 페르소나가 없습니다. "kairos review personas list" 로 확인하십시오` },
  });

/** Reviews over these stores. */
export function createReviewPersonas(ports: {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly clock: Clock;
}): ReviewPersonas {
  const { artefacts, documents, clock } = ports;

  async function liveModel(): Promise<PersonaModel | undefined> {
    const { value } = await loadLive(documents);
    return value === undefined ? undefined : loadModel(artefacts, value.runHash);
  }

  async function recordOf(personaId: string) {
    const found = await loadRecord(documents, personaId);
    if (found === undefined) throw unknown(personaId);
    return found;
  }

  return {
    async list() {
      const model = await liveModel();
      const portraits = new Map(model?.portraits.map((portrait) => [portrait.personaId, portrait]));
      const pages = [...(await loadRecords(documents)).values()].map(({ value }) => ({
        record: value,
        portrait: portraits.get(value.personaId),
      }));
      pages.sort((a, b) => (b.portrait?.share ?? -1) - (a.portrait?.share ?? -1));
      return { pages, evidence: model?.evidence };
    },

    async show(personaId) {
      const { value } = await recordOf(personaId);
      const model = await liveModel();
      return {
        record: value,
        portrait: model?.portraits.find((portrait) => portrait.personaId === personaId),
      };
    },

    async decide(personaId, action, who) {
      const { value, version } = await recordOf(personaId);
      if (action.kind === 'merge') await recordOf(action.into);
      const next = decide(value, action, { ...who, atMs: clock.nowMs() });
      await saveRecord(documents, version, next);
      return next;
    },
  };
}
