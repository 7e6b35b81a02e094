import { approvedCopies } from '#app/copy/live-copies.ts';
import { effortsOf } from '#app/kpis/efforts-of.ts';
import { type KeptReport, keepReport, keptReports } from '#app/kpis/keep-report.ts';
import { type Learning, learningsOf } from '#app/kpis/learnings.ts';
import { makeReport, type ReportSetting } from '#app/kpis/make-report.ts';
import { type GroupOfCustomer, measureBias, type PlanBias } from '#app/kpis/measure-bias.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { type Credits, measureCredits } from '#app/kpis/measure-credits.ts';
import { measureProgramme, type ProgrammeMeasure } from '#app/kpis/measure-programme.ts';
import { measureRegions } from '#app/kpis/measure-regions.ts';
import { measureSeries, type SeriesReport, sameArms } from '#app/kpis/measure-series.ts';
import { readJourneys, readStores, type StoresAndEvents } from '#app/kpis/read-stores.ts';
import type { RegionalReading } from '#app/kpis/regional-section.ts';
import { readTrainings, type TrainingRecord } from '#app/models/training-history.ts';
import type { OutcomePorts, OutcomeSetting } from '#app/outcomes/measured-people.ts';
import { loadRecords } from '#app/personas/persona-documents.ts';
import { allPlans, openPlan, type PlanRecord } from '#app/plan/plan-records.ts';
import { type ReadyCampaign, retargetingCampaigns } from '#app/plan/retargeting.ts';
import type { Clock } from '#app/ports/clock.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { LakeReader } from '#app/ports/lake.ts';
import type { AppealPoint } from '#core/copy/appeal/appeal-point.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { Sentence } from '#core/kpis/manager-sentences.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What a desk is made of. */
export interface ReportDeskPorts extends OutcomePorts {
  readonly clock: Clock;
  readonly brandZone: string;
  /** Everything that was accepted: only there are counts of people whom nobody knows. */
  readonly lake: LakeReader;
  /** Everybody as they are now. */
  readonly rows: () => AsyncIterable<PersonRow>;
  /** Cost of one piece by product, minor units of the shop's currency; undefined where the shop has not said. */
  readonly costsOf: (currency: string) => Promise<(productId: string) => number | undefined>;
  /** All that a campaign cost, in the currency; undefined while a price or a rate is missing. */
  readonly spendOf: (campaignId: string, currency: string) => Promise<ReportSetting['spend']>;
}

/** The programme with each campaign's newest report. */
export interface ProgrammeReport {
  readonly measure: ProgrammeMeasure | undefined;
  readonly reports: readonly KeptReport[];
  /** Who would claim the orders; undefined where nothing was started. */
  readonly credits: Credits | undefined;
  /** Newest first. */
  readonly trainings: readonly TrainingRecord[];
}

/** Whether the shop's customers are made up. */
export interface MadeUp {
  readonly isSimulated: boolean;
}

/** What the verbs about reports call. */
export interface ReportDesk {
  /** Measures every started plan of the campaign, newest first. @throws InputError if none was ever started. */
  campaign(campaignId: string): Promise<readonly KeptReport[]>;
  /** All occurrences of a campaign read together; undefined where fewer than two were started. @throws InputError if none was. */
  series(campaignId: string): Promise<SeriesReport | undefined>;
  /** Campaign files for those whom the newest plan of a campaign moved half-way. @throws InputError if none was ever started. */
  retargeting(campaignId: string, language: 'en' | 'ko'): Promise<readonly ReadyCampaign[]>;
  /**
   * How every started plan of the campaign treated groups that an operator names, newest first. Nothing is kept.
   * @throws InputError if none was ever started.
   */
  bias(campaignId: string, groupOf: GroupOfCustomer): Promise<readonly PlanBias[]>;
  /** Every campaign, and all of them against the programme's holdout. */
  programme(): Promise<ProgrammeReport>;
  /** Every test that was ever read. */
  learnings(): Promise<readonly Learning[]>;
  /** Visits, dwell, zones and events, and the regional effect of every started plan that held stores out. */
  stores(): Promise<StoresAndEvents & { readonly regions: readonly RegionalReading[] } & MadeUp>;
  /** Paths from online to store to till, by stage. */
  journeys(): Promise<Awaited<ReturnType<typeof readJourneys>> & MadeUp>;
}

/** Trainings whose error is shown: a month of nights. */
const MOST_TRAININGS = 31;

/** VAT within prices by jurisdiction; 0 where it is not known: margins are then too high by it. */
const VAT_RATES: Readonly<Record<string, number>> = { KR: 0.1 };

/** A desk over these ports. */
export function createReportDesk(ports: ReportDeskPorts): ReportDesk {
  const started = async () => (await allPlans(ports)).filter(({ appliedAtMs }) => appliedAtMs !== undefined);
  const plansOf = async (campaignId: string): Promise<readonly PlanRecord[]> => {
    const plans = (await started()).filter((plan) => plan.campaignId === campaignId);
    if (plans.length > 0) return plans;
    throw new InputError(`no plan of ${campaignId} was ever started`, {
      details: { ko: `${campaignId} 캠페인의 시작된 계획이 없습니다` },
    });
  };
  return {
    async campaign(campaignId) {
      const reports: KeptReport[] = [];
      for (const { hash } of await plansOf(campaignId)) reports.push(await readPlan(ports, hash));
      return reports;
    },
    async series(campaignId) {
      const plans = [];
      for (const { hash } of await plansOf(campaignId))
        plans.push({ hash, summary: (await openPlan(ports, hash)).summary });
      const occurrences = sameArms(plans);
      const newest = occurrences.at(-1)!.summary;
      if (occurrences.length < 2 || newest.campaign.type === 'triggered') return undefined;
      const outcomes = await outcomeSetting(ports, newest);
      const setting = { ...outcomes, brandZone: ports.brandZone, asOfMs: ports.clock.nowMs() };
      const isSimulated = await isSimulatedPlan(ports, await copiesOf(ports, newest));
      const personaNames = await namesOf(ports);
      return { ...(await measureSeries(ports, setting, occurrences)), isSimulated, personaNames };
    },
    async retargeting(campaignId, language) {
      const [newest] = await plansOf(campaignId);
      const { summary } = await openPlan(ports, newest!.hash);
      return retargetingCampaigns(summary.campaign, { nowMs: ports.clock.nowMs(), language });
    },
    async bias(campaignId, groupOf) {
      const found: PlanBias[] = [];
      for (const { hash } of await plansOf(campaignId)) {
        const { summary } = await openPlan(ports, hash);
        found.push(
          await measureBias(ports, await outcomeSetting(ports, summary), { summary, hash }, groupOf),
        );
      }
      return found;
    },
    async programme() {
      const plans = await started();
      const summaries: PlanSummary[] = [];
      const reports: KeptReport[] = [];
      for (const { hash } of plans) {
        summaries.push((await openPlan(ports, hash)).summary);
        reports.push(await readPlan(ports, hash));
      }
      return {
        measure: await measureProgramme(summaries, ports.rows(), ports.clock.nowMs()),
        reports,
        credits: await measureCredits(ports.receipts, summaries, ports.rows, ports.clock.nowMs()),
        trainings: await readTrainings(ports.documents, MOST_TRAININGS),
      };
    },
    async learnings() {
      const learnings: Learning[] = [];
      for await (const report of keptReports(ports)) learnings.push(...learningsOf(report));
      return learnings.sort((a, b) => b.asOfMs - a.asOfMs);
    },
    async stores() {
      const setting = { zone: ports.brandZone, nowMs: ports.clock.nowMs() };
      const regions: RegionalReading[] = [];
      for (const { hash } of await started()) regions.push(...(await regionsOf(ports, hash)));
      const isSimulated = await isMadeUp(ports);
      return { isSimulated, ...(await readStores(ports, setting)), regions };
    },
    async journeys() {
      const found = await readJourneys(ports.rows(), ports.predictions, ports.clock.nowMs());
      return { isSimulated: await isMadeUp(ports), ...found };
    },
  };
}

async function outcomeSetting(
  { rows, costsOf }: ReportDeskPorts,
  { campaign, currency }: PlanSummary,
): Promise<OutcomeSetting> {
  return { rows, vatRate: VAT_RATES[campaign.jurisdiction] ?? 0, costOf: await costsOf(currency) };
}

/** The regional effect of a plan, if it held stores out. */
async function regionsOf(ports: ReportDeskPorts, hash: string): Promise<readonly RegionalReading[]> {
  const { summary } = await openPlan(ports, hash);
  const { campaign, occurrence, currency, zone } = summary;
  const setting = { ...(await outcomeSetting(ports, summary)), asOfMs: ports.clock.nowMs() };
  const effect = await measureRegions(ports, setting, summary);
  if (effect === undefined) return [];
  return [{ campaignName: campaign.name, occurrence, goal: campaign.goal.event, currency, zone, effect }];
}

async function readPlan(ports: ReportDeskPorts, hash: string): Promise<KeptReport> {
  const { summary } = await openPlan(ports, hash);
  const { campaign, currency } = summary;
  const asOfMs = ports.clock.nowMs();
  const setting = { ...(await outcomeSetting(ports, summary)), brandZone: ports.brandZone, asOfMs };
  const measure = await measureCampaign(ports, setting, { summary, hash });
  const copies = await copiesOf(ports, summary);
  const appeals: AppealPoint[] = [];
  for await (const appeal of documentsOf<AppealPoint>(ports.documents, 'appeal').list()) appeals.push(appeal);
  const report = makeReport(
    measure,
    { summary, hash },
    {
      asOfMs,
      isSimulated: await isSimulatedPlan(ports, copies),
      spend: await ports.spendOf(campaign.id, currency),
      efforts: effortsOf(campaign, copies, appeals),
      regional: await measureRegions(ports, setting, summary),
      personaNames: await namesOf(ports),
    },
  );
  return keepReport(ports, report);
}

/** What people call the personas. */
async function namesOf({ documents }: ReportDeskPorts): Promise<Readonly<Record<string, Sentence>>> {
  const names: Record<string, Sentence> = {};
  for (const [id, { value }] of await loadRecords(documents))
    if (value.name !== undefined) names[id] = value.name;
  return names;
}

/** By who wrote its copies, or whose customers they are. */
async function isSimulatedPlan(ports: ReportDeskPorts, copies: readonly ApprovedCopy[]): Promise<boolean> {
  return copies.some(({ isSimulated }) => isSimulated) || (await isMadeUp(ports));
}

/** Whoever plays people instead of meeting them says so by this document. */
async function isMadeUp({ documents }: ReportDeskPorts): Promise<boolean> {
  return (await documents.load('pointer', 'simulated')).value !== undefined;
}

async function copiesOf(
  { documents }: ReportDeskPorts,
  { campaign, copies, madeAtMs }: PlanSummary,
): Promise<ApprovedCopy[]> {
  const ids = new Set(copies.map(({ id }) => id));
  // A trigger chooses among whatever could be read when its plan was signed.
  const isOwn = ({ id, approvedAtMs }: ApprovedCopy): boolean =>
    campaign.type === 'triggered' ? approvedAtMs <= madeAtMs : ids.has(id);
  const own: ApprovedCopy[] = [];
  for await (const copy of approvedCopies(documents)) if (isOwn(copy)) own.push(copy);
  return own;
}
