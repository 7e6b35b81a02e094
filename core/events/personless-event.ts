const PERSONLESS: ReadonlySet<unknown> = new Set(['Footfall Counted']);

/** Does a message tell of no person? Only a `track` may. */
export function isOfNoPerson({
  type,
  event,
}: {
  readonly type?: unknown;
  readonly event?: unknown;
}): boolean {
  return type === 'track' && hasNoPerson(event);
}

/** Does an event of this name tell of no person? Then it needs no customer and is folded into no profile. */
export function hasNoPerson(eventName: unknown): boolean {
  return PERSONLESS.has(eventName);
}
