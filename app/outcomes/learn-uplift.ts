import type { PlanStores } from '#app/plan/plan-records.ts';
import { documentsOf } from '#app/ports/documents.ts';
import { createRng } from '#core/kernel/rng.ts';
import {
  type FittedUplift,
  fitPersonUplift,
  type UpliftSample,
} from '#core/outcomes/uplift/person-uplift.ts';

/** Which model of uplift is live, and of which samples it was made. */
interface LiveUplift {
  readonly samples: readonly string[];
  readonly hash: string;
}

const POINTER = 'pointer';
const LIVE = 'uplift/live';
/** Campaigns older than these say little of people as they are now. */
const MOST_CAMPAIGNS = 12;

/** Keeps a sample: it never changes, and names nobody. */
export function keepSample({ artefacts }: PlanStores, sample: UpliftSample): Promise<string> {
  return artefacts.put('uplift', encoded(sample));
}

/** The model of uplift by person on the newest campaigns: fitted and judged once for the same samples, and kept. */
export async function learnUplift(
  stores: PlanStores,
  campaigns: readonly { readonly atMs: number; readonly sampleHash?: string }[],
): Promise<FittedUplift> {
  const samples = campaigns
    .toSorted((a, b) => b.atMs - a.atMs)
    .flatMap(({ sampleHash }) => sampleHash ?? [])
    .slice(0, MOST_CAMPAIGNS);
  const pointer = documentsOf<LiveUplift>(stores.documents, POINTER);
  const live = await pointer.find(LIVE);
  if (live !== undefined && String(live.samples) === String(samples)) {
    const kept = await read<FittedUplift>(stores, live.hash);
    if (kept !== undefined) return kept;
  }
  const found = await Promise.all(samples.map((hash) => read<UpliftSample>(stores, hash)));
  const fitted = fitPersonUplift(
    found.filter((sample) => sample !== undefined),
    // The same samples give the same splits, whenever it is learned.
    createRng(samples.join()),
  );
  const hash = await stores.artefacts.put('uplift', encoded(fitted));
  await pointer.change(LIVE, () => ({ samples, hash }));
  return fitted;
}

const VECTORS = new Set(['means', 'spreads', 'weights']);

function encoded(value: object): Uint8Array {
  const text = JSON.stringify(value, (_, one: unknown) =>
    one instanceof Float64Array ? Array.from(one) : one,
  );
  return new TextEncoder().encode(text);
}

async function read<T>({ artefacts }: PlanStores, hash: string): Promise<T | undefined> {
  const bytes = await artefacts.get('uplift', hash);
  if (bytes === undefined) return undefined;
  return JSON.parse(new TextDecoder().decode(bytes), (key, one: unknown) =>
    VECTORS.has(key) ? Float64Array.from(one as number[]) : one,
  ) as T;
}
