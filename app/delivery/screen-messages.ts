import type { Contact } from '#app/ports/contact-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import type { CampaignState } from '#core/delivery/campaign-state.ts';
import { decideClaim } from '#core/delivery/decide-claim.ts';
import type { SendQuestion } from '#core/delivery/judge-send.ts';
import type { DeliveryReason } from '#core/delivery/reasons.ts';
import type { RenderedMessage } from '#core/delivery/rendered-message.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import type { AccountFor } from './account-for.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { findAddress } from './find-address.ts';
import type { KeepClaims } from './keep-claims.ts';
import type { WatchCampaign } from './watch-campaigns.ts';

/** A message that may be claimed, with all that it takes to send it. */
export interface Candidate {
  readonly message: PlannedMessage;
  readonly campaign: CampaignState;
  /** Asked again, with the time of the day, at each step. */
  readonly question: Omit<SendQuestion, 'nowMs'>;
  readonly contact: Contact;
  readonly rendered: RenderedMessage;
  /** As read a moment ago: the first attempt to claim writes over it. */
  readonly ledger: Versioned<Ledger>;
}

/** What was found out about a message before anything was claimed for it. */
export type Screened =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  /** Accounted for. */
  | { readonly kind: 'done' }
  /** To be looked at again: later, or at the instant that is named. */
  | { readonly kind: 'pending'; readonly reason: DeliveryReason; readonly againAtMs?: number };

const AT_ONCE = 16;
const done: Screened = { kind: 'done' };

/** Screens messages: everything that can be said before a claim. Ledgers are read in one batch. */
export function createScreenMessages(
  ports: DeliveryPorts,
  run: {
    readonly runId: string;
    readonly claims: KeepClaims;
    readonly account: AccountFor;
    readonly watch: WatchCampaign;
  },
): (messages: readonly PlannedMessage[]) => Promise<readonly Screened[]> {
  const { clock, contacts, render, channels, conditions } = ports;
  const { runId, claims, account, watch } = run;

  const suppress = async (message: PlannedMessage, reason: DeliveryReason): Promise<Screened> => {
    return (await account.suppressed(message, reason)) ? done : { kind: 'pending', reason: 'under_way' };
  };

  /** A message whose campaign may send, judged by its person's ledger. */
  const judge = async (
    message: PlannedMessage,
    ledger: Versioned<Ledger>,
    campaign: CampaignState,
  ): Promise<Screened> => {
    if ((await ports.isOvertaken?.(message, ledger.value.members)) === true)
      return suppress(message, 'overtaken');
    const { contact, zone } = await findAddress(contacts, ledger.value.members, message.channel);
    const { channel, expiresAtMs } = message;
    const question = { key: message, channel, expiresAtMs, rules: campaign.rules, zone };
    const asked = { ...question, nowMs: clock.nowMs(), runId, chargedMicros: message.worstCaseMicros };
    const verdict = decideClaim(ledger.value, asked, conditions);
    if (verdict.kind === 'taken' || verdict.kind === 'ours') return taken(message, ledger);
    if (verdict.kind === 'barred') {
      const { reason, nextAllowedAtMs } = verdict;
      const canWait = nextAllowedAtMs !== undefined && nextAllowedAtMs < expiresAtMs;
      return canWait ? { kind: 'pending', reason, againAtMs: nextAllowedAtMs } : suppress(message, reason);
    }
    if (contact === undefined) return suppress(message, 'no_address');
    const rendered = await render(message, contact);
    if ('refused' in rendered) return suppress(message, rendered.refused);
    return { kind: 'candidate', candidate: { message, campaign, question, contact, rendered, ledger } };
  };

  const taken = async (message: PlannedMessage, { value }: Versioned<Ledger>): Promise<Screened> => {
    const claim = claimOf(value, message);
    const isDone = claim !== undefined && (await account.taken(message, claim));
    return isDone ? done : { kind: 'pending', reason: 'under_way' };
  };

  const screen = async (message: PlannedMessage, ledger: Versioned<Ledger>): Promise<Screened> => {
    if (claimOf(ledger.value, message) !== undefined) return taken(message, ledger);
    const campaign = await watch(message.campaignId);
    const mayRun = campaign === undefined || campaign.status === 'running' || campaign.status === 'paused';
    // A person's word says more than the clock, where both hold.
    if (!mayRun) return suppress(message, 'cancelled');
    if (clock.nowMs() >= message.expiresAtMs) return suppress(message, 'expired');
    if (campaign === undefined) return { kind: 'pending', reason: 'not_applied' };
    if (campaign.status === 'paused') return { kind: 'pending', reason: 'paused' };
    if (campaign.planHash !== message.planHash) return suppress(message, 'other_plan');
    if (channels[message.channel] === undefined) return { kind: 'pending', reason: 'channel_off' };
    return judge(message, ledger, campaign);
  };

  /** What a store does not answer for now is looked at again. */
  const screenSafely = async (message: PlannedMessage, ledger: Versioned<Ledger>): Promise<Screened> => {
    try {
      return await screen(message, ledger);
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      return { kind: 'pending', reason: 'under_way' };
    }
  };

  return async (messages) => {
    const ledgers = await claims.ledgersOf([...new Set(messages.map(({ personId }) => personId))]);
    return mapConcurrently(messages, AT_ONCE, async (message) => {
      const ledger = ledgers.get(message.personId);
      return ledger === undefined ? { kind: 'pending', reason: 'under_way' } : screenSafely(message, ledger);
    });
  };
}

function claimOf(ledger: Ledger, { campaignId, occurrence, personId }: PlannedMessage) {
  return ledger.claims.find(
    (claim) =>
      claim.campaignId === campaignId && claim.occurrence === occurrence && claim.personId === personId,
  );
}
