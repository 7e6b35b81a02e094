import type { AppealDesk } from '#app/copy/appeal-desk.ts';
import type { LanguageModel } from '#app/ports/language-model.ts';
import type { AppealPoint } from '#core/copy/appeal/appeal-point.ts';
import { type AppealEvidence, appealPrompt, parseAppeals } from '#core/copy/appeal/appeal-prompt.ts';
import { checkCopy } from '#core/copy/check/check-copy.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';
import { findContacts } from '#core/copy/check/find-contacts.ts';
import { DomainError } from '#core/kernel/errors.ts';

/** What became of asking a model for appeal points. */
export type Proposals =
  | { readonly status: 'proposed'; readonly appeals: readonly AppealPoint[]; readonly refusedCount: number }
  | { readonly status: 'failed'; readonly reason: 'refused' | 'truncated' | 'malformed' };

/** Asks the model for appeal points; what states a fact that the sheet doesn't have never reaches the desk. */
export function createProposeAppeals(ports: {
  readonly languageModel: LanguageModel;
  readonly modelId: string;
  readonly desk: AppealDesk;
  readonly clock: { nowMs(): number };
}) {
  return async (evidence: AppealEvidence, sheet: FactSheet, count: number): Promise<Proposals> => {
    const prompt = appealPrompt(evidence, count);
    if (prompt.messages.some(({ text }) => findContacts(text).length > 0))
      throw new DomainError('the evidence holds personal data: nothing was asked');
    const tags = { stage: 'copy', purpose: 'appeal', persona: evidence.persona?.id ?? 'all' };
    const answer = await ports.languageModel.converse({ ...prompt, model: ports.modelId, tags });
    if (answer.ending !== 'complete') return { status: 'failed', reason: answer.ending };
    const parsed = parseAppeals(answer.text);
    if (parsed === undefined) return { status: 'failed', reason: 'malformed' };
    const { language, product, persona } = evidence;
    const asCopy = (text: string) =>
      ({ channel: 'push', language, title: '', body: text, isRendered: false }) as const;
    const sound = parsed
      .slice(0, count)
      .filter(({ text }) => checkCopy(asCopy(text), sheet, ports.clock.nowMs()).length === 0);
    const appeals: AppealPoint[] = [];
    for (const { type, text } of sound) {
      const both = language === 'ko' ? { ko: text, en: '' } : { ko: '', en: text };
      const draft = { productId: product.id, personaId: persona?.id, type, text: both };
      appeals.push(await ports.desk.propose(draft, answer.model));
    }
    return { status: 'proposed', appeals, refusedCount: parsed.length - appeals.length };
  };
}
