/** A field of which the newest statement counts. */
export interface Register {
  readonly value: string;
  /** When it was said, UTC epoch seconds. */
  readonly atSeconds: number;
}

/** The statement that counts: the newer one; at the same second the greater text, so that order of arrival is nothing. */
export function newest(left: Register | undefined, right: Register | undefined): Register | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (left.atSeconds !== right.atSeconds) return left.atSeconds > right.atSeconds ? left : right;
  return left.value >= right.value ? left : right;
}
