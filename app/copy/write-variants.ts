import { keepAnswer, keptAnswer } from '#app/copy/answer-cache.ts';
import type { PredictResponse } from '#app/copy/predict-response.ts';
import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { LanguageModel, LanguageModelAnswer } from '#app/ports/language-model.ts';
import { assertNoContacts } from '#core/copy/brief/assert-no-contacts.ts';
import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import {
  type BrandVoice,
  cacheText,
  copyPrompt,
  type Prompt,
  repairPrompt,
} from '#core/copy/brief/copy-prompt.ts';
import type { WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';
import { findContacts } from '#core/copy/check/find-contacts.ts';
import { checkVariant, type VariantFinding } from '#core/copy/variants/check-variant.ts';
import { type Judgement, judgeVariant } from '#core/copy/variants/judge-variants.ts';
import { nearDuplicates } from '#core/copy/variants/near-duplicates.ts';

/** A variant with its verdict. */
export interface JudgedVariant extends WrittenVariant {
  /** Did it take the repair round? */
  readonly isRepaired: boolean;
  readonly findings: readonly VariantFinding[];
  /** Set where it says what another variant says. */
  readonly isDuplicate: boolean;
  /** Undefined for what did not pass. */
  readonly judgement: Judgement | undefined;
}

/** What became of one brief. Nothing of it is live: people decide that. */
export type WrittenSet =
  | {
      readonly status: 'written';
      /** SHA-256 of everything that was asked: the same again costs nothing. */
      readonly cacheKey: string;
      readonly isCached: boolean;
      /** Who wrote: a model's id, or `local-composer`. */
      readonly model: string;
      /** What passed, best first, then what did not. */
      readonly variants: readonly JudgedVariant[];
    }
  | {
      readonly status: 'failed';
      readonly reason: 'refused' | 'truncated' | 'malformed';
      readonly cacheKey: string;
    };

/** What writing needs. */
export interface WriteVariantsPorts {
  readonly languageModel: LanguageModel;
  readonly modelId: string;
  readonly voice: BrandVoice;
  readonly documents: DocumentStore;
  readonly artefacts: ArtefactStore;
  readonly sha256: (text: string) => string;
  readonly clock: Clock;
  readonly predictResponse: PredictResponse;
}

/** Writes one brief's variants. */
export type WriteVariants = (
  brief: CopyBrief,
  sheet: FactSheet,
  tags: Readonly<Record<string, string>>,
) => Promise<WrittenSet>;

/**
 * Writes, checks, repairs once, removes near-duplicates and ranks. An answer is kept as an artefact before it is
 * judged, so that a crash or a second run never pays for it again; a refusal, a cut-off or malformed answer is none.
 *
 * @throws UnavailableError when the model is down or throttled: nothing was changed.
 */
export function createWriteVariants(ports: WriteVariantsPorts): WriteVariants {
  const { clock } = ports;
  return async (brief, sheet, tags) => {
    const prompt = copyPrompt(brief, ports.voice);
    const cacheKey = ports.sha256(cacheText(prompt, ports.modelId));
    const answer = await answerTo(prompt, { ...ports, tags });
    if ('reason' in answer) return { status: 'failed', reason: answer.reason, cacheKey };
    const judged = (variants: readonly WrittenVariant[], isRepaired: boolean): readonly Draft[] =>
      variants.map((variant) => ({
        ...variant,
        isRepaired,
        findings: checkVariant(variant, brief, sheet, clock.nowMs()),
      }));
    const first = judged(answer.variants.slice(0, brief.count), false);
    const failed = first.filter(({ findings }) => findings.length > 0);
    const repaired = judged(await repairs(failed, brief, { ...ports, tags }), true);
    // Where the repair failed too, people see the first attempt and its verdict.
    const settled = failed.map((draft, index) => {
      const again = repaired[index];
      return again?.findings.length === 0 ? again : draft;
    });
    const drafts = [...first.filter(({ findings }) => findings.length === 0), ...settled];
    const variants = ranked(drafts, brief, ports.predictResponse);
    return { status: 'written', cacheKey, isCached: answer.isCached, model: answer.model, variants };
  };
}

type Draft = Omit<JudgedVariant, 'isDuplicate' | 'judgement'>;

interface Asking extends WriteVariantsPorts {
  readonly tags: Readonly<Record<string, string>>;
}

type Answered =
  | { readonly variants: readonly WrittenVariant[]; readonly model: string; readonly isCached: boolean }
  | { readonly reason: 'refused' | 'truncated' | 'malformed' };

/** From the cache, or by a call whose good answer is kept. */
async function answerTo(prompt: Prompt, asking: Asking): Promise<Answered> {
  assertNoContacts(prompt);
  const key = asking.sha256(cacheText(prompt, asking.modelId));
  const kept = await keptAnswer(key, asking);
  if (kept !== undefined) return { ...kept, isCached: true };
  const answer = await ask(prompt, asking);
  const variants = await keepAnswer(key, answer, asking);
  if (variants !== undefined) return { variants, model: answer.model, isCached: false };
  return { reason: answer.ending === 'complete' ? 'malformed' : answer.ending };
}

const ask = (prompt: Prompt, { languageModel, modelId, tags }: Asking): Promise<LanguageModelAnswer> =>
  languageModel.converse({ ...prompt, model: modelId, tags });

/** New attempts in the order of the failed ones; none where the model's words must not be sent back or it fails again. */
async function repairs(
  failed: readonly Draft[],
  brief: CopyBrief,
  asking: Asking,
): Promise<readonly WrittenVariant[]> {
  // What a model wrote may hold a number that looks like somebody's: it is never sent.
  const rejected = failed.map((draft) => ({
    title: withoutContacts(draft.title),
    preheader: withoutContacts(draft.preheader),
    body: withoutContacts(draft.body),
    findings: draft.findings.map(({ rule, field, text, fix }) => ({
      rule,
      field,
      text: withoutContacts(text),
      fix: withoutContacts(fix),
    })),
  }));
  if (rejected.length === 0) return [];
  const answer = await answerTo(repairPrompt(brief, rejected, asking.voice), {
    ...asking,
    tags: { ...asking.tags, purpose: 'repair' },
  });
  return 'reason' in answer ? [] : answer.variants.slice(0, rejected.length);
}

function withoutContacts(text: string): string {
  return findContacts(text).reduceRight(
    (rest, { from, to }) => `${rest.slice(0, from)}…${rest.slice(to)}`,
    text,
  );
}

function ranked(
  drafts: readonly Draft[],
  brief: CopyBrief,
  predictResponse: WriteVariantsPorts['predictResponse'],
): readonly JudgedVariant[] {
  const passed = drafts.filter(({ findings }) => findings.length === 0);
  const judged = passed
    .map((draft) => ({ draft, judgement: judgeVariant(draft, brief, predictResponse(draft, brief)) }))
    .sort((a, b) => b.judgement.score - a.judgement.score);
  // The better of two that say the same stays.
  const twins = nearDuplicates(judged.map(({ draft }) => `${draft.title}\n${draft.body}`));
  const unique = judged.filter((_, index) => twins[index] === undefined);
  const doubles = judged.filter((_, index) => twins[index] !== undefined);
  return [
    ...unique.map(({ draft, judgement }) => ({ ...draft, isDuplicate: false, judgement })),
    ...doubles.map(({ draft }) => ({ ...draft, isDuplicate: true, judgement: undefined })),
    ...drafts
      .filter(({ findings }) => findings.length > 0)
      .map((draft) => ({ ...draft, isDuplicate: false, judgement: undefined })),
  ];
}
