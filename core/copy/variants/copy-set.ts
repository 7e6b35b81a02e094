import type { Deed } from '#core/copy/appeal/appeal-point.ts';
import type { AppealType, ApprovedCopy, Author } from '#core/copy/approved-copy.ts';
import type { CopyBrief, Tone } from '#core/copy/brief/copy-brief.ts';
import type { CopyChannel, CopyLanguage } from '#core/copy/check/copy.ts';
import type { VariantFinding } from '#core/copy/variants/check-variant.ts';
import type { Judgement } from '#core/copy/variants/judge-variants.ts';

/** What one set of copy is for: the row of a run. */
export interface CopyRow {
  readonly personaId: string | undefined;
  readonly appealId: string;
  readonly appealType: AppealType;
  readonly appealAuthor: Author;
  readonly productId: string;
  readonly factSheetId: string;
  readonly channel: CopyChannel;
  readonly language: CopyLanguage;
  readonly tone: Tone;
  /** Approved picture that goes with the words. */
  readonly imageId?: string;
  /** Reviews that the brief quotes, by id; they are not part of what a row is known by. */
  readonly reviewIds?: readonly string[];
}

/** A variant as people decide on it. */
export interface SetVariant {
  /** Unique within its set: `m1`, `m2`, … of a model, `p1`, … of a person. */
  readonly id: string;
  readonly title: string;
  readonly preheader: string;
  readonly body: string;
  /** Who wrote the words that stand here now. */
  readonly author: Author;
  /** Names of the people who wrote or edited it: with four eyes they don't approve it alone. */
  readonly writers: readonly string[];
  /** `failed` and `duplicate` are shown with their reason and cannot be approved as they are. */
  readonly status: 'passed' | 'failed' | 'duplicate' | 'approved' | 'rejected';
  readonly findings: readonly VariantFinding[];
  readonly judgement: Judgement | undefined;
  /** Those who approved these very words. */
  readonly approvals: readonly string[];
  readonly deeds: readonly Deed[];
}

/** All variants of one row from one run, and where they stand. */
export interface CopySet {
  readonly id: string;
  readonly rowId: string;
  readonly row: CopyRow;
  readonly brief: CopyBrief;
  /** `failed`: the model gave nothing usable; `lapsed`: nobody decided in time. Neither changes what is live. */
  readonly status: 'waiting' | 'decided' | 'lapsed' | 'failed';
  readonly failure: 'refused' | 'truncated' | 'malformed' | undefined;
  /** A model's id or `local-composer`. */
  readonly model: string;
  readonly isSimulated: boolean;
  readonly variants: readonly SetVariant[];
  readonly askedAtMs: number;
  /** When it lapses, UTC epoch ms. */
  readonly dueAtMs: number;
  /** When people were reminded that half of the time is over, UTC epoch ms. */
  readonly remindedAtMs?: number;
}

/** Of which set an approved variant is. */
export const setIdOf = (copyId: string): string => copyId.slice(0, copyId.lastIndexOf('.'));

/** What a row is known by; the same from run to run. */
export function rowKey(row: CopyRow): string {
  const { personaId, appealId, productId, channel, language, tone, imageId } = row;
  const picture = imageId === undefined ? [] : [imageId];
  return [personaId ?? 'all', appealId, productId, channel, language, tone, ...picture].join('|');
}

/** A person's own words first, as control; then by judgement; then what did not pass. */
export function inReadingOrder(variants: readonly SetVariant[]): readonly SetVariant[] {
  const rank = ({ author, judgement }: SetVariant): number =>
    author === 'person' ? 2 : (judgement?.score ?? -1);
  return [...variants].sort((a, b) => rank(b) - rank(a));
}

/** A variant as a plan may use it. @param hash SHA-256 of what was approved. */
export function approvedCopyOf(
  set: CopySet,
  variant: SetVariant,
  decided: { readonly hash: string; readonly by: string; readonly atMs: number },
): ApprovedCopy {
  const { row } = set;
  return {
    id: `${set.id}.${variant.id}`,
    personaId: row.personaId,
    appealId: row.appealId,
    appealType: row.appealType,
    appealAuthor: row.appealAuthor,
    copyAuthor: variant.author,
    isSimulated: set.isSimulated,
    productId: row.productId,
    channel: row.channel,
    language: row.language,
    tone: row.tone,
    ...(row.imageId !== undefined && { imageId: row.imageId }),
    title: variant.title,
    preheader: variant.preheader,
    body: variant.body,
    factSheetId: row.factSheetId,
    hash: decided.hash,
    approvedBy: decided.by,
    approvedAtMs: decided.atMs,
  };
}
