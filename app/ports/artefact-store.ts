/** What is kept as an artefact: a folder of the store, and a word that people see. */
export type ArtefactKind =
  | 'model'
  | 'persona'
  | 'copy'
  | 'plan'
  | 'report'
  | 'snapshot'
  | 'proof'
  | 'statement'
  | 'uplift';

/** Immutable bytes under the hash of their content: models, personas, plans, reports. */
export interface ArtefactStore {
  /**
   * Keeps the bytes; keeping the same again changes nothing.
   * @returns their SHA-256, 64 hexadecimal digits.
   * @throws UnavailableError if the store does not answer.
   */
  put(kind: ArtefactKind, body: Uint8Array): Promise<string>;
  /**
   * The bytes with this hash; undefined if they were never kept.
   * @throws DomainError if what is stored has another hash: half written or tampered with.
   */
  get(kind: ArtefactKind, hash: string): Promise<Uint8Array | undefined>;
}
