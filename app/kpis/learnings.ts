import type { AskedQuestion, CampaignReport } from '#app/kpis/campaign-report.ts';

/** One test that was ever read, with its honest verdict. */
export interface Learning extends AskedQuestion {
  readonly campaignId: string;
  readonly name: string;
  readonly occurrence: string;
  readonly asOfMs: number;
  readonly isClosed: boolean;
  readonly isSimulated: boolean;
}

/** The tests of a report. */
export function learningsOf(report: CampaignReport): readonly Learning[] {
  const { campaignId, name, occurrence, asOfMs, isClosed, isSimulated } = report;
  return report.questions.map((question) => ({
    ...question,
    campaignId,
    name,
    occurrence,
    asOfMs,
    isClosed,
    isSimulated,
  }));
}

/** Does every word occur in what people read of the test? Upper and lower case are one. */
export function mentions(learning: Learning, text: string, words: readonly string[]): boolean {
  const { campaignId, name, occurrence, id, subject, answer } = learning;
  const verdict = answer.kind === 'compared' ? answer.comparison.verdict : answer.reason;
  const all = [campaignId, name, occurrence, id, subject, answer.first, answer.second, verdict, text]
    .join(' ')
    .toLowerCase();
  return words.every((word) => all.includes(word.toLowerCase()));
}
