import type { OpenChannel } from '#app/ports/sender.ts';
import { chunksOf } from '#core/kernel/concurrency.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { createAccountFor } from './account-for.ts';
import { createClaimCandidates } from './claim-candidates.ts';
import { createCountMessages } from './count-messages.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { createKeepAddresses } from './keep-addresses.ts';
import { createKeepClaims } from './keep-claims.ts';
import { createProviderGuard, type ProviderGuard } from './provider-guard.ts';
import { createPurse, type Purse } from './purse.ts';
import { type Candidate, createScreenMessages } from './screen-messages.ts';
import { createSendClaimed } from './send-claimed.ts';
import { createWatchCampaign, type WatchCampaign } from './watch-campaigns.ts';

/** A message that comes again: at the next look, or at the instant that is named. */
export interface PendingMessage {
  readonly message: PlannedMessage;
  readonly againAtMs: number | undefined;
}

/** One worker's run: what it learns of budgets, campaigns and providers holds for all its messages. */
export interface DeliveryRun {
  /** Brings messages to their end, as far as that is possible now; returns those that come again. */
  send(messages: readonly PlannedMessage[]): Promise<readonly PendingMessage[]>;
  /** Gives back what was drawn and not used. */
  settle(): Promise<void>;
  breakerOpenedCount(): number;
}

/** Longest wait for a token of the sending rate before the message is left for the next run. */
const LONGEST_WAIT_MS = 5000;

/** Begins a run. */
export function createDeliveryRun(
  ports: DeliveryPorts,
  {
    runId,
    isLate,
    watch = createWatchCampaign(ports.campaigns, ports.elapsedMs),
  }: { readonly runId: string; readonly isLate: () => boolean; readonly watch?: WatchCampaign },
): DeliveryRun {
  const { budgets, rate, channels, elapsedMs, sleep } = ports;
  const purses = new Map<string, Purse>();
  const guards = new Map<string, ProviderGuard>();
  const purseOf = (budgetId: string): Purse =>
    remembered(purses, budgetId, () => createPurse(budgets, budgetId, runId));
  const guardOf = (identityId: string): ProviderGuard =>
    remembered(guards, identityId, () => createProviderGuard(elapsedMs));

  const claims = createKeepClaims(ports);
  const account = createAccountFor({ ...ports, claims });
  const addresses = createKeepAddresses(ports);
  const count = createCountMessages(ports);
  const parts = { runId, claims, account, watch, addresses, purseOf, guardOf, count };
  const screen = createScreenMessages(ports, parts);
  const claim = createClaimCandidates(ports, parts);
  const sendClaimed = createSendClaimed(ports, parts);

  /** Waits for as many tokens as there are messages; fewer if the rate does not give them in time. */
  const takeTokens = async ({ identity }: OpenChannel, count: number): Promise<number> => {
    let taken = 0;
    for (;;) {
      const got = await rate.take(identity.id, identity.rate, count - taken);
      taken += got.count;
      if (taken === count || got.waitMs > LONGEST_WAIT_MS || isLate()) return taken;
      await sleep(got.waitMs);
    }
  };

  /** One call's worth: tokens, claims, call, receipts. */
  const sendCall = async (
    channel: OpenChannel,
    candidates: readonly Candidate[],
  ): Promise<readonly PlannedMessage[]> => {
    const isHeld = guardOf(channel.identity.id).isOpen();
    const tokens = isHeld ? 0 : await takeTokens(channel, candidates.length);
    const later = candidates.slice(tokens).map(({ message }) => message);
    const { claimed, pending } = await claim(candidates.slice(0, tokens));
    return [...later, ...pending, ...(await sendClaimed(channel, claimed))];
  };

  /** What fails for a store that does not answer comes again; claims say how far each message was. */
  const sendCallSafely = async (
    channel: OpenChannel,
    candidates: readonly Candidate[],
  ): Promise<readonly PlannedMessage[]> => {
    try {
      return await sendCall(channel, candidates);
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      return candidates.map(({ message }) => message);
    }
  };

  return {
    async send(messages) {
      messages.forEach((message) => count.looked(message));
      const screened = await screen(messages);
      const pending: PendingMessage[] = [];
      const candidates: Candidate[] = [];
      screened.forEach((each, index) => {
        const message = messages[index];
        if (each.kind === 'candidate') candidates.push(each.candidate);
        else if (each.kind === 'pending' && message !== undefined)
          pending.push({ message, againAtMs: each.againAtMs });
      });
      for (const group of Map.groupBy(candidates, callOf).values()) {
        const channel = group[0] && channels[group[0].message.channel];
        if (channel === undefined) continue;
        for (const call of chunksOf(group, channel.sender.batchSize)) {
          const again = await sendCallSafely(channel, call);
          pending.push(...again.map((message) => ({ message, againAtMs: undefined })));
        }
      }
      await unlessUnanswered(() => count.settle());
      return pending;
    },
    async settle() {
      for (const purse of purses.values()) await purse.settle();
    },
    breakerOpenedCount: () => [...guards.values()].reduce((sum, { openedCount }) => sum + openedCount, 0),
  };
}

/** What is only counted is no reason to fail a run that has sent. */
async function unlessUnanswered(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof AppError && error.retryable)) throw error;
  }
}

/** Messages of one call share campaign, occurrence and expiry: collapse id and time to live are a call's. */
function callOf({ message }: Candidate): string {
  const { channel, campaignId, occurrence, expiresAtMs } = message;
  return JSON.stringify([channel, campaignId, occurrence, expiresAtMs]);
}

function remembered<Value>(known: Map<string, Value>, key: string, create: () => Value): Value {
  const value = known.get(key) ?? create();
  known.set(key, value);
  return value;
}
