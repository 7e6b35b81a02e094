import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { CostDesk } from '#app/cost/cost-desk.ts';
import type { GivenNotice, PersonNotice } from '#app/delivery/consent-notices.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import type { ReportDesk } from '#app/kpis/report-desk.ts';
import type { ModelStatus } from '#app/models/live-models.ts';
import type { ReviewPersonas } from '#app/personas/review-personas.ts';
import type { Quarantine } from '#app/ports/quarantine.ts';
import type { StreamProgress } from '#app/ports/stream-progress.ts';
import type { Workflows } from '#app/ports/workflows.ts';
import type { EraseRequest, Erasure } from '#app/profiles/erase-person.ts';
import type { RotateKeys } from '#app/profiles/rotate-keys.ts';
import type { Expectation, RejectionReason } from '#core/events/rejection.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { PatchOperation } from '#core/kernel/json-patch.ts';
import type { Connection } from './connection.ts';
import type { GuardrailState } from './doctor/check-guardrail.ts';
import type { PlanDesk } from './plan/plan-desk.ts';
import type { Said } from './said.ts';

/** A local cloud that is up. */
export interface RunningCloud {
  readonly url: string;
  readonly dataFolder: string;
  endpoints(): {
    readonly apis: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
  };
  /** What the function of that logical id has counted, by metric. */
  metrics(functionId: 'IngestEvents' | 'StartTriggers'): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Synthesises the templates and brings up what they say. */
export type StartLocalCloud = (options: {
  readonly data: string | undefined;
  readonly port: number | undefined;
}) => Promise<RunningCloud>;

/** What became of one message on its way in. */
export interface Arrival {
  readonly atMs: number;
  readonly status: 'accepted' | 'dropped' | 'quarantined';
  readonly customerKey: string;
  readonly name: string;
  readonly messageId: string;
  /** Why it was quarantined. */
  readonly reason?: RejectionReason;
  readonly path?: string;
  readonly detail?: string;
  readonly expected?: Expectation;
  /** What was taken out, because its consent is missing: `location`, `third_party`. */
  readonly withoutConsent?: string;
}

/** What became of a request to merge. */
export type Merged =
  | { readonly status: 'merged' | 'already_merged'; readonly personId: string }
  | { readonly status: 'refused'; readonly reason: string };

/** What became of a request to unmerge. */
export type Unmerged =
  | { readonly status: 'unmerged'; readonly customerKeys: readonly string[] }
  | { readonly status: 'not_merged' };

/** What is to be replayed, and how it is mended first. */
export interface ReplayAsked {
  readonly reason: RejectionReason | undefined;
  /** Whole records that the stream gave up, instead of the quarantine. */
  readonly isFailures: boolean;
  /** Only these; all if there are none. */
  readonly ids: readonly string[];
  readonly mend: readonly PatchOperation[] | undefined;
}

/** What the replay of the quarantine did. */
export interface Replayed {
  readonly replayedCount: number;
  /** Replayed before: left alone. */
  readonly skippedCount: number;
  /** Would be refused again, by reason: their cause is not mended. */
  readonly refused: Readonly<Record<string, number>>;
}

/** What people must be told about their own consent. Instants are UTC epoch ms. */
export interface NoticeDesk {
  nowMs(): number;
  /** Notes, before it leaves as a file, that a person stands in a list, and why the list is made. */
  noteListed(personId: string, reason: string): Promise<void>;
  due(
    jurisdiction: string,
    asked: { readonly nowMs: number; readonly untilMs: number },
  ): AsyncIterable<PersonNotice>;
  /** @returns how many ledgers changed. */
  record(
    given: readonly GivenNotice[],
    told: { readonly atMs: number; readonly evidence: string },
  ): Promise<number>;
}

/** One thing that the data quality rules found. */
export interface QualityFinding {
  readonly rule: string;
  readonly source: string;
  readonly severity: 'info' | 'warning' | 'alarm';
  readonly count: number;
  readonly sentence: Said;
}

/** What a rebuild from the lake did. */
export interface Rebuilt {
  readonly profileCount: number;
  readonly eventCount: number;
  /** Profiles that differed from what the lake says. */
  readonly changedCount: number;
  /** Active just now, and so left alone. */
  readonly busyCount: number;
}

/** What the verbs call; each is opened for a connection when a verb needs it. A verb whose service is not there does not exist. */
export interface Services {
  readonly startLocalCloud: StartLocalCloud;
  readonly importPorts: (connection: Connection) => Promise<ImportPorts>;
  /** Undefined where nobody can say how far the fold is. */
  readonly streamProgress: (connection: Connection) => StreamProgress | undefined;
  readonly tailEvents: (
    connection: Connection,
    options: { readonly customerKey: string | undefined; readonly signal: AbortSignal },
  ) => AsyncIterable<Arrival>;
  /** Notes who looked, and why if it is said. */
  readonly viewProfile: (
    connection: Connection,
    customer: string,
    reason: string,
  ) => Promise<JsonObject | undefined>;
  /** Notes who asked and why before anything is read. */
  readonly exportPerson: (
    connection: Connection,
    customer: string,
    reason: string,
  ) => Promise<JsonObject | undefined>;
  readonly mergePersons: (connection: Connection, customers: readonly [string, string]) => Promise<Merged>;
  readonly unmergePersons: (
    connection: Connection,
    customers: readonly [string, string],
  ) => Promise<Unmerged>;
  readonly quarantine: (connection: Connection) => Promise<Quarantine>;
  readonly replayQuarantine: (connection: Connection, request: ReplayAsked) => Promise<Replayed>;
  /** Where appeal points and copy are made and decided on. */
  readonly copyOffice: (connection: Connection) => Promise<CopyOffice>;
  /** Stores a brand, fact sheets or offers; the ids of what was stored. */
  readonly importSettings: (
    connection: Connection,
    kind: 'brand' | 'facts' | 'offers',
    text: string,
  ) => Promise<readonly string[]>;
  readonly modelStatus: (connection: Connection) => Promise<ModelStatus>;
  /** The brand's guardrail beside what the service has; undefined without one, without a brand, and on the local cloud, which has none. */
  readonly guardrail: (connection: Connection) => Promise<GuardrailState | undefined>;
  readonly checkQuality: (connection: Connection) => Promise<readonly QualityFinding[]>;
  readonly reviewPersonas: (connection: Connection) => Promise<ReviewPersonas>;
  readonly workflows: (connection: Connection) => Promise<Workflows>;
  readonly rebuildProfiles: (
    connection: Connection,
    options: { readonly isDryRun: boolean },
  ) => Promise<Rebuilt>;
  readonly costDesk: (connection: Connection) => Promise<CostDesk>;
  readonly erasePerson: (connection: Connection, request: EraseRequest) => Promise<Erasure>;
  readonly rotateKeys: (connection: Connection) => Promise<RotateKeys>;
  readonly reportDesk: (connection: Connection) => Promise<ReportDesk>;
  readonly noticeDesk: (connection: Connection) => Promise<NoticeDesk>;
  readonly planDesk: (connection: Connection) => Promise<PlanDesk>;
}
