import type { Clock } from '#app/ports/clock.ts';
import { oldestFirst } from '#core/profiles/identity/identifier-names.ts';
import { type KeyIdentifiers, valueOf } from '#core/profiles/identity/identifiers.ts';
import { createMergePersons } from './merge-persons.ts';
import { type MergePorts, untilDone } from './settle-merges.ts';

const NONE: KeyIdentifiers = { identifiers: [], pending: [] };

/**
 * Joins the two customer keys that one address makes under two hashing keys, given as identifiers of it. The newer key
 * is a key of the person from then on, and shows nothing of its own: it counts once in every limit.
 * @returns the customer key that speaks for both.
 */
export type JoinRenamedKey = (name: string, other: string) => Promise<string>;

/** Joins over these stores; repeating it changes nothing. */
export function createJoinRenamedKey(ports: MergePorts & { readonly clock: Clock }): JoinRenamedKey {
  const { persons } = ports;
  const mergePersons = createMergePersons(ports);

  return async (name, other) => {
    const [older, newer] = oldestFirst([name, other]).map(valueOf) as [string, string];
    const root = (await persons.loadKeys([older])).get(older)?.value.sameAs ?? older;
    await mergePersons({ keys: [older, newer], evidence: { kind: 'rotation', note: older } });
    await untilDone(async () => {
      const { value, version } = (await persons.loadKeys([newer])).get(newer) ?? { value: NONE, version: 0 };
      // A key that has shown something under its new name already goes on by itself: the address joins the two.
      if (value.sameAs === undefined && value.identifiers.length === 0)
        await persons.saveKey(newer, version, { ...value, sameAs: root });
      return true as const;
    });
    return root;
  };
}
