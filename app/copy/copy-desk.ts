import type { Doer } from '#app/copy/appeal-desk.ts';
import { APPROVED, LIVE, type LiveRow } from '#app/copy/live-copies.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import { authorAfter, type Deed } from '#core/copy/appeal/appeal-point.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';
import { checkVariant } from '#core/copy/variants/check-variant.ts';
import {
  approvedCopyOf,
  type CopySet,
  inReadingOrder,
  type SetVariant,
} from '#core/copy/variants/copy-set.ts';
import { InputError } from '#core/kernel/errors.ts';

/** What the desk needs. */
export interface CopyDeskPorts {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  readonly sheetOf: (factSheetId: string) => Promise<FactSheet>;
  /** How many different people must approve the same words, none of them their only writer. 1 or 2. */
  readonly approvers: number;
}

/** Where people read, change, approve and reject copy. */
export interface CopyDesk {
  list(): AsyncIterable<CopySet>;
  /** In reading order. @throws InputError if there is none. */
  show(setId: string): Promise<CopySet>;
  /** A person's own words for the row: the control that stands on top. Checked at once. */
  add(setId: string, written: WrittenVariant, doer: Doer): Promise<CopySet>;
  /** Changes words and checks them at once; earlier approvals were of other words and are gone. */
  edit(setId: string, variantId: string, change: Partial<WrittenVariant>, doer: Doer): Promise<CopySet>;
  /** @throws InputError if they did not pass, or if the set was already decided by time. */
  approve(setId: string, variantIds: readonly string[], doer: Doer): Promise<CopySet>;
  reject(setId: string, variantIds: readonly string[], reason: string, doer: Doer): Promise<CopySet>;
  /** Ends the review: what is approved goes live together, or, with nothing approved, nothing changes. */
  close(setId: string): Promise<CopySet>;
  /** Half of the time is over, and nobody decided. */
  remind(setId: string): Promise<CopySet>;
  /** Time is over: the set is closed with nothing of it live, approvals that nobody finished included. */
  lapse(setId: string): Promise<CopySet>;
}

const refusal = (en: string, ko: string): InputError => new InputError(en, { details: { ko } });

/** Opens the desk. Sets are documents `copy`; only `close` changes what is live, in one write per row. */
export function createCopyDesk(ports: CopyDeskPorts): CopyDesk {
  const sets = documentsOf<CopySet>(ports.documents, 'copy');
  const approved = documentsOf<ApprovedCopy>(ports.documents, APPROVED);
  const live = documentsOf<LiveRow>(ports.documents, LIVE);
  const deed = (action: Deed['action'], { by, minutes }: Doer, reason?: string): Deed => ({
    action,
    by,
    atMs: ports.clock.nowMs(),
    minutes,
    ...(reason !== undefined && { reason }),
  });
  const change = (setId: string, doer: Doer, to: (set: CopySet) => readonly SetVariant[]): Promise<CopySet> =>
    sets.change(setId, (now) => {
      if (now === undefined) throw refusal(`there is no copy ${setId}`, `카피 ${setId} 이(가) 없습니다`);
      if (now.status !== 'waiting')
        throw refusal(
          `${setId} is ${now.status}: run the copy again`,
          `${setId} 은(는) 이미 끝났습니다 (${now.status})`,
        );
      return { ...now, isSimulated: now.isSimulated || doer.isSimulated, variants: to(now) };
    });
  /** What time does to a set: nothing once people decided. */
  const whileWaiting = (setId: string, passed: Partial<CopySet>): Promise<CopySet> =>
    sets.change(setId, (now) => {
      if (now === undefined) throw refusal(`there is no copy ${setId}`, `카피 ${setId} 이(가) 없습니다`);
      return now.status === 'waiting' ? { ...now, ...passed } : now;
    });
  const judged = async (set: CopySet, written: WrittenVariant) =>
    checkVariant(written, set.brief, await ports.sheetOf(set.row.factSheetId), ports.clock.nowMs());

  return {
    list: () => sets.list(),
    async show(setId) {
      const set = await sets.get(setId);
      return { ...set, variants: inReadingOrder(set.variants) };
    },
    async add(setId, written, doer) {
      const findings = await judged(await sets.get(setId), written);
      return change(setId, doer, ({ variants }) => {
        const own = variants.filter(({ id }) => id.startsWith('p')).length;
        const variant: SetVariant = {
          id: `p${own + 1}`,
          ...written,
          author: 'person',
          writers: [doer.by],
          status: findings.length === 0 ? 'passed' : 'failed',
          findings,
          judgement: undefined,
          approvals: [],
          deeds: [deed('written', doer)],
        };
        return [...variants, variant];
      });
    },
    async edit(setId, variantId, words, doer) {
      const old = find(await sets.get(setId), variantId);
      const next = { title: old.title, preheader: old.preheader, body: old.body, ...words };
      const findings = await judged(await sets.get(setId), next);
      return change(setId, doer, (set) =>
        replaced(set, [variantId], (variant) => ({
          ...variant,
          ...next,
          author: authorAfter(variant.author, 'edited'),
          writers: [...new Set([...variant.writers, doer.by])],
          status: findings.length === 0 ? 'passed' : 'failed',
          findings,
          approvals: [],
          deeds: [...variant.deeds, deed('edited', doer)],
        })),
      );
    },
    approve: (setId, variantIds, doer) =>
      change(setId, doer, (set) =>
        replaced(set, variantIds, (variant) =>
          approvedBy(variant, doer, deed('accepted', doer), ports.approvers),
        ),
      ),
    reject: (setId, variantIds, reason, doer) =>
      change(setId, doer, (set) =>
        replaced(set, variantIds, (variant) => ({
          ...variant,
          status: 'rejected',
          approvals: [],
          deeds: [...variant.deeds, deed('rejected', doer, reason)],
        })),
      ),
    remind: (setId) => whileWaiting(setId, { remindedAtMs: ports.clock.nowMs() }),
    lapse: (setId) => whileWaiting(setId, { status: 'lapsed' }),
    async close(setId) {
      const set = await sets.get(setId);
      if (set.status !== 'waiting') return set;
      const chosen = set.variants.filter(({ status }) => status === 'approved');
      const copyIds: string[] = [];
      for (const variant of chosen) {
        const { title, preheader, body, approvals } = variant;
        const hash = ports.sha256(JSON.stringify([set.row, title, preheader, body]));
        const last = variant.deeds.findLast(({ action }) => action === 'accepted');
        const decided = { hash, by: approvals.join(', '), atMs: last?.atMs ?? ports.clock.nowMs() };
        const copy = await approved.change(
          `${set.id}.${variant.id}`,
          (now) => now ?? approvedCopyOf(set, variant, decided),
        );
        copyIds.push(copy.id);
      }
      if (copyIds.length > 0)
        await live.change(set.rowId, () => ({ rowId: set.rowId, setId: set.id, copyIds }));
      const status = copyIds.length > 0 ? 'decided' : 'lapsed';
      return sets.change(setId, (now) => ({ ...(now ?? set), status }));
    },
  };
}

function find(set: CopySet, variantId: string): SetVariant {
  const variant = set.variants.find(({ id }) => id === variantId);
  if (variant !== undefined) return variant;
  throw refusal(`${set.id} has no variant ${variantId}`, `${set.id} 에 ${variantId} 문안이 없습니다`);
}

function replaced(
  set: CopySet,
  variantIds: readonly string[],
  to: (variant: SetVariant) => SetVariant,
): readonly SetVariant[] {
  for (const id of variantIds) find(set, id);
  return set.variants.map((variant) => (variantIds.includes(variant.id) ? to(variant) : variant));
}

/** One more approval; approved once enough people agree. With two approvers, who wrote it alone is not enough. */
function approvedBy(variant: SetVariant, doer: Doer, deed: Deed, approvers: number): SetVariant {
  if (variant.status !== 'passed' && variant.status !== 'approved')
    throw refusal(
      `${variant.id} cannot be approved: it is ${variant.status}; edit it, and it is checked again`,
      `${variant.id} 은(는) 승인할 수 없습니다 (${variant.status}). 고치면 다시 검사합니다`,
    );
  const approvals = [...new Set([...variant.approvals, doer.by])];
  const isEnough = approvals.length >= approvers;
  return { ...variant, approvals, status: isEnough ? 'approved' : 'passed', deeds: [...variant.deeds, deed] };
}
