/** Something stored together with the version that a conditional write must still find; 0 = not stored yet. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}
