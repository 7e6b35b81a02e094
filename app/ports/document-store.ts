import type { JsonObject } from '#core/kernel/json.ts';
import type { Versioned } from './versioned.ts';

/**
 * Small JSON documents that people and machines decide on: which artefact is live, appeal points, reviews,
 * campaigns, approvals. Each is one item with a version; a collection is listed by id.
 */
export interface DocumentStore {
  /** Consistent; undefined at version 0 where there is none. */
  load(collection: string, id: string): Promise<Versioned<JsonObject | undefined>>;
  /**
   * Writes the document if nobody wrote since `expectedVersion` was read; 0 writes a new one.
   * @throws ConflictError if somebody did.
   */
  save(collection: string, id: string, expectedVersion: number, document: JsonObject): Promise<void>;
  /** Every document of the collection, by id ascending. */
  list(collection: string): AsyncIterable<{ readonly id: string } & Versioned<JsonObject>>;
}
