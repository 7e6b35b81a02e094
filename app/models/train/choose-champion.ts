import type { DataCheck } from '#core/models/training/data-checks.ts';
import { checkData, type DataFinding } from './check-data.ts';
import type { ModelArtefact, ModelPart } from './model-artefact.ts';

/** What became of a challenger. */
export type Verdict =
  | { readonly isPromoted: true }
  | {
      readonly isPromoted: false;
      readonly reason: 'nothing_usable' | 'worse_than_champion' | 'loses_a_part' | 'newer_champion';
      /** Parts that decided. */
      readonly parts: readonly ModelPart[];
    }
  | {
      readonly isPromoted: false;
      readonly reason: 'suspicious_data';
      readonly parts: readonly [];
      /** What decided. */
      readonly findings: readonly DataFinding[];
    };

const DAY_MS = 86_400_000;

/** Is the artefact past the age at which it refuses to be used? */
export function isTooOld({ card }: ModelArtefact, nowMs: number): boolean {
  return nowMs - card.atMs > card.ageLimitDays * DAY_MS;
}

const usable = ({ card }: ModelArtefact): readonly ModelPart[] =>
  (Object.keys(card.parts) as ModelPart[]).filter((part) => card.parts[part].refusal === undefined);

/** Parts that rest on a month's outcomes and may come and go with them; losing one of these is no step back. */
const OPTIONAL: ReadonlySet<ModelPart> = new Set(['stages', 'cycles']);

/**
 * Whether a challenger goes live. Its rows must look like this shop's; it must have something to say; on the same
 * held-out days, which neither saw, it must not be worse than the champion beyond chance (the whole 95 % interval of
 * its gain below 0); and it must not lose a part that the champion can still be asked for. A champion that is too old
 * is no rival. What a person has `accepted` of the rows counts no more.
 */
export function chooseChampion(
  challenger: ModelArtefact,
  champion: ModelArtefact | undefined,
  nowMs: number,
  accepted: readonly DataCheck[] = [],
): Verdict {
  const rival = champion !== undefined && isTooOld(champion, nowMs) ? undefined : champion;
  if (rival !== undefined && rival.atMs > challenger.atMs)
    return { isPromoted: false, reason: 'newer_champion', parts: [] };
  const findings = checkData(challenger.card, rival?.card).filter(({ check }) => !accepted.includes(check));
  if (findings.length > 0) return { isPromoted: false, reason: 'suspicious_data', parts: [], findings };
  if (needed(challenger).length === 0) return { isPromoted: false, reason: 'nothing_usable', parts: [] };
  return rival === undefined ? { isPromoted: true } : compare(challenger, rival);
}

const needed = (artefact: ModelArtefact): readonly ModelPart[] =>
  usable(artefact).filter((part) => !OPTIONAL.has(part));

function compare(challenger: ModelArtefact, rival: ModelArtefact): Verdict {
  const worse = worseParts(challenger);
  if (worse.length > 0) return { isPromoted: false, reason: 'worse_than_champion', parts: worse };
  const parts = usable(challenger);
  const lost = needed(rival).filter((part) => !parts.includes(part));
  return lost.length > 0 ? { isPromoted: false, reason: 'loses_a_part', parts: lost } : { isPromoted: true };
}

/** Parts that did worse than the champion's on the same days, the whole interval below 0. */
function worseParts({ card }: ModelArtefact): readonly ModelPart[] {
  const { days7, days30 } = card.champion;
  const isWorse = (gain: typeof days7): boolean => gain !== undefined && gain.high < 0;
  return [
    ...(isWorse(days7) ? (['propensity7'] as const) : []),
    ...(isWorse(days30) ? (['propensity30'] as const) : []),
  ];
}
