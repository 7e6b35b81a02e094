import type { DocumentStore } from '#app/ports/document-store.ts';
import { type PersonalStoreDeclaration, personalStores } from '#contracts/personal-stores.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** What one pass of an erasure did. */
export interface ErasurePass {
  /** Keyed hash of the request. */
  readonly id: string;
  /** Items that went, by store. */
  readonly removed: Readonly<Record<string, number>>;
  readonly isSecond: boolean;
  /** Who asked, when and why. */
  readonly request: {
    readonly requestedAt: string;
    readonly requestedBy: string;
    readonly reason: string;
    readonly secondPassFrom: string;
  };
}

const declared: readonly PersonalStoreDeclaration[] = personalStores;

/** What a run leaves live, and when it makes it anew. */
const LEARNED = {
  'model/live': 'by the next training run, nightly at three on the brand’s clock or by kairos run train',
  'persona/live': 'by kairos run persona',
};

/** What went, what goes by itself and when, what remains on purpose, which models may have seen it; no word of who it was. */
export async function erasureProof(
  { documents }: { readonly documents: DocumentStore },
  { id, removed, isSecond, request }: ErasurePass,
  nowMs: number,
): Promise<JsonObject> {
  const { requestedAt, requestedBy, reason, secondPassFrom } = request;
  const expiring = declared.flatMap(({ name, holds, forgets }) =>
    typeof forgets === 'string'
      ? []
      : [{ store: name, holds, goneAt: new Date(nowMs + forgets.expiresAfterDays * DAY_MS).toISOString() }],
  );
  return {
    request: id,
    requestedAt,
    requestedBy,
    reason,
    clearedAt: new Date(nowMs).toISOString(),
    pass: isSecond ? 2 : 1,
    secondPassFrom,
    removed,
    expiring,
    models: await learnedModels(documents, Date.parse(requestedAt)),
    kept: [
      'suppressions: keyed hashes of addresses that opted out, so that nobody writes to them again',
      'messages that a provider has taken: its own outbox',
      'receipts without a name: what a campaign sent and cost',
    ],
  };
}

/** What is live was made of a snapshot: of one from before the request it must be assumed that the person was in it. */
async function learnedModels(documents: DocumentStore, requestedMs: number): Promise<JsonObject[]> {
  const models: JsonObject[] = [];
  for (const [pointer, retrained] of Object.entries(LEARNED)) {
    const { value } = await documents.load('pointer', pointer);
    const artefact = value?.['hash'] ?? value?.['runHash'];
    const atMs = value?.['atMs'];
    if (typeof artefact !== 'string' || typeof atMs !== 'number') continue;
    const mayHaveSeen = atMs <= requestedMs;
    const snapshotAt = new Date(atMs).toISOString();
    models.push({ pointer, artefact, snapshotAt, mayHaveSeen, ...(mayHaveSeen ? { retrained } : {}) });
  }
  return models;
}
