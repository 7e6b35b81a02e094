import { DAY_MS, localDay } from '#core/kernel/time.ts';
import { isReachable } from '#core/profiles/reach.ts';
import { CURVE_TOP } from './assign/best-bid.ts';
import type { PersonBids } from './assign/bid-block.ts';
import type { ZoneGrid } from './assign/market.ts';
import { type Considered, judgeRule } from './audience/judge-audience.ts';
import type { SkipReason } from './audience/skip-reasons.ts';
import type { ContentArm, FrequencyCap } from './campaign.ts';
import { type Draw, drawArm, drawCell, saltedShare } from './draw-arm.ts';
import { lanesOf, type NamedLane, type SendPermission } from './lanes-of.ts';
import type { PlanSetting } from './plan-setting.ts';
import { answerCurve, type Evidence } from './value/answer-curve.ts';
import { expectedValue } from './value/expected-value.ts';
import { nothingMeasured, type UpliftBasis } from './value/measured-uplift.ts';

/** A person whom the assignment may give a message, and what the plan must remember of them. */
export interface Candidate {
  readonly bids: PersonBids;
  readonly arm: Extract<Draw, { kind: 'arm' }>;
  readonly evidence: Evidence;
  readonly margin: number;
  readonly basis: UpliftBasis;
  readonly personaId: string | undefined;
}

/** What the ledger says of one person. */
export interface LedgerFacts {
  readonly permissions: readonly SendPermission[];
  /** Consented, but so long ago that it must be confirmed to them first. */
  readonly isUnconfirmed: boolean;
  /** Messages of any campaign, UTC epoch ms. */
  readonly sentAtMs: readonly number[];
}

/** Whom an operator's policy let in. */
export interface LetIn {
  readonly byFallbackZone: boolean;
  readonly byUnknownAge: boolean;
}

/** What became of one person before anything was scarce. */
export type Consideration = { readonly letIn: LetIn } & (
  | { readonly skip: SkipReason }
  | { readonly candidate: Candidate }
);

/** Asks everything about one person that does not depend on others; the first reason against is the one that is told. */
export function considerPerson(person: Considered, ledger: LedgerFacts, setting: PlanSetting): Consideration {
  const { campaign } = setting;
  const zone = person.row.profile.zone ?? campaign.policies.fallbackZone?.zone;
  const letIn = {
    byFallbackZone: person.row.profile.zone === undefined && zone !== undefined,
    // No source tells an age yet: everybody's is unknown.
    byUnknownAge: campaign.policies.unknownAge !== undefined,
  };
  const refused = refusalOf(person, ledger, setting);
  if (refused !== undefined) return { skip: refused, letIn };
  const grid = zone === undefined ? undefined : setting.time.gridOf.get(zone);
  if (grid === undefined) return { skip: 'unknown_zone', letIn };
  const open = openCells(person, ledger, setting, setting.time.grids[grid]!);
  if (typeof open === 'string') return { skip: open, letIn };
  // Whoever could not be written to in any arm is in none: they would only blur the comparison.
  const arm = drawFor(person, setting);
  if (typeof arm === 'string') return { skip: arm, letIn };
  const found = bidsOf(person, ledger, setting, { arm, grid, open });
  return typeof found === 'string' ? { skip: found, letIn } : { candidate: found, letIn };
}

/** The arm of a person, or what they are held out by: their store with everybody else's, then they themselves. */
function drawFor({ row }: Considered, { campaign, homeOf }: PlanSetting): Candidate['arm'] | SkipReason {
  if (homeOf?.(row)?.isHeldOut === true) return 'store_holdout';
  const draw = drawArm(campaign, row.personId);
  return draw.kind === 'arm' ? draw : draw.by;
}

/** Why nobody may write to this person, wherever they live. */
function refusalOf(person: Considered, ledger: LedgerFacts, setting: PlanSetting): SkipReason | undefined {
  const { campaign } = setting;
  const audience = audienceReason(person, setting);
  if (audience !== undefined) return audience;
  if (campaign.policies.unknownAge === undefined) return 'unknown_age';
  const allowed = ledger.permissions.filter(({ channel }) => campaign.channels.includes(channel));
  if (allowed.length === 0) return ledger.isUnconfirmed ? 'consent_unconfirmed' : 'no_consent';
  const { reach } = person.row.profile;
  return allowed.some(({ channel }) => isReachable(reach, channel)) ? undefined : 'no_address';
}

/** Why the campaign does not mean this person; undefined if it does. */
export function audienceReason(
  person: Considered,
  { campaign, nowMs }: Pick<PlanSetting, 'campaign' | 'nowMs'>,
): SkipReason | undefined {
  if (person.row.profile.isSuspectedBot) return 'suspected_bot';
  for (const rule of campaign.audience) {
    const reason = judgeRule(rule, person, nowMs);
    if (reason !== undefined) return reason;
  }
  const isExcluded = campaign.exclusions.some(({ rule }) => judgeRule(rule, person, nowMs) === undefined);
  return isExcluded ? 'excluded' : undefined;
}

function bidsOf(
  person: Considered,
  ledger: LedgerFacts,
  setting: PlanSetting,
  {
    arm,
    grid,
    open,
  }: { readonly arm: Candidate['arm']; readonly grid: number; readonly open: readonly number[] },
): Candidate | SkipReason {
  const { personId, profile } = person.row;
  const zoneGrid = setting.time.grids[grid]!;
  const uplift = isWatched(setting.campaign, personId) ? nothingMeasured : setting.uplift;
  const { addedGoals, margin, basis } = expectedValue(person, setting.campaign, { ...setting, uplift });
  const curve = answerCurve(person.predictions, profile.buyHours, setting);
  const top = Math.max(...setting.time.hoursOfWeek.map((hour) => curve.hours[hour] ?? 0));
  const reachable = ledger.permissions.filter(({ channel }) => isReachable(profile.reach, channel));
  const lanes = lanesOf(person, reachable, setting, arm.content);
  if (typeof lanes === 'string') return lanes;
  const own = cellsOfArm(open, ledger, arm.content, zoneGrid);
  if (own.length === 0) return 'arm_cap';
  const cells = cellsOf(person, setting, { lanes, zoneGrid, arm, open: own });
  if (typeof cells === 'string') return cells;
  return {
    bids: {
      personId,
      grid,
      ...cells,
      curve: Uint8Array.from(setting.time.hoursOfWeek, (hour) =>
        top > 0 ? Math.round(((curve.hours[hour] ?? 0) / top) * CURVE_TOP) : CURVE_TOP,
      ),
      fatigue: setting.campaign.value.fatigue * recentCount(ledger, setting.nowMs),
      lanes: lanes.map(({ kind, tag }) => ({ kind, tag, gain: addedGoals * margin * (top > 0 ? top : 1) })),
    },
    arm,
    evidence: curve.evidence,
    margin,
    basis,
    personaId: person.persona?.personaId,
  };
}

/** Part of the people for whom what was measured does not count: where sending brought nothing, somebody keeps looking. */
const WATCHED_SHARE = 0.1;
const isWatched = ({ id }: PlanSetting['campaign'], personId: string): boolean =>
  saltedShare(`${id}/watched`, personId) < WATCHED_SHARE;

const recentCount = ({ sentAtMs }: LedgerFacts, nowMs: number): number =>
  sentAtMs.filter((atMs) => atMs <= nowMs && atMs > nowMs - 7 * DAY_MS).length;

/** Cells that the cap and the person's due day leave, whatever the arm. */
function openCells(
  person: Considered,
  ledger: LedgerFacts,
  setting: PlanSetting,
  zoneGrid: ZoneGrid,
): readonly number[] | SkipReason {
  const freeFromMs = capFreeFromMs(ledger, setting.campaign.cap);
  const uncapped = range(zoneGrid.cellCount).filter((cell) => zoneGrid.startMs[cell]! >= freeFromMs);
  if (uncapped.length === 0) return 'frequency_cap';
  const due = uncapped.filter(dueFilter(person, setting, zoneGrid));
  return due.length === 0 ? 'not_due' : due;
}

/** Of the open cells those that a tighter cap of the arm leaves. */
function cellsOfArm(
  open: readonly number[],
  ledger: LedgerFacts,
  { cap }: ContentArm,
  zoneGrid: ZoneGrid,
): readonly number[] {
  if (cap === undefined) return open;
  const freeFromMs = capFreeFromMs(ledger, cap);
  return open.filter((cell) => zoneGrid.startMs[cell]! >= freeFromMs);
}

/** First and last cell that the person may get: what is open, the law and the arm together. */
function cellsOf(
  person: Considered,
  setting: PlanSetting,
  {
    lanes,
    zoneGrid,
    arm,
    open,
  }: { lanes: readonly NamedLane[]; zoneGrid: ZoneGrid; arm: Candidate['arm']; open: readonly number[] },
): { readonly firstCell: number; readonly lastCell: number } | SkipReason {
  const allowed = open.filter((cell) =>
    lanes.some(({ channel, isNightAllowed }) => isNightAllowed || zoneGrid.isQuiet[channel]![cell] === 0),
  );
  if (allowed.length === 0) return 'quiet_hours';
  if (arm.timing === 'own_time') return { firstCell: allowed[0]!, lastCell: allowed.at(-1)! };
  const only =
    arm.timing === 'random_time'
      ? drawCell(setting.campaign.id, person.row.personId, allowed)
      : (allowed.find((cell) => hourOf(cell, zoneGrid, setting) === setting.campaign.arms.oneTimeHour) ??
        allowed[0]!);
  return { firstCell: only, lastCell: only };
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

const hourOf = (cell: number, grid: ZoneGrid, { time }: PlanSetting): number =>
  time.hoursOfWeek[grid.column[cell]!]! % 24;

/** From when on the cap allows one more message; Infinity if it allows none. */
function capFreeFromMs({ sentAtMs }: LedgerFacts, cap: FrequencyCap): number {
  if (cap.count === 0) return Infinity;
  const newestFirst = sentAtMs.toSorted((a, b) => b - a);
  const blocking = newestFirst[cap.count - 1];
  return blocking === undefined ? -Infinity : blocking + cap.periodMs;
}

/** A repurchase reminder goes out on one day: so many before the expected purchase. */
function dueFilter(
  { row, predictions }: Considered,
  { campaign, nowMs }: PlanSetting,
  grid: ZoneGrid,
): (cell: number) => boolean {
  if (campaign.type !== 'repurchase_reminder') return () => true;
  const { lastOrderAt, orderCycleDays } = row.profile;
  const ownDay =
    lastOrderAt === undefined || orderCycleDays === undefined
      ? undefined
      : localDay(grid.zone, Date.parse(lastOrderAt)) + Math.round(orderCycleDays);
  const dueDay = predictions?.nextPurchase?.p50 ?? ownDay;
  if (dueDay === undefined) return () => false;
  const day = Math.max(Math.round(dueDay) - (campaign.leadDays ?? 0), localDay(grid.zone, nowMs));
  return (cell) => localDay(grid.zone, grid.startMs[cell]!) === day;
}
