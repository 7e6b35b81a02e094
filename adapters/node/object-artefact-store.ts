import { createHash } from 'node:crypto';
import type { ArtefactKind, ArtefactStore } from '#app/ports/artefact-store.ts';
import { notExists } from '#app/ports/condition.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import { ConflictError, DomainError } from '#core/kernel/errors.ts';

/** Artefacts as objects `<kind>/<SHA-256>`, written once. */
export function createObjectArtefactStore(objects: ObjectStore): ArtefactStore {
  return {
    async put(kind, body) {
      const hash = hashOf(body);
      try {
        await objects.put(keyOf(kind, hash), body, notExists());
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
      return hash;
    },
    async get(kind, hash) {
      const body = await readObject(objects, keyOf(kind, hash));
      if (body !== undefined && hashOf(body) !== hash)
        throw new DomainError(`the ${kind} ${hash} is not what was stored: run its state machine again`);
      return body;
    },
  };
}

const keyOf = (kind: ArtefactKind, hash: string): string => `${kind}/${hash}`;

const hashOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
