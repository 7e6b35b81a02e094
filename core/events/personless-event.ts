const PERSONLESS: ReadonlySet<unknown> = new Set(['Footfall Counted']);

/** Does an event of this name tell of no person? Then it needs no customer and is folded into no profile. */
export function hasNoPerson(eventName: unknown): boolean {
  return PERSONLESS.has(eventName);
}
