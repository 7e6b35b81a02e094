import type { AskedQuestion, CampaignReport } from '#app/kpis/campaign-report.ts';
import type { Sentence } from '#core/kpis/manager-sentences.ts';
import { regionalAnswer } from '#core/outcomes/regions/regional-answer.ts';

/** One test that was ever read, with its honest verdict. */
export interface Learning extends AskedQuestion {
  readonly campaignId: string;
  readonly name: string;
  readonly occurrence: string;
  readonly asOfMs: number;
  readonly isClosed: boolean;
  readonly isSimulated: boolean;
  /** What people call the persona that it is about; absent where it is about everybody. */
  readonly personaName?: Sentence;
}

/** The tests of a report. */
export function learningsOf(report: CampaignReport): readonly Learning[] {
  const { campaignId, name, occurrence, asOfMs, isClosed, isSimulated, personaNames = {} } = report;
  return [...report.questions, ...regionalQuestion(report)].map((question) => ({
    ...question,
    ...(personaNames[question.subject] && { personaName: personaNames[question.subject]! }),
    campaignId,
    name,
    occurrence,
    asOfMs,
    isClosed,
    isSimulated,
  }));
}

/** The regional effect as one more test. */
function regionalQuestion({ regional }: CampaignReport): readonly AskedQuestion[] {
  return regional === undefined ? [] : [{ id: 'regional', subject: '', answer: regionalAnswer(regional) }];
}

/** Does every word occur in what people read of the test? Upper and lower case are one. */
export function mentions(learning: Learning, text: string, words: readonly string[]): boolean {
  const { campaignId, name, occurrence, id, subject, answer, personaName } = learning;
  const verdict = answer.kind === 'compared' ? answer.comparison.verdict : answer.reason;
  const names = [personaName?.en ?? '', personaName?.ko ?? ''];
  const all = [
    campaignId,
    name,
    occurrence,
    id,
    subject,
    ...names,
    answer.first,
    answer.second,
    verdict,
    text,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => all.includes(word.toLowerCase()));
}
