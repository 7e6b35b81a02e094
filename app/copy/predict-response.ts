import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { approvedCopies } from '#app/copy/live-copies.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import type { WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import { type CopyOutcome, responseLevels } from '#core/copy/policy/response-levels.ts';
import { SHARING } from '#core/copy/policy/share-copies.ts';
import { fitTextPrior, type TestedTitle, type TextPriorSettings } from '#core/copy/policy/text-prior.ts';

/** Says before anything was sent how a variant will do: 0-1, .5 where nothing is known. */
export type PredictResponse = (variant: Pick<WrittenVariant, 'title' | 'body'>, brief: CopyBrief) => number;

/** Fewer texts say nothing about words. */
const FEWEST_TEXTS = 20;
const TEXT: TextPriorSettings = { ridge: 20, formRidge: 400, fewestTitles: 3, spread: 0.25, pieceShare: 1 };
/** Makes the logistic curve lie along the normal one. */
const LOGISTIC = 1.702;

/** What people see first: the title, or all of a text message. */
const seenFirst = ({ title, body }: Pick<WrittenVariant, 'title' | 'body'>): string =>
  title === '' ? body : title;

/** Copies are compared where they stood beside each other: one persona, product, channel and language. */
function testedTexts(
  outcomes: readonly CopyOutcome[],
  copies: ReadonlyMap<string, ApprovedCopy>,
): readonly TestedTitle[] {
  return outcomes.flatMap(({ copyId, personaId, shown, answered }) => {
    const copy = copies.get(copyId);
    if (copy === undefined || shown === 0) return [];
    const testId = [personaId, copy.productId, copy.channel, copy.language].join('/');
    return [{ testId, title: seenFirst(copy), shown, answered }];
  });
}

/**
 * Learns from the outcomes of earlier copy: which words do better than their neighbours, and which appeal type in
 * which persona. The prediction is the chance to do better than a usual copy.
 */
export async function learnResponse(documents: DocumentStore, nowMs: number): Promise<PredictResponse> {
  const outcomes = await readCopyOutcomes(documents, nowMs);
  if (outcomes.length === 0) return () => 0.5;
  const copies = new Map<string, ApprovedCopy>();
  for await (const copy of approvedCopies(documents)) copies.set(copy.id, copy);
  const levels = responseLevels(outcomes, SHARING);
  const scoreOf = textScore(testedTexts(outcomes, copies));
  return (variant, { persona, appeal }) => {
    const factor = levels.appealFactor(persona?.id ?? '', appeal.type);
    const logRate = scoreOf(seenFirst(variant)) + Math.log(factor);
    return 1 / (1 + Math.exp((-LOGISTIC * logRate) / SHARING.spread));
  };
}

/** Log rate of a text relative to the usual one; 0 while too few are known. */
function textScore(tested: readonly TestedTitle[]): (text: string) => number {
  if (tested.length < FEWEST_TEXTS) return () => 0;
  const prior = fitTextPrior(tested, TEXT);
  const usual = tested.reduce((sum, { title }) => sum + prior.score(title), 0) / tested.length;
  return (text) => prior.score(text) - usual;
}
