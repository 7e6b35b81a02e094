import { kindOf } from '#core/profiles/identity/identifiers.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import type { MergeRecord } from '#core/profiles/identity/merge-record.ts';
import { createIdentifierNames } from './identifier-names.ts';
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
  const { follow } = createIdentifierNames(ports);

  return async (customerKey) => {
    const person = await resolvePerson(customerKey);
    const shown = (await persons.loadKeys([customerKey])).get(customerKey)?.value.identifiers ?? [];
    const identifiers = [...new Set([...shown, `device:${customerKey}`, `alias:${customerKey}`])];
    const kept = await follow(identifiers);
    const judged = [...kept.values()].flatMap(({ identifier, claims: { keys, names = [] } }) =>
      keys
        .filter((other) => other !== customerKey && keys.includes(customerKey))
        .flatMap((other) =>
          [identifier, ...names].map((note) => mergeIdOf({ kind: kindOf(note), note }, [customerKey, other])),
        ),
    );
    const merges: MergeRecord[] = [];
    for (const mergeId of new Set([...judged, ...person.mergeIds])) {
      const { value } = await persons.loadMerge(mergeId);
      if (value !== undefined) merges.push(value);
    }
    return { ...person, identifiers: shown, merges };
  };
}
