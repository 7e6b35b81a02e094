import { REPORT_WORDS, type ReportWords } from '#app/kpis/report-words.ts';
import { filled } from '#app/models/backtest/words.ts';
import { goalName } from '#core/plan/goal.ts';

/** The reports' texts with a campaign's goal in its place. */
export function wordsFor(goal: string, language: 'en' | 'ko'): ReportWords {
  const words = REPORT_WORDS[language];
  const name = goalName(goal)[language];
  const named = (text: string): string => filled(text, { goal: name });
  return {
    ...words,
    questions: { ...words.questions, holdout: named(words.questions.holdout) },
    questionHeader: words.questionHeader.map(named),
    per100: named(words.per100),
    divisionHeader: words.divisionHeader.map(named),
    stageHeader: words.stageHeader.map(named),
    added: named(words.added),
    addedHeader: words.addedHeader.map(named),
    lead: named(words.lead),
    leadSays: named(words.leadSays),
  };
}
