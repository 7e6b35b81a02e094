import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { batchesOf } from '#core/kernel/batches.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { type BidBlock, type BlockBuilder, createBlockBuilder } from '#core/plan/assign/bid-block.ts';
import { AFTER_THE_DRAW, type SkipReason } from '#core/plan/audience/skip-reasons.ts';
import {
  type Candidate,
  type Consideration,
  considerPerson,
  type LedgerFacts,
} from '#core/plan/consider-person.ts';
import { keptForecast } from '#core/plan/keep-forecast.ts';
import type { SendPermission } from '#core/plan/lanes-of.ts';
import { isConfirmed } from '#core/plan/law/confirm-consent.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import type { PlanSetting } from '#core/plan/plan-setting.ts';
import type { Decision } from '#core/plan/plan-summary.ts';
import { countsAsSent } from '#core/profiles/claim.ts';
import { isGranted, type Ledger } from '#core/profiles/ledger.ts';
import type { PlanInput, PlanPorts } from './plan-input.ts';

/** What the plan remembers of a candidate beside the bids. */
export type CandidateNote = Pick<Candidate, 'arm' | 'evidence' | 'margin' | 'basis' | 'personaId'> &
  Pick<Decision, 'forecast' | 'home'>;

/** People whose ids hash to one partition. */
export interface Roster {
  readonly block: BidBlock;
  /** By row of the block. */
  readonly notes: readonly CandidateNote[];
  readonly skipped: readonly SkipDecision[];
}

/** Somebody who gets nothing. */
type SkipDecision = Extract<Decision, { readonly skip: SkipReason }>;

/** Everybody who was considered. */
export interface Gathered {
  readonly rosters: readonly Roster[];
  readonly letIn: { readonly byFallbackZone: number; readonly byUnknownAge: number };
}

/** People asked for at once: the most that a batch read takes. */
const BATCH = 100;
/** About so many people in a partition. */
const PARTITION_PEOPLE = 20_000;
/** Two products on each channel. */
const LANES_PER_CHANNEL = 2;

/** The partition of a person: by id alone, so that `why` finds it. */
export function partitionOf(personId: string, partitionCount: number): number {
  return hash48(personId) % partitionCount;
}

/** Considers everybody, batch by batch. */
export async function gatherPeople(
  input: PlanInput,
  setting: PlanSetting,
  ports: PlanPorts,
): Promise<Gathered> {
  const count = Math.max(1, Math.ceil(setting.facts.personCount / PARTITION_PEOPLE));
  const rosters = Array.from({ length: count }, () => openRoster(setting, count));
  const letIn = { byFallbackZone: 0, byUnknownAge: 0 };
  const loadLedgers = createLoadLedgers(ports);
  for await (const rows of batchesOf(input.rows(), BATCH)) {
    const ids = rows.map(({ personId }) => personId);
    const [ledgers, predictions, personas] = await Promise.all([
      loadLedgers(ids),
      input.predictionsOf(ids),
      input.personasOf(ids),
    ]);
    for (const row of rows) {
      const id = row.personId;
      const known = { predictions: predictions.get(id), persona: personas.get(id) };
      const person = { row, ...known, weatherIn: input.weatherIn };
      const found = considerPerson(person, ledgerFacts(ledgers.get(id), setting), setting);
      letIn.byFallbackZone += Number(found.letIn.byFallbackZone);
      letIn.byUnknownAge += Number(found.letIn.byUnknownAge);
      const roster = rosters[partitionOf(id, count)]!;
      addTo(roster, found, {
        personId: id,
        forecast: keptForecast(id, known.predictions, setting, row.profile.zone),
        home: setting.homeOf?.(row)?.id,
      });
    }
  }
  return { rosters: rosters.map(({ builder, ...rest }) => ({ ...rest, block: builder.build() })), letIn };
}

/** Puts one person into the roster, with what their decision will remember. */
function addTo(
  { builder, notes, skipped }: OpenRoster,
  found: Consideration,
  {
    personId,
    forecast,
    home,
  }: {
    readonly personId: string;
    readonly forecast: Decision['forecast'];
    readonly home: string | undefined;
  },
): void {
  if ('skip' in found) {
    const { skip } = found;
    skipped.push({
      personId,
      skip,
      ...(forecast !== undefined && isHeldOut(skip) && { forecast }),
      ...(home !== undefined && wouldBeIn(skip) && { home }),
    });
    return;
  }
  const { bids, ...note } = found.candidate;
  builder.add(bids);
  notes.push({ ...note, ...(forecast && { forecast }), ...(home !== undefined && { home }) });
}

/** Would the campaign be for them, were their store not held out? */
const wouldBeIn = (skip: SkipReason): boolean => skip === 'store_holdout' || AFTER_THE_DRAW.has(skip);

const isHeldOut = (skip: SkipReason): boolean => skip === 'campaign_holdout' || skip === 'programme_holdout';

interface OpenRoster {
  readonly builder: BlockBuilder;
  readonly notes: CandidateNote[];
  readonly skipped: SkipDecision[];
}

function openRoster({ campaign, time, facts }: PlanSetting, count: number): OpenRoster {
  const people = Math.ceil(facts.personCount / count);
  const lanes = campaign.channels.length * LANES_PER_CHANNEL;
  return { builder: createBlockBuilder(people, lanes, time.hoursOfWeek.length), notes: [], skipped: [] };
}

/** What the plan needs of a ledger: who may be reached how, as it stands now. */
function ledgerFacts(ledger: Ledger | undefined, setting: PlanSetting): LedgerFacts {
  if (ledger === undefined) return { permissions: [], isUnconfirmed: false, sentAtMs: [] };
  const { campaign, nowMs: atMs } = setting;
  const { quietHours, notices } = lawPacks[campaign.jurisdiction]!;
  const granted = campaign.channels.filter((channel) =>
    isGranted(ledger, { purpose: 'marketing', channel, atMs }),
  );
  const permissions = granted
    .filter((channel) => isConfirmed(ledger, notices, { channel, atMs }))
    .map((channel): SendPermission => {
      const isNightAllowed = isGranted(ledger, { purpose: quietHours.liftedBy, channel, atMs });
      return { channel, isNightAllowed };
    });
  const isUnconfirmed = granted.length > 0 && permissions.length === 0;
  return {
    permissions,
    isUnconfirmed,
    sentAtMs: ledger.claims.filter(countsAsSent).map(({ atMs: sentMs }) => sentMs),
  };
}
