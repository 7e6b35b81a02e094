import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { PersonalStore, PersonScope } from '#app/ports/personal-store.ts';
import {
  type ClearedStore,
  type PersonalStoreDeclaration,
  personalStores,
} from '#contracts/personal-stores.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { erasureProof } from './erasure-proof.ts';
import { createExplainIdentity } from './explain-identity.ts';
import type { MergePorts } from './settle-merges.ts';

/** Erasures under way and done, by the hash of the customer key that was asked for. */
const ERASURES = 'erasure';

/**
 * Events that were on the stream when the person was erased arrive within a day, and a function may hold a key of the
 * lake for ten minutes more: the second pass comes after that.
 */
const SECOND_PASS_AFTER_MS = DAY_MS + 3_600_000;

/** What an erasure has done so far. */
export interface Erasure {
  /** Keyed hash of the customer key that was asked for: names the request. */
  readonly id: string;
  /** `cleared`: all that is held is gone, the second pass is due. `done`: nothing can come back. */
  readonly state: 'under way' | 'cleared' | 'done';
  /** ISO 8601. */
  readonly requestedAt: string;
  /** First instant at which the second pass may run, ISO 8601. */
  readonly secondPassFrom: string;
  readonly reason: string;
  readonly requestedBy: string;
  /** Hash of the proof, artefact kind `proof`; undefined until the person is cleared. */
  readonly proof: string | undefined;
}

/** Ports of an erasure. */
export interface ErasePorts extends MergePorts {
  readonly stores: Readonly<Record<ClearedStore, PersonalStore>>;
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly clock: Clock;
  /** Keyed hashes of a customer key, under the newest key first: each names the request without naming the person. */
  readonly hashKeys: (customerKey: string) => readonly [string, ...string[]];
  /** A random name. */
  readonly newPseudonym: () => string;
}

/** A request to erase. */
export interface EraseRequest {
  readonly customerKey: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Erases a person under all linked identities: clears every declared store and writes the proof. Asking again goes
 * on where it stopped; a day later it makes the second pass, which removes what was on its way meanwhile.
 * @throws ConflictError or UnavailableError if it was interrupted: ask again.
 */
export type ErasePerson = (request: EraseRequest) => Promise<Erasure>;

const NOBODY: PersonScope = { customerKeys: [], identifiers: [], mergeIds: [], pseudonym: '' };

/** Goes on with an erasure that was asked for. @throws InputError if there is none of this id. */
export type ResumeErasure = (id: string) => Promise<Erasure>;

interface Kept extends Erasure {
  /** Who it is, while that is still needed; empty when done. */
  readonly scope: PersonScope;
}

/** @see ErasePerson */
export function createErasePerson(ports: ErasePorts): ErasePerson {
  const { documents, clock } = ports;
  const scopeOf = createScope(ports);
  return async (request) => {
    const { id, version, known } = await findRequest(ports, request.customerKey);
    if (known?.state === 'cleared' && clock.nowMs() < Date.parse(known.secondPassFrom))
      return erasureOf(known);
    const scope = await scopeOf(request.customerKey, known?.scope);
    const begun = known === undefined ? { id, ...begin(request, scope, clock.nowMs()) } : { ...known, scope };
    // Who it is must be on record before the links that say so are gone.
    await documents.save(ERASURES, id, version, documentOf({ ...begun, state: 'under way' }));
    const secondPassFromMs = Date.parse(begun.secondPassFrom);
    const isSecond = clock.nowMs() >= secondPassFromMs;
    const removed = await clearStores(ports, scope, isSecond ? undefined : secondPassFromMs);
    const proof = await ports.artefacts.put(
      'proof',
      bytesOf(await erasureProof(ports, { id, removed, isSecond, request: begun }, clock.nowMs())),
    );
    const next: Kept = {
      ...begun,
      state: isSecond ? 'done' : 'cleared',
      proof,
      scope: isSecond ? NOBODY : scope,
    };
    await documents.save(ERASURES, id, version + 1, documentOf(next));
    return erasureOf(next);
  };
}

/** @see ResumeErasure */
export function createResumeErasure(ports: ErasePorts): ResumeErasure {
  const erase = createErasePerson(ports);
  return async (id) => {
    const { value } = await ports.documents.load(ERASURES, id);
    const kept = value as unknown as Kept | undefined;
    if (kept === undefined) throw new InputError('there is no such erasure', { details: { id } });
    // The key that was asked for comes first; when it is done, nobody knows it any more.
    const [customerKey] = kept.scope.customerKeys;
    if (kept.state === 'done' || customerKey === undefined) return erasureOf(kept);
    return erase({ customerKey, by: kept.requestedBy, reason: kept.reason });
  };
}

function begin({ by, reason }: EraseRequest, scope: PersonScope, nowMs: number): Omit<Kept, 'id'> {
  return {
    state: 'under way',
    requestedAt: new Date(nowMs).toISOString(),
    secondPassFrom: new Date(nowMs + SECOND_PASS_AFTER_MS).toISOString(),
    reason,
    requestedBy: by,
    proof: undefined,
    scope,
  };
}

/** The request under way for this key, whatever key of the tenant it was named under; else what a new one is called. */
async function findRequest(
  { documents, hashKeys }: Pick<ErasePorts, 'documents' | 'hashKeys'>,
  customerKey: string,
): Promise<{ readonly id: string; readonly version: number; readonly known: Kept | undefined }> {
  const ids = hashKeys(customerKey);
  for (const id of ids) {
    const { value, version } = await documents.load(ERASURES, id);
    const known = unfinished(value as unknown as Kept | undefined);
    if (known !== undefined) return { id, version, known };
  }
  const { version } = await documents.load(ERASURES, ids[0]);
  return { id: ids[0], version, known: undefined };
}

/** A person who came back after an erasure is another request. */
const unfinished = (last: Kept | undefined): Kept | undefined => (last?.state === 'done' ? undefined : last);

/** Everything that names the person now, and what an earlier pass knew. */
function createScope(
  ports: Pick<ErasePorts, keyof MergePorts | 'newPseudonym'>,
): (customerKey: string, before: PersonScope | undefined) => Promise<PersonScope> {
  const explain = createExplainIdentity(ports);
  return async (customerKey, before) => {
    const { pseudonym } = before ?? { pseudonym: ports.newPseudonym() };
    const known = before ?? NOBODY;
    const customerKeys = new Set([customerKey, ...known.customerKeys]);
    const identifiers = new Set(known.identifiers);
    const mergeIds = new Set(known.mergeIds);
    // Keys that are found are looked at too: a set grows while it is iterated.
    for (const key of customerKeys) {
      const identity = await explain(key);
      for (const linked of identity.customerKeys) customerKeys.add(linked);
      for (const shown of [...identity.identifiers, `device:${key}`, `alias:${key}`]) identifiers.add(shown);
      for (const { mergeId } of identity.merges) mergeIds.add(mergeId);
    }
    return {
      customerKeys: [...customerKeys],
      identifiers: [...identifiers],
      mergeIds: [...mergeIds],
      pseudonym,
    };
  };
}

const declared: readonly PersonalStoreDeclaration[] = personalStores;

async function clearStores(
  { stores }: Pick<ErasePorts, 'stores'>,
  scope: PersonScope,
  tombstoneUntilMs: number | undefined,
): Promise<Readonly<Record<string, number>>> {
  const removed: Record<string, number> = {};
  for (const { name, forgets } of declared)
    if (typeof forgets === 'string')
      removed[name] = await stores[name as ClearedStore].forget(scope, tombstoneUntilMs);
  return removed;
}

const bytesOf = (proof: JsonObject): Uint8Array => Buffer.from(JSON.stringify(proof, undefined, 2));

const documentOf = (kept: Kept): JsonObject => JSON.parse(JSON.stringify(kept)) as JsonObject;

function erasureOf({ id, state, requestedAt, secondPassFrom, reason, requestedBy, proof }: Erasure): Erasure {
  return { id, state, requestedAt, secondPassFrom, reason, requestedBy, proof };
}
