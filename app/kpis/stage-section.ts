import type { AskedQuestion, CampaignReport, DecidedStage } from '#app/kpis/campaign-report.ts';
import { groupName, sizesAndDifference, verdictOf } from '#app/kpis/question-sections.ts';
import type { ReportWords } from '#app/kpis/report-words.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';

/** What the model decides by itself, and where people decided instead; undefined: whatever they prescribe. */
const SIDES: Readonly<Record<DecidedStage, { readonly model: string; readonly person?: string }>> = {
  timing: { model: 'own_time', person: 'one_time' },
  product: { model: 'any_product' },
  channel: { model: 'any_channel' },
};
const STAGES = Object.keys(SIDES) as readonly DecidedStage[];

/** Who does what, one stage at a time: the model's choice of hour, product and channel against a person's. */
export function stageSection(
  { questions }: Pick<CampaignReport, 'questions'>,
  words: ReportWords,
): ReportSection {
  const rows = STAGES.flatMap((stage) => {
    const { model, person } = SIDES[stage];
    return questions
      .filter(({ id, answer }) => id === stage && answer.first === model)
      .filter(({ answer }) => person === undefined || answer.second === person)
      .map((question) => rowOf(words.stages[stage], question, words));
  });
  return {
    heading: words.stageHeading,
    isGood: null,
    sentences: rows.length === 0 ? [words.notAsked] : [],
    table: rows.length === 0 ? null : { header: words.stageHeader, rows },
    detail: null,
    charts: [],
  };
}

function rowOf(stage: string, { answer }: AskedQuestion, words: ReportWords): readonly string[] {
  const names = [stage, groupName(answer.first, words), groupName(answer.second, words)];
  if (answer.kind === 'no_answer') return [...names, '–', '–', verdictOf(answer, words)];
  return [...names, ...sizesAndDifference(answer), verdictOf(answer, words)];
}
