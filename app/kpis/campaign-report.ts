import type { KpiGroup } from '#app/kpis/measure-campaign.ts';
import type { ReceiptTotals } from '#app/ports/receipt-store.ts';
import type { ForecastSums } from '#core/kpis/forecast-kpis.ts';
import type { Sentence } from '#core/kpis/manager-sentences.ts';
import type { PolicyValue } from '#core/outcomes/experiments/policies.ts';
import type { Answer } from '#core/outcomes/questions/question.ts';
import type { DivisionRow } from '#core/outcomes/questions/who-does-what.ts';
import type { RegionalEffect } from '#core/outcomes/regions/regional-effect.ts';

/** What an experiment was asked. */
export const questionIds = [
  'holdout',
  'order_holdout',
  'net_holdout',
  'store_visits',
  'timing',
  'empathy',
  'coupon',
  'product',
  'channel',
  'frequency',
  'regional',
] as const;

/** One thing that an experiment was asked. */
export type QuestionId = (typeof questionIds)[number];

/** Stages beside appeal point and words that either the model or a person may decide. */
export type DecidedStage = Extract<QuestionId, 'timing' | 'product' | 'channel'>;

/** One question with its honest answer. `subject` tells rows of one question apart: a persona. */
export interface AskedQuestion {
  readonly id: QuestionId;
  readonly subject: string;
  readonly answer: Answer;
}

/** A figure with its interval; bounds are null while they are not known. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What came back for what was spent, over the holdout and over as many days before; null while a price is missing. */
export interface Returns {
  readonly spendMinor: number | null;
  readonly isEstimate: boolean;
  readonly incrementalMargin: Estimate | null;
  readonly roi: Estimate | null;
  readonly roas: number | null;
  /** Margin of the same people against the days before: no proof, since seasons change. */
  readonly roiAgainstBefore: number | null;
}

/** What changed since a report was closed. */
export interface Change {
  readonly figure: string;
  readonly closed: number;
  readonly now: number;
}

/** A report as data: the same figures for the terminal, for Markdown, for the page and for machines. */
export interface CampaignReport {
  readonly format: 'kairos-report/1';
  readonly campaignId: string;
  readonly name: string;
  readonly occurrence: string;
  readonly planHash: string;
  /** Until when events are in, and from when on the report is closed. UTC epoch ms. */
  readonly asOfMs: number;
  readonly closesAtMs: number;
  readonly isClosed: boolean;
  readonly currency: string;
  /** IANA zone in which the shop tells times. Absent: UTC. */
  readonly zone?: string | undefined;
  /** Event that the campaign is for. */
  readonly goal: string;
  readonly isSimulated: boolean;
  readonly drawnCount: number;
  readonly measuredCount: number;
  readonly receipts: ReceiptTotals;
  /** Messages opened, and only fetched in advance by a mail service. No figure and no decision rests on them. */
  readonly opens: { readonly opened: number; readonly prefetched: number };
  readonly arms: readonly { readonly name: string; readonly share: number; readonly count: number }[];
  readonly sampleRatio: { readonly pValue: number; readonly isBroken: boolean };
  readonly sentences: readonly Sentence[];
  readonly questions: readonly AskedQuestion[];
  /** Of a plan that held stores or regions out. */
  readonly regional?: RegionalEffect;
  readonly divisions: readonly DivisionRow[];
  /** Everybody together first; of the others those of at least ten people. */
  readonly groups: readonly (KpiGroup & { readonly figures: Readonly<Record<string, number | null>> })[];
  /** Groups of fewer people, left out; absent in reports that were kept before such were. */
  readonly hiddenGroupCount?: number;
  /** Goals that messages add, orders as a rule: as the plan expected, and as measured. */
  readonly added: { readonly expected: Estimate | null; readonly measured: Estimate | null };
  /** Share of accepted messages whose person had reached the goal so many hours later, by Kaplan-Meier. */
  readonly lead: readonly { readonly hours: number; readonly reachedShare: number }[];
  readonly returns: Returns;
  /** What the plan foretold of people, beside what came. */
  readonly forecasts: Readonly<Record<'sent' | 'holdout', ForecastSums>>;
  /** Rules that were not run, for whole arms and for copies within an arm. */
  readonly policies: readonly (PolicyValue & { readonly subject: 'arm' | 'copy' })[];
  readonly unknowns: readonly Sentence[];
  /** What people call the personas, as of then; absent from reports of before it was kept. */
  readonly personaNames?: Readonly<Record<string, Sentence>>;
}
