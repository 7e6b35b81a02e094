import type { OpenChannel, SendResult } from '#app/ports/sender.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { type LastBar, lastLook, READ_BELIEVED_MS } from '#core/delivery/decide-claim.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { ClaimOutcome } from '#core/profiles/claim.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import type { AccountFor } from './account-for.ts';
import type { CountMessages } from './count-messages.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { KeepAddresses } from './keep-addresses.ts';
import type { KeepClaims } from './keep-claims.ts';
import type { ProviderGuard } from './provider-guard.ts';
import type { Purse } from './purse.ts';
import type { Candidate } from './screen-messages.ts';
import type { WatchCampaign } from './watch-campaigns.ts';

/** Looks that are allowed to come too late before the messages are left for another time. */
const LOOKS = 3;
const AT_ONCE = 16;
/** Between an "again" and the repeat. */
const REPEAT_PAUSE_MS = 200;

/** Sends what this run has claimed, one call at a time; returns what was taken back and comes again. */
export type SendClaimed = (
  channel: OpenChannel,
  claimed: readonly Candidate[],
) => Promise<readonly PlannedMessage[]>;

/** Sends: last look, call, receipt. */
export function createSendClaimed(
  ports: DeliveryPorts,
  run: {
    readonly runId: string;
    readonly claims: KeepClaims;
    readonly account: AccountFor;
    readonly watch: WatchCampaign;
    readonly addresses: KeepAddresses;
    readonly purseOf: (budgetId: string) => Purse;
    readonly guardOf: (identityId: string) => ProviderGuard;
    readonly count: CountMessages;
  },
): SendClaimed {
  const { clock, elapsedMs, sleep, conditions, findSuppressed } = ports;
  const { runId, claims, account, watch, addresses, purseOf, guardOf, count } = run;

  const refund = ({ campaign, message }: Candidate): void =>
    purseOf(campaign.budgetId).refund(message.worstCaseMicros);

  /**
   * Takes a claim back that surely was not sent. The message comes again in any case: somebody else may have settled
   * the claim meanwhile, and died before the receipt.
   */
  const takeBack = async (candidate: Candidate): Promise<void> => {
    if (await claims.release(candidate.message, runId)) refund(candidate);
  };

  const conclude = async (
    candidate: Candidate,
    outcome: ClaimOutcome,
    known: { readonly sendInstantMs?: number; readonly providerId?: string } = {},
    seen?: Versioned<Ledger>,
  ): Promise<void> => {
    const { message } = candidate;
    const settled = await claims.settle(message, outcome, seen);
    if (settled?.state === 'rejected') {
      refund(candidate);
      if (candidate.rendered.carried !== undefined)
        await ports.codes?.withdraw(candidate.rendered.carried.code);
    }
    if (settled !== undefined) await account.settled(message, settled, known);
  };

  /** False where a store does not answer: the claim says how far the message was, and it is looked at again. */
  const isKept = async (task: () => Promise<void>): Promise<boolean> => {
    try {
      await task();
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      return false;
    }
  };

  /** Codes are issued to what is claimed, and to nothing else; whoever gets none is not sent to. */
  const withCodes = async (claimed: readonly Candidate[]): Promise<readonly Candidate[]> => {
    const asked = claimed.flatMap((candidate) => {
      const { message, rendered } = candidate;
      return rendered.carried === undefined ? [] : [{ candidate, message, carried: rendered.carried }];
    });
    if (asked.length === 0 || ports.codes === undefined) return claimed;
    const reasons = await ports.codes.issue(asked, clock.nowMs());
    const refused = new Set<Candidate>();
    for (const [index, { candidate }] of asked.entries()) {
      const reason = reasons[index];
      if (reason === undefined) continue;
      refused.add(candidate);
      await conclude(candidate, { state: 'rejected', reason });
    }
    return claimed.filter((candidate) => !refused.has(candidate));
  };

  interface Look {
    readonly ready: readonly Candidate[];
    readonly pending: readonly PlannedMessage[];
    readonly readAtMs: number;
    readonly instantMs: number;
  }

  /** Reads the ledgers once more, consistently, and lets go of what may not leave any more. */
  const look = async (candidates: readonly Candidate[]): Promise<Look> => {
    const isRunning = await runningOf(candidates);
    const readAtMs = elapsedMs();
    const instantMs = clock.nowMs();
    const [ledgers, suppressed] = await Promise.all([
      claims.ledgersOf(candidates.map(({ message }) => message.personId)),
      findSuppressed(candidates.map(({ contact }) => contact)),
    ]);
    const pending: PlannedMessage[] = [];
    const checked = await mapConcurrently(candidates, AT_ONCE, async (candidate) => {
      const { message, question, contact } = candidate;
      const ledger = ledgers.get(message.personId);
      const asked = { ...question, runId, nowMs: clock.nowMs() };
      const barInLedger = ledger === undefined ? 'lost' : lastLook(ledger.value, asked, conditions);
      const bar = barInLedger ?? (suppressed.has(contact) ? 'suppressed_address' : undefined);
      const mayLeave = bar === undefined && isRunning(candidate) && !(await isAccounted(message));
      if (ledger !== undefined && mayLeave) return { ...candidate, ledger };
      if (bar === 'lost' || (await letGo(candidate, bar))) pending.push(message);
      return undefined;
    });
    return { ready: checked.filter((each) => each !== undefined), pending, readAtMs, instantMs };
  };

  /** Another worker suppressed it while this one claimed it: the claim is taken back. */
  const isAccounted = async ({ campaignId, messageKey }: PlannedMessage): Promise<boolean> =>
    (await ports.receipts.load(campaignId, messageKey)) !== undefined;

  const runningOf = async (candidates: readonly Candidate[]) => {
    const running = new Set<string>();
    for (const campaignId of new Set(candidates.map(({ message }) => message.campaignId))) {
      if ((await watch(campaignId))?.status === 'running') running.add(campaignId);
    }
    return ({ message }: Candidate): boolean => running.has(message.campaignId);
  };

  /** True if the message comes again: it waits for the morning, or for its campaign to go on. */
  const letGo = async (
    candidate: Candidate,
    bar: Exclude<LastBar, 'lost'> | 'suppressed_address' | undefined,
  ): Promise<boolean> => {
    if (bar === undefined || bar === 'quiet_hours' || bar === 'stale') {
      await takeBack(candidate);
      return true;
    }
    await conclude(candidate, { state: 'rejected', reason: bar });
    return false;
  };

  const hear = async (candidate: Candidate, result: SendResult, instantMs: number): Promise<void> => {
    const known = { sendInstantMs: instantMs };
    // As the last look read it: mostly nobody has written to it during the call.
    const { ledger } = candidate;
    switch (result.status) {
      case 'accepted':
        await conclude(
          candidate,
          { state: 'accepted', reason: '', atMs: instantMs },
          { ...known, providerId: result.providerId },
          ledger,
        );
        if (result.updatedAddress !== undefined)
          await addresses.adopt(candidate.contact, result.updatedAddress);
        return;
      case 'unknown':
        await conclude(
          candidate,
          { state: 'unknown', reason: result.reason, atMs: instantMs },
          known,
          ledger,
        );
        return;
      case 'rejected':
        await conclude(candidate, { state: 'rejected', reason: result.reason }, known, ledger);
        if (result.reason === 'dead_address') await addresses.forget(candidate.contact);
        if (result.reason === 'opted_out') await addresses.optedOut(candidate.contact);
    }
  };

  /** Looks until the look is fresh enough to call on; what never is comes again. */
  const freshLook = async (candidates: readonly Candidate[]): Promise<Look> => {
    let pending: readonly PlannedMessage[] = [];
    let left = candidates;
    for (let looks = 1; ; looks += 1) {
      const seen = await look(left);
      pending = [...pending, ...seen.pending];
      left = seen.ready;
      if (elapsedMs() - seen.readAtMs <= READ_BELIEVED_MS) return { ...seen, pending };
      if (looks < LOOKS) continue;
      for (const candidate of left) await takeBack(candidate);
      pending = [...pending, ...left.map(({ message }) => message)];
      return { ...seen, ready: [], pending };
    }
  };

  return async ({ sender, identity }, claimed) => {
    const guard = guardOf(identity.id);
    guard.starts(claimed.length);
    const pending: PlannedMessage[] = [];
    let left = await withCodes(claimed);
    while (left.length > 0) {
      const seen = await freshLook(left);
      pending.push(...seen.pending);
      const { ready, instantMs } = seen;
      if (ready.length === 0) break;
      const results = await sender.send(ready.map(outgoing));
      guard.hears(results);
      ready.forEach((candidate, index) => {
        if (results[index]?.status !== 'rejected') count.sent(candidate);
      });
      const isRepeated = repeated(results, guard);
      const answered = ready.map((candidate, index) => ({
        candidate,
        result: results[index] ?? ({ status: 'unknown', reason: 'no_answer' } as const),
      }));
      left = ready.filter((_candidate, index) => isRepeated.has(index));
      const heard = answered.filter((_each, index) => !isRepeated.has(index));
      await mapConcurrently(heard, AT_ONCE, async ({ candidate, result }) => {
        if (!(await isKept(() => hear(candidate, result, instantMs)))) pending.push(candidate.message);
      });
      if (left.length > 0) await sleep(REPEAT_PAUSE_MS);
    }
    return pending;
  };
}

/** Which of the refused messages may be tried again: only those whose refusal says so, within the budget. */
function repeated(results: readonly SendResult[], guard: ProviderGuard): ReadonlySet<number> {
  const again = results.flatMap((result, index) =>
    result.status === 'rejected' && result.isAgain ? [index] : [],
  );
  const allowed = guard.isOpen() ? 0 : guard.repeats(again.length);
  return new Set(again.slice(0, allowed));
}

function outgoing({ message, contact, rendered }: Candidate) {
  const { messageKey, campaignId, occurrence, expiresAtMs } = message;
  const { customerKey, address, platform } = contact;
  return { messageKey, campaignId, occurrence, customerKey, address, platform, expiresAtMs, rendered };
}
