import { loadBrand } from '#app/copy/copy-settings.ts';
import type { Clock } from '#app/ports/clock.ts';
import { signaturesNeeded } from '#core/plan/plan-summary.ts';
import { openPlan, type PlanRecord, type PlanStores, saveRecord } from './plan-records.ts';
import { refusePlan } from './refuse-plan.ts';

/** How far a plan's approval has come. */
export interface Approval {
  readonly record: PlanRecord;
  readonly needed: number;
  readonly isApproved: boolean;
}

/** Who signs or rejects: the signed-in principal. */
export interface Signer {
  readonly by: string;
  readonly role: string;
}

/** Is it signed by as many as it needs, and rejected by none? */
export function isApproved(record: PlanRecord, needed: number): boolean {
  return record.rejected === undefined && record.signatures.length >= needed;
}

/** Signs a plan's hash. @throws InputError naming why it cannot be signed; ConflictError if another signs just now. */
export async function approvePlan(
  ports: PlanStores & { readonly clock: Clock },
  hash: string,
  { by, role }: Signer,
): Promise<Approval> {
  const { summary, record } = await openPlan(ports, hash);
  const { value, version } = record;
  const needed = signaturesNeeded(summary);
  if (value.rejected !== undefined) throw refusePlan('rejected', value.rejected.reason);
  if (!summary.campaign.approvals.roles.includes(role))
    throw refusePlan('wrong_role', summary.campaign.approvals.roles.join(', '));
  const { approvers } = await loadBrand(ports.documents);
  const mayAs = approvers.find((approver) => approver.by === by)?.roles ?? [];
  if (approvers.length > 0 && !mayAs.includes(role)) throw refusePlan('no_approver', `${by}, ${role}`);
  if (value.signatures.some((signature) => signature.by === by)) throw refusePlan('signed_already', by);
  const next = { ...value, signatures: [...value.signatures, { by, role, atMs: ports.clock.nowMs() }] };
  await saveRecord(ports, version, next);
  return { record: next, needed, isApproved: isApproved(next, needed) };
}

/** Rejects a plan for good. @throws InputError if there is none or it was started; ConflictError if another decides just now. */
export async function rejectPlan(
  ports: PlanStores & { readonly clock: Clock },
  hash: string,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<PlanRecord> {
  const { record } = await openPlan(ports, hash);
  if (record.value.appliedAtMs !== undefined) throw refusePlan('started_already', record.value.campaignId);
  const next = { ...record.value, rejected: { by, reason, atMs: ports.clock.nowMs() } };
  await saveRecord(ports, record.version, next);
  return next;
}
