/** All that names one person: customer keys, identifiers as `<kind>:<hash or id>`, merges. */
export interface PersonScope {
  readonly customerKeys: readonly string[];
  readonly identifiers: readonly string[];
  readonly mergeIds: readonly string[];
  /** Random; what stays of the person for the sake of sums stays under this name, which is forgotten in the end. */
  readonly pseudonym: string;
}

/** A store of personal data that can forget. */
export interface PersonalStore {
  /**
   * Forgets the person; forgetting again changes nothing.
   * @param tombstoneUntilMs where events come in, they are turned away until then, UTC epoch ms; undefined: nothing
   * of the person is left, not even that.
   * @returns how many items went, 0 if there were none.
   * @throws ConflictError if another writer came between: do it again.
   * @throws UnavailableError if the store does not answer: some may be gone; do it again.
   */
  forget(scope: PersonScope, tombstoneUntilMs: number | undefined): Promise<number>;
}
