import { createSettleMerges, type MergePorts } from './settle-merges.ts';

/** Which person a customer key belongs to. */
export interface ResolvedPerson {
  /** The smallest customer key of the person; it changes when persons are merged or unmerged. */
  readonly personId: string;
  /** All customer keys of the person, sorted. */
  readonly customerKeys: readonly string[];
  /** Why they are one person: merge ids, to be read in `PersonStore` and to be taken back. */
  readonly mergeIds: readonly string[];
}

/** The person of a customer key; what a crash left half merged is finished first. */
export type ResolvePerson = (customerKey: string) => Promise<ResolvedPerson>;

/** Resolves over these stores. */
export function createResolvePerson(ports: MergePorts): ResolvePerson {
  const moves = createSettleMerges(ports);
  return async (customerKey) => {
    const { value } = await moves.settledLedger(customerKey);
    const mergeIds = value.links.map(({ mergeId }) => mergeId);
    return { personId: value.personId, customerKeys: value.members, mergeIds };
  };
}
