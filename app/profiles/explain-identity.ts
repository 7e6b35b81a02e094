import { kindOf } from '#core/profiles/identity/identifiers.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import type { MergeRecord } from '#core/profiles/identity/merge-record.ts';
import { createResolvePerson, type ResolvedPerson } from './resolve-person.ts';
import type { MergePorts } from './settle-merges.ts';

/** Who a customer key is, and why: for people and for the receipt. */
export interface ExplainedIdentity extends ResolvedPerson {
  /** What the key showed, as `<kind>:<hash or id>`. */
  readonly identifiers: readonly string[];
  /** Every merge decided about the key or that holds its person together, done or refused, with its reason. */
  readonly merges: readonly MergeRecord[];
}

/** Explains one customer key. */
export type ExplainIdentity = (customerKey: string) => Promise<ExplainedIdentity>;

/** Explains from these stores. */
export function createExplainIdentity(ports: MergePorts): ExplainIdentity {
  const { persons } = ports;
  const resolvePerson = createResolvePerson(ports);

  return async (customerKey) => {
    const person = await resolvePerson(customerKey);
    const shown = (await persons.loadKeys([customerKey])).get(customerKey)?.value.identifiers ?? [];
    const identifiers = [...new Set([...shown, `device:${customerKey}`, `alias:${customerKey}`])];
    const claims = await persons.loadIdentifiers(identifiers);
    const judged = [...claims].flatMap(([identifier, { value }]) =>
      value.keys
        .filter((other) => other !== customerKey && value.keys.includes(customerKey))
        .map((other) => mergeIdOf({ kind: kindOf(identifier), note: identifier }, [customerKey, other])),
    );
    const merges: MergeRecord[] = [];
    for (const mergeId of new Set([...judged, ...person.mergeIds])) {
      const { value } = await persons.loadMerge(mergeId);
      if (value !== undefined) merges.push(value);
    }
    return { ...person, identifiers: shown, merges };
  };
}
