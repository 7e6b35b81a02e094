import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import { type AppealPoint, authorAfter, type Deed } from '#core/copy/appeal/appeal-point.ts';
import type { AppealType } from '#core/copy/approved-copy.ts';
import { InputError } from '#core/kernel/errors.ts';

/** Who does something, and how long it took them. */
export interface Doer {
  readonly by: string;
  readonly minutes: number;
  /** A scripted person: what they do is marked so. */
  readonly isSimulated: boolean;
}

/** What a person writes or a model proposes. */
export interface AppealDraft {
  readonly productId: string;
  readonly personaId: string | undefined;
  readonly type: AppealType;
  readonly text: { readonly ko: string; readonly en: string };
}

/** The workbench where people choose what is said. */
export interface AppealDesk {
  list(): AsyncIterable<AppealPoint>;
  /** @throws InputError if there is none. */
  show(id: string): Promise<AppealPoint>;
  /** A person's own: accepted by being written. */
  write(draft: AppealDraft, doer: Doer): Promise<AppealPoint>;
  /** A model's: waits for a person. The same proposal twice is one. */
  propose(draft: AppealDraft, model: string): Promise<AppealPoint>;
  accept(id: string, doer: Doer): Promise<AppealPoint>;
  edit(id: string, text: Partial<AppealPoint['text']>, doer: Doer): Promise<AppealPoint>;
  reject(id: string, reason: string, doer: Doer): Promise<AppealPoint>;
}

const MOST_CHARACTERS = 80;

function assertSayable({ ko, en }: AppealPoint['text']): void {
  const texts = [ko, en].filter((text) => text.trim() !== '');
  const isLong = texts.some((text) => text.length > MOST_CHARACTERS);
  if (texts.length > 0 && !isLong) return;
  throw new InputError(
    `an appeal point has a Korean or an English text of at most ${MOST_CHARACTERS} characters`,
    {
      details: { ko: `소구점에는 ${MOST_CHARACTERS}자 이내의 한국어 또는 영어 문구가 있어야 합니다` },
    },
  );
}

/** Opens the desk. Appeal points are documents `appeal`; each keeps who did what, when and how long. */
export function createAppealDesk(ports: {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
}): AppealDesk {
  const appeals = documentsOf<AppealPoint>(ports.documents, 'appeal');
  const deed = (
    action: Deed['action'],
    { by, minutes }: Pick<Doer, 'by' | 'minutes'>,
    reason?: string,
  ): Deed => ({
    action,
    by,
    atMs: ports.clock.nowMs(),
    minutes,
    ...(reason !== undefined && { reason }),
  });
  const idOf = (draft: AppealDraft, by: string): string =>
    `a-${ports.sha256(JSON.stringify([draft.productId, draft.personaId, draft.type, draft.text, by])).slice(0, 10)}`;
  const decide = (
    id: string,
    doer: Doer,
    change: {
      readonly deed: Deed;
      readonly status?: AppealPoint['status'];
      readonly text?: Partial<AppealPoint['text']>;
    },
  ): Promise<AppealPoint> =>
    appeals.change(id, (now) => {
      if (now === undefined)
        throw new InputError(`there is no appeal point ${id}`, {
          details: { ko: `소구점 ${id} 이(가) 없습니다` },
        });
      const text = { ...now.text, ...change.text };
      assertSayable(text);
      return {
        ...now,
        text,
        status: change.status ?? now.status,
        author: authorAfter(now.author, change.deed.action),
        isSimulated: now.isSimulated || doer.isSimulated,
        deeds: [...now.deeds, change.deed],
      };
    });
  return {
    list: () => appeals.list(),
    show: (id) => appeals.get(id),
    async write(draft, doer) {
      assertSayable(draft.text);
      const id = idOf(draft, doer.by);
      return appeals.change(
        id,
        (now) =>
          now ?? {
            id,
            ...draft,
            author: 'person',
            isSimulated: doer.isSimulated,
            status: 'accepted',
            deeds: [deed('written', doer)],
          },
      );
    },
    async propose(draft, model) {
      assertSayable(draft.text);
      const id = idOf(draft, 'model');
      const proposed: AppealPoint = {
        id,
        ...draft,
        author: 'model',
        isSimulated: model === 'local-composer',
        status: 'proposed',
        deeds: [deed('proposed', { by: model, minutes: 0 })],
      };
      return (await appeals.find(id)) ?? appeals.change(id, (now) => now ?? proposed);
    },
    accept: (id, doer) => decide(id, doer, { deed: deed('accepted', doer), status: 'accepted' }),
    edit: (id, text, doer) => decide(id, doer, { deed: deed('edited', doer), text }),
    reject: (id, reason, doer) =>
      decide(id, doer, { deed: deed('rejected', doer, reason), status: 'rejected' }),
  };
}
