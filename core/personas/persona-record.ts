import { InputError } from '#core/kernel/errors.ts';

/** A word or sentence in both languages of the house. */
export interface InBothLanguages {
  readonly ko: string;
  readonly en: string;
}

/** Where a persona stands with the people who work with it. */
export type PersonaStatus = 'found' | 'proposed' | 'accepted' | 'rejected' | 'merged' | 'split' | 'gone';

/** What people can do about a persona. */
export type PersonaAction =
  | { readonly kind: 'accept' }
  | { readonly kind: 'rename'; readonly name: InBothLanguages }
  | { readonly kind: 'reject'; readonly reason: string }
  /** Its people count as those of another one from now on. */
  | { readonly kind: 'merge'; readonly into: string }
  /** The next run parts its people in two. */
  | { readonly kind: 'split'; readonly reason: string };

/** One decision: who, when, how long it took them. */
export interface PersonaDecision {
  readonly action: PersonaAction['kind'];
  readonly by: string;
  /** UTC epoch ms. */
  readonly atMs: number;
  /** Time the person spent on it, seconds; undefined if not said. */
  readonly spentSeconds: number | undefined;
  /** Why, or the name given, or the persona merged into. */
  readonly note: string;
}

/** What is kept of a persona from run to run; the facts are in the run's artefact. */
export interface PersonaRecord {
  readonly personaId: string;
  readonly status: PersonaStatus;
  /** Undefined until somebody or a model named it. */
  readonly name: InBothLanguages | undefined;
  readonly portrait: InBothLanguages | undefined;
  /** Who found the words: a person, or a model by its id. */
  readonly namedBy: { readonly kind: 'person' | 'model'; readonly id: string } | undefined;
  /** The artefact that last had it. */
  readonly runHash: string;
  /** Persona that its people count as. */
  readonly mergedInto: string | undefined;
  /** The two that it was parted into; empty until a run did so. */
  readonly parts: readonly string[];
  readonly decisions: readonly PersonaDecision[];
}

/** A persona that a run just found. */
export function foundPersona(personaId: string, runHash: string): PersonaRecord {
  return {
    personaId,
    status: 'found',
    name: undefined,
    portrait: undefined,
    namedBy: undefined,
    runHash,
    mergedInto: undefined,
    parts: [],
    decisions: [],
  };
}

const LONGEST_NAME = 60;

function assertName({ ko, en }: InBothLanguages): void {
  for (const name of [ko, en]) {
    if (name.trim() === '' || name.length > LONGEST_NAME)
      throw new InputError(`a persona's name has 1 to ${LONGEST_NAME} characters in both languages`, {
        details: { ko: `페르소나 이름은 한국어와 영어 모두 1~${LONGEST_NAME}자입니다` },
      });
  }
}

const OPEN: ReadonlySet<PersonaStatus> = new Set(['found', 'proposed', 'accepted', 'rejected']);

function changed(record: PersonaRecord, action: PersonaAction, by: string): PersonaRecord {
  switch (action.kind) {
    case 'accept':
      if (record.name === undefined)
        throw new InputError('it has no name yet: give it one with rename', {
          details: { ko: '아직 이름이 없습니다. rename 으로 이름을 지어 주십시오' },
        });
      return { ...record, status: 'accepted' };
    case 'rename':
      assertName(action.name);
      return { ...record, status: 'accepted', name: action.name, namedBy: { kind: 'person', id: by } };
    case 'reject':
      return { ...record, status: 'rejected' };
    case 'merge':
      return { ...record, status: 'merged', mergedInto: action.into };
    case 'split':
      return { ...record, status: 'split', parts: [] };
  }
}

function noteOf(action: PersonaAction): string {
  if (action.kind === 'rename') return `${action.name.ko} / ${action.name.en}`;
  if (action.kind === 'merge') return action.into;
  return action.kind === 'accept' ? '' : action.reason;
}

/**
 * The record after a person's decision.
 * @throws InputError if it cannot be taken: no name to accept, merged or gone already, merged into itself.
 */
export function decide(
  record: PersonaRecord,
  action: PersonaAction,
  who: Pick<PersonaDecision, 'by' | 'atMs' | 'spentSeconds'>,
): PersonaRecord {
  if (!OPEN.has(record.status))
    throw new InputError(`persona ${record.personaId} is ${record.status}: nothing can be decided about it`, {
      details: { ko: `${record.personaId} 은(는) ${record.status} 상태라 결정할 수 없습니다` },
    });
  if (action.kind === 'merge' && action.into === record.personaId)
    throw new InputError('a persona cannot be merged into itself', {
      details: { ko: '자기 자신과는 합칠 수 없습니다' },
    });
  const next = changed(record, action, who.by);
  return {
    ...next,
    decisions: [...record.decisions, { action: action.kind, ...who, note: noteOf(action) }],
  };
}

/** The persona that somebody's own one counts as, merges followed; itself if it was merged into nothing. */
export function standsFor(personaId: string, records: ReadonlyMap<string, PersonaRecord>): string {
  let id = personaId;
  // No more steps than personas: a circle of merges cannot trap the caller.
  for (let step = 0; step <= records.size; step++) {
    const into = records.get(id)?.mergedInto;
    if (into === undefined || !records.has(into)) return id;
    id = into;
  }
  return personaId;
}
