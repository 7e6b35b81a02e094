/** Something stored together with the version that a conditional write must still find; 0 = not stored yet. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
  /** Of a person who was erased: nothing from before this instant may come in again. UTC epoch ms. */
  readonly erasedUntilMs?: number;
}
