import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { type Assigned, createWishes } from '#core/plan/assign/assign.ts';
import { valueOf } from '#core/plan/assign/best-bid.ts';
import type { Market } from '#core/plan/assign/market.ts';
import { otherNight } from '#core/plan/assign/other-night.ts';
import { kindOf } from '#core/plan/assign/place.ts';
import { canonicalJson } from '#core/plan/canonical-json.ts';
import type { PlanSetting } from '#core/plan/plan-setting.ts';
import type { Decision } from '#core/plan/plan-summary.ts';
import { spreadMinutes } from '#core/plan/spread-minutes.ts';
import { compareText } from '#core/profiles/consent.ts';
import type { CandidateNote, Gathered, Roster } from './gather-people.ts';
import type { PlanInput } from './plan-input.ts';

/** One decision, with what the summary counts of it. */
export interface Decided {
  readonly decision: Decision;
  readonly note: CandidateNote | undefined;
  readonly copy: ApprovedCopy | undefined;
  /** Person's own hour of day, 0-23. */
  readonly localHour: number;
  /** Orders that the message adds. */
  readonly orders: number;
}

/** Everybody's decision, a partition at a time, each in order of person. */
export function* decidePeople(
  input: PlanInput,
  setting: PlanSetting,
  market: Market,
  { gathered, assigned }: { readonly gathered: Gathered; readonly assigned: Assigned },
): Generator<readonly Decided[]> {
  const dueAtMs = spreadMinutes(assigned.crowd, market, setting.time);
  const wishes = createWishes(assigned, market);
  let first = 0;
  for (const roster of gathered.rosters) {
    const start = first;
    const decided = roster.notes.map((note, row): Decided => {
      const seat = assigned.crowd.seatOf(start + row);
      const { block } = roster;
      const personId = block.personIds[row]!;
      const home = note.home !== undefined && { home: note.home };
      if (seat === undefined) return skipped({ personId, skip: wishes.leftOut(block, row), ...home });
      const copy = input.copies[block.tags[row * block.laneCount + seat.lane]!]!;
      const value = valueOf(block, row, market, seat);
      const kind = kindOf(market, block, row, seat.lane);
      const grid = market.grids[block.grids[row]!]!;
      const wished = wishes.wishedCell(block, row);
      const due = dueAtMs[start + row]!;
      const other = otherNight(block, row, market, seat);
      return {
        decision: {
          personId,
          message: {
            ...wordsOf(copy),
            dueAtMs: due,
            expiresAtMs: Math.min(setting.campaign.window.toMs, due + input.shop.lateMinutes * 60_000),
            offerId: note.arm.content.offerId,
            arm: note.arm.name,
            armProbability: note.arm.probability,
            copyProbability: setting.shelf.probabilityOf(copy, note.personaId, note.arm.content),
            personaId: note.personaId,
            worstCaseMicros: kind.costMicros,
          },
          evidence: note.evidence,
          basis: note.basis,
          ...(note.forecast && { forecast: note.forecast }),
          ...home,
          value: rounded(value),
          ...(other !== undefined && {
            otherwise: {
              needsConsent: other.needsConsent,
              atMs: grid.startMs[other.cell]!,
              value: rounded(valueOf(block, row, market, { lane: seat.lane, cell: other.cell })),
            },
          }),
          ...(wished === seat.cell ? {} : { wishedAtMs: grid.startMs[wished]! }),
        },
        note,
        copy,
        localHour: setting.time.hoursOfWeek[grid.column[seat.cell]!]! % 24,
        orders: note.margin > 0 ? (value + kind.cost + block.fatigue[row]!) / note.margin : 0,
      };
    });
    first += roster.notes.length;
    yield [...decided, ...roster.skipped.map(skipped)].sort((a, b) =>
      compareText(a.decision.personId, b.decision.personId),
    );
  }
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const skipped = (decision: Roster['skipped'][number]): Decided => ({
  decision,
  note: undefined,
  copy: undefined,
  localHour: 0,
  orders: 0,
});

const wordsOf = ({ channel, id, hash, productId }: ApprovedCopy) => ({
  channel,
  copyId: id,
  copyHash: hash,
  productId,
});

/** The bytes of a partition. */
export function partitionBytes(decided: readonly Decided[]): Uint8Array {
  return new TextEncoder().encode(decided.map(({ decision }) => `${canonicalJson(decision)}\n`).join(''));
}
