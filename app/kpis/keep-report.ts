import type { CampaignReport, Change } from '#app/kpis/campaign-report.ts';
import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** Stores of reports. */
export interface ReportStores {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
}

/** Which report of a plan is the newest, and which was the closing one. */
interface ReportRecord {
  readonly hash: string;
  readonly asOfMs: number;
  readonly closedHash?: string;
}

const COLLECTION = 'report';

/** The closing report where there is one, and what changed since; else the report as it is now. */
export interface KeptReport {
  readonly report: CampaignReport;
  readonly changes: readonly Change[];
}

/**
 * Keeps a report as an artefact under its plan. The first one made after closing time stays what people are shown: what
 * comes later is told beside it.
 * @throws ConflictError if somebody kept another at the same moment: keep again.
 */
export async function keepReport(stores: ReportStores, now: CampaignReport): Promise<KeptReport> {
  const hash = await stores.artefacts.put('report', new TextEncoder().encode(JSON.stringify(now)));
  const { value, version } = await stores.documents.load(COLLECTION, now.planHash);
  const known = value as unknown as ReportRecord | undefined;
  const closedHash = known?.closedHash ?? (now.isClosed ? hash : undefined);
  const record: ReportRecord = { hash, asOfMs: now.asOfMs, ...(closedHash && { closedHash }) };
  if (known?.hash !== hash)
    await stores.documents.save(COLLECTION, now.planHash, version, record as unknown as JsonObject);
  if (closedHash === undefined || closedHash === hash) return { report: now, changes: [] };
  const closed = await openReport(stores, closedHash);
  return closed === undefined
    ? { report: now, changes: [] }
    : { report: closed, changes: changesOf(closed, now) };
}

/** Every plan's report: the closing one where there is one, else the newest. */
export async function* keptReports(stores: ReportStores): AsyncGenerator<CampaignReport> {
  for await (const { value } of stores.documents.list(COLLECTION)) {
    const { hash, closedHash } = value as unknown as ReportRecord;
    const report = await openReport(stores, closedHash ?? hash);
    if (report !== undefined) yield report;
  }
}

async function openReport({ artefacts }: ReportStores, hash: string): Promise<CampaignReport | undefined> {
  const bytes = await artefacts.get('report', hash);
  if (bytes === undefined) return undefined;
  const kept = JSON.parse(new TextDecoder().decode(bytes), withInfinity) as CampaignReport;
  return { ...ADDED_SINCE, ...kept };
}

/** What reports of old do not say. */
const ADDED_SINCE = {
  opens: { opened: 0, prefetched: 0 },
  policies: [],
} as const satisfies Partial<CampaignReport>;

/** JSON knows no infinity: an interval that is not known yet is stored with nulls. */
function withInfinity(key: string, value: unknown): unknown {
  if (key !== 'interval' || !Array.isArray(value)) return value;
  const [low, high] = value as (number | null)[];
  return [low ?? -Infinity, high ?? Infinity];
}

/** Totals of which people would want to know that they moved. */
function changesOf(closed: CampaignReport, now: CampaignReport): readonly Change[] {
  const totals = (report: CampaignReport): Readonly<Record<string, number>> => {
    const all = report.groups.find(({ dimension }) => dimension === 'campaign')?.sums;
    return { measuredCount: report.measuredCount, ...report.receipts, ...all };
  };
  const [before, after] = [totals(closed), totals(now)];
  return Object.keys(after).flatMap((figure) => {
    const [was, is] = [before[figure] ?? 0, after[figure] ?? 0];
    return was === is ? [] : [{ figure, closed: was, now: is }];
  });
}
