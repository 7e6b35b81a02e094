import { rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { labelsOf, personaRng } from './cluster-people.ts';
import type { LearntPersonas } from './learn-personas.ts';
import { matchPersonas, type PersonaMatch } from './match-personas.ts';
import type { PersonaRecord } from './persona-record.ts';
import { runClusters, seedCentres } from './spherical-k-means.ts';

/** A run's groups with the ids they carry. */
export interface ContinuedPersonas {
  readonly learnt: LearntPersonas;
  readonly ids: readonly string[];
  readonly match: PersonaMatch | undefined;
  /** Splits that this run carried out: whose parts are which. */
  readonly parted: readonly { readonly personaId: string; readonly parts: readonly string[] }[];
}

function newId(taken: Set<string>): string {
  let number = 1;
  while (taken.has(`p-${String(number).padStart(2, '0')}`)) number += 1;
  const id = `p-${String(number).padStart(2, '0')}`;
  taken.add(id);
  return id;
}

/** Parts one group in two along where its own people differ most. */
function part(learnt: LearntPersonas, group: number): LearntPersonas {
  const { vectors, labels, clusters } = learnt;
  const own = vectors.filter((_, i) => labels[i] === group);
  const halves = runClusters(seedCentres(own, 2, personaRng().split('part')), [own]).centres;
  if (halves.rows < 2) return learnt;
  const centres = zeroMatrix(clusters.centres.rows + 1, clusters.centres.columns);
  centres.values.set(clusters.centres.values);
  rowOf(centres, group).set(rowOf(halves, 0));
  rowOf(centres, centres.rows - 1).set(rowOf(halves, 1));
  return regrouped(learnt, centres, group);
}

function regrouped(
  learnt: LearntPersonas,
  centres: LearntPersonas['clusters']['centres'],
  from: number,
): LearntPersonas {
  const labels = labelsOf(centres, learnt.vectors);
  const counts = new Float64Array(centres.rows);
  for (const label of labels) counts[label]! += 1;
  const overlaps = Array.from(
    counts,
    (_, k) => learnt.stability.overlaps[k] ?? learnt.stability.overlaps[from]!,
  );
  return {
    ...learnt,
    clusters: { ...learnt.clusters, centres, counts },
    labels,
    stability: { ...learnt.stability, overlaps },
  };
}

/** The group in which most people of a former persona are now; undefined if it had none. */
function groupOf(labels: Int32Array, former: readonly (string | undefined)[], ids: ReadonlySet<string>) {
  const counts = new Map<number, number>();
  labels.forEach((label, i) => {
    if (ids.has(former[i] ?? '')) counts.set(label, (counts.get(label) ?? 0) + 1);
  });
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0];
}

/**
 * Gives the groups of a run the ids of the personas that they continue, and carries out splits that people decided:
 * the group of a persona to be split is parted, each time it comes back whole.
 *
 * @param former the persona of each shopper under the run before; undefined for people it did not know.
 */
export function continuePersonas(
  found: LearntPersonas,
  former: readonly (string | undefined)[],
  records: ReadonlyMap<string, PersonaRecord>,
): ContinuedPersonas {
  const taken = new Set(records.keys());
  let learnt = found;
  const parted: { personaId: string; parts: readonly string[] }[] = [];
  const idOf = new Map<number, string>();
  for (const { personaId, status, parts } of records.values()) {
    if (status !== 'split') continue;
    const family = parts.length === 0 ? [personaId] : parts;
    const homes = new Set(family.map((id) => groupOf(learnt.labels, former, new Set([id]))));
    const [home] = homes;
    // Parts that came back apart need no parting.
    if (homes.size > 1 || home === undefined) continue;
    const last = learnt.clusters.centres.rows;
    learnt = part(learnt, home);
    if (parts.length > 0 || learnt.clusters.centres.rows === last) continue;
    const fresh = [newId(taken), newId(taken)] as const;
    parted.push({ personaId, parts: fresh });
    idOf.set(home, fresh[0]).set(last, fresh[1]);
  }
  const previousIds = [...new Set(former.filter((id) => id !== undefined))].sort();
  const numbers = new Map(previousIds.map((id, i) => [id, i]));
  const people = former.flatMap((id, i) =>
    id === undefined ? [] : [{ previous: numbers.get(id)!, next: learnt.labels[i]! }],
  );
  const count = learnt.clusters.centres.rows;
  const match =
    people.length === 0 ? undefined : matchPersonas(people, { previous: numbers.size, next: count });
  const ids = Array.from({ length: count }, (_, k) => {
    const continued = match?.continues[k];
    const previous = continued === undefined ? undefined : previousIds[continued.previous];
    return idOf.get(k) ?? previous ?? newId(taken);
  });
  return { learnt, ids, match, parted };
}
