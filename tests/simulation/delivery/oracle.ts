import { decodeLedger } from '#adapters/node/ledger-codec.ts';
import type { OutgoingMessage } from '#app/ports/sender.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { HeldConsent, Ledger } from '#core/profiles/ledger.ts';
import { PRICE_MICROS, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const SEOUL_MS = 9 * HOUR_MS;

/** Judges by rules of its own, from outside: what the provider was asked to send, and what is on record at the end. */
export class Oracle {
  readonly broken: string[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    world.provider.onCall = (messages, worker) => {
      for (const message of messages) this.#judgeCall(message, worker);
    };
  }

  #breaks(invariant: string, what: string): void {
    this.broken.push(`${invariant}: ${what}`);
  }

  /** I3 at the send instant, and the windows. */
  #judgeCall({ messageKey, campaignId }: OutgoingMessage, worker: string): void {
    const { messages, reads } = this.#world;
    const planned = messages.find((message) => message.messageKey === messageKey);
    const read = reads.get(`${worker}/${planned?.personId ?? ''}`);
    if (planned === undefined || read === undefined) {
      this.#breaks('I3', `${messageKey} was sent without plan or ledger`);
      return;
    }
    this.#judgeTime(planned, read.atMs);
    this.#judgeCampaign(messageKey, campaignId);
    this.#judgeConsent(messageKey, rootOf(planned.personId, read.texts), read.atMs);
  }

  #judgeTime({ messageKey, ...planned }: PlannedMessage, readAtMs: number): void {
    const { nowMs } = this.#world.scheduler;
    if (nowMs < planned.dueAtMs || nowMs >= planned.expiresAtMs)
      this.#breaks('I3', `${messageKey} outside its window`);
    if (nowMs - readAtMs > 2000) this.#breaks('I3', `${messageKey} on a read ${nowMs - readAtMs} ms old`);
  }

  #judgeConsent(messageKey: string, ledger: Ledger, readAtMs: number): void {
    if (!isYoung(ledger, readAtMs)) this.#breaks('I3', `${messageKey} on a consent that nobody confirmed`);
    if (hasRefused(ledger, 'marketing', readAtMs)) this.#breaks('I3', `${messageKey} without consent`);
    if (isNight(this.#world.scheduler.nowMs) && !hasGranted(ledger, 'marketing_night', readAtMs))
      this.#breaks('I3', `${messageKey} at night`);
    this.#judgeCap(messageKey, ledger);
  }

  /** A pause holds within a second, and a read of two. */
  #judgeCampaign(messageKey: string, campaignId: string): void {
    const { scheduler, statuses } = this.#world;
    const found = statuses.get(campaignId);
    if (found?.status !== 'running' && scheduler.nowMs - (found?.sinceMs ?? 0) > 3000)
      this.#breaks('I3', `${messageKey} of a campaign that is ${found?.status}`);
  }

  #judgeCap(messageKey: string, ledger: Ledger): void {
    const { provider, scheduler, messages, campaigns } = this.#world;
    const cap = campaigns[0]?.rules.cap;
    const since = scheduler.nowMs - (cap?.periodMs ?? 0);
    const others = provider.sent.filter((sent) => {
      const personId = messages.find((message) => message.messageKey === sent.messageKey)?.personId ?? '';
      return sent.messageKey !== messageKey && sent.calledAtMs > since && ledger.members.includes(personId);
    });
    if (others.length >= (cap?.count ?? 0)) this.#breaks('I3', `${messageKey} above the cap`);
  }

  /** I1, I2 and the budget, once everything has come to rest. */
  judgeEnd(receipts: readonly Receipt[], spentMicros: number): void {
    const { provider, messages, limitMicros } = this.#world;
    const sentKeys = provider.sent.map(({ messageKey }) => messageKey);
    if (new Set(sentKeys).size !== sentKeys.length) this.#breaks('I1', 'a message key was accepted twice');
    if (sentKeys.length * PRICE_MICROS > limitMicros) this.#breaks('I3', 'the budget was overspent');
    if (spentMicros > limitMicros) this.#breaks('I3', 'more was granted than the budget has');
    const keys = receipts.map(({ message }) => message.messageKey).sort();
    const planned = messages.map(({ messageKey }) => messageKey).sort();
    if (JSON.stringify(keys) !== JSON.stringify(planned))
      this.#breaks('I2', `${keys.length} receipts of ${planned.length} messages`);
    for (const receipt of receipts) this.#judgeReceipt(receipt, sentKeys);
    const costMicros = receipts.reduce((sum, receipt) => sum + receipt.costMicros, 0);
    if (costMicros > spentMicros) this.#breaks('I3', 'receipts cost more than was granted');
  }

  #judgeReceipt({ status, message: { messageKey } }: Receipt, sentKeys: readonly string[]): void {
    const isSent = sentKeys.includes(messageKey);
    if (status === 'accepted' && !isSent) this.#breaks('I2', `${messageKey} says accepted and was not`);
    if ((status === 'suppressed' || status === 'failed') && isSent)
      this.#breaks('I2', `${messageKey} says ${status} and was sent`);
  }
}

function rootOf(key: string, texts: ReadonlyMap<string, string>): Ledger {
  const own = decodeLedger(key, texts.get(key) ?? '{"m":[]}');
  return own.aliasOf === undefined ? own : rootOf(own.aliasOf, texts);
}

function newest(ledger: Ledger, purpose: string, atMs: number, key: string): HeldConsent | undefined {
  const [first] = ledger.consents
    .filter((said) => said.purpose === purpose && said.atMs <= atMs && said.saidBy === key)
    .sort((a, b) => b.atMs - a.atMs || Number(a.granted) - Number(b.granted));
  return first;
}

/** Did anybody of this person say no last? Said while they were one, a later yes of another counts for both. */
function hasRefused(ledger: Ledger, purpose: string, atMs: number): boolean {
  return ledger.members.some((key) => {
    const said = newest(ledger, purpose, atMs, key);
    if (said === undefined || said.granted) return false;
    return !ledger.members.some((other) => {
      const also = newest(ledger, purpose, atMs, other);
      return also?.granted === true && also.atMs > said.atMs && also.heldBy.includes(key);
    });
  });
}

/** Was marketing by push agreed to, or the person told that it was, within two years? */
function isYoung({ consents }: Ledger, atMs: number): boolean {
  const said = consents.filter(({ purpose, granted }) => granted && purpose !== 'marketing_night');
  return said.some((one) => one.atMs <= atMs && atMs < one.atMs + 730 * 24 * HOUR_MS);
}

function hasGranted(ledger: Ledger, purpose: string, atMs: number): boolean {
  return ledger.consents.some((said) => said.purpose === purpose && said.atMs <= atMs && said.granted);
}

function isNight(atMs: number): boolean {
  const hour = ((atMs + SEOUL_MS) / HOUR_MS) % 24;
  return hour >= 21 || hour < 8;
}
